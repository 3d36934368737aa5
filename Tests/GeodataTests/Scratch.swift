import Foundation
import Geodata
import Testing

/// Files of the tests; gone when the process ends.
private let scratch: URL = {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("geodata-tests-\(ProcessInfo.processInfo.processIdentifier)")
  try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  atexit { try? FileManager.default.removeItem(at: scratch) }
  return folder
}()

struct ScratchFile {
  let path: String

  init(_ name: String, _ bytes: some Sequence<UInt8>) throws {
    path = scratch.appendingPathComponent("\(UUID().uuidString)-\(name)").path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  init(_ name: String, _ text: String) throws { try self.init(name, text.utf8) }
}

func geoJSONRecords(_ bytes: some Sequence<UInt8>) throws -> (records: [Record], referenceSystem: String?) {
  let file = try ScratchFile("layer.geojson", bytes)
  var reader = try GeoJSONReader(path: file.path, layer: "stations")
  var records: [Record] = []
  try reader.forEachRecord { (record) throws(GeodataError) in records.append(record) }
  return (records, reader.declaredReferenceSystem)
}

func geoJSONRecords(_ text: String) throws -> [Record] { try geoJSONRecords(text.utf8).records }

func csvRecords(_ bytes: some Sequence<UInt8>) throws -> (header: [String], records: [Record]) {
  let file = try ScratchFile("table.csv", bytes)
  var reader = try CSVReader(path: file.path, layer: "stations")
  var records: [Record] = []
  while let record = try reader.next() { records.append(record) }
  return (reader.header, records)
}

func csvRecords(_ text: String) throws -> [Record] { try csvRecords(text.utf8).records }

func layer(
  _ name: String, _ text: String, role: String = "stations", crs: String? = nil, fields: [String: String] = [:],
  filters: [String] = [], first: Int? = nil
) throws -> Layer {
  let file = try ScratchFile(name, text)
  var reader = LayerReader()
  return try reader.read(
    LayerSource(
      role: role, path: file.path, referenceSystem: crs, mapping: FieldMapping(fields),
      filters: filters.compactMap { AttributeFilter($0) }, first: first))
}

/// The error of a body that must throw one.
func geodataError(_ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation) throws -> GeodataError {
  try #require(
    #expect(throws: GeodataError.self, sourceLocation: sourceLocation) { try body() }, sourceLocation: sourceLocation)
}

/// EPSG:4544 as ArcGIS writes it into a `.prj`.
let zone105 = """
  PROJCS["CGCS2000_3_Degree_GK_CM_105E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",\
  SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],\
  PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],\
  PARAMETER["Central_Meridian",105.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],\
  UNIT["Meter",1.0]]
  """
