#if GDAL
import Foundation
import GDALData
import Geodata
import Geometry
import Model
import PROJ
import Testing

/// Formats that come through GDAL, in a build that has it.
struct GDALReadingTests {
  /// Three firms at whole degrees, one of them without a place.
  static let firms = VectorTable(
    name: "firms", about: "", columns: [.init("名称", .text, width: 40), .init("heads", .integer)],
    rows: [
      .init([.text("货物流企业"), .integer(3)], shape: .point(Coordinate(x: 103, y: 29))),
      .init([.text(" 外卖站 "), .integer(5)], shape: .point(Coordinate(x: 104, y: 30))),
      .init([.null, .null]),
    ], geometry: .points)

  /// The index of FlatGeobuf puts the features in another order.
  static let options = ["ESRI Shapefile": ["ENCODING=UTF-8"], "FlatGeobuf": ["SPATIAL_INDEX=NO"]]

  static func line(_ name: String) -> VectorTable {
    VectorTable(
      name: name, about: "", columns: [.init("name", .text)],
      rows: [.init([.text("a")], shape: .lineString([Coordinate(x: 0, y: 0), Coordinate(x: 1, y: 1)]))],
      geometry: .lines)
  }

  func path(_ name: String) throws -> String { try ScratchFile(name, "").path }

  func write(_ tables: [VectorTable], _ driver: String, _ name: String, _ options: [String] = []) throws
    -> String
  {
    let path = try path(name)
    try FileManager.default.removeItem(atPath: path)
    try writeTables(tables, to: VectorTarget(driver: driver, address: path, layerOptions: options))
    return path
  }

  func read(
    _ path: String, layer: String? = nil, crs: String? = nil, encoding: TextEncoding? = nil, filters: [String] = [],
    first: Int? = nil
  ) throws -> RawLayer {
    var reader = LayerReader()
    return try reader.readRaw(
      LayerSource(
        role: "workers", path: path, layerName: layer, referenceSystem: crs, encoding: encoding,
        filters: filters.compactMap { AttributeFilter($0) }, first: first))
  }

  func remove(_ path: String, _ ending: String) throws {
    try FileManager.default.removeItem(atPath: side(path, ending))
  }

  func side(_ path: String, _ ending: String) -> String { String(path.dropLast(3)) + ending }

  // MARK: Formats

  @Test(arguments: [
    ("GPKG", "firms.gpkg"), ("FlatGeobuf", "firms.fgb"), ("ESRI Shapefile", "firms.shp"), ("GML", "firms.gml"),
    ("ESRI Shapefile", "firms.shp.zip"),
  ])
  func sameRecordsFromEveryFormat(driver: String, name: String) throws {
    let raw = try read(try write([Self.firms], driver, name, Self.options[driver] ?? []))
    // The third record is blank, and blank records are skipped in every format.
    let count = 2
    #expect(raw.records.map { $0.fields["名称"]?.text } == ["货物流企业", "外卖站", nil].prefix(count).map(\.self))
    #expect(
      raw.records.map { $0.fields["heads"] ?? .null } == [.number(3), .number(5), .null].prefix(count).map(\.self))
    #expect(
      raw.records.map(\.shape)
        == [.point(Coordinate(x: 103, y: 29)), .point(Coordinate(x: 104, y: 30)), nil].prefix(count).map(\.self))
    #expect(raw.records.map(\.number) == Array(1...count))
    guard case .file = raw.statement else {
      Issue.record("the file states its system: \(raw.statement)")
      return
    }
    #expect(raw.stated == "EPSG:4326")
    #expect(raw.notes == [])
  }

  /// More than one of the batches of 65,536 in which columns come.
  @Test(arguments: [("GPKG", "many.gpkg"), ("FlatGeobuf", "many.fgb")])
  func columnsInBatches(driver: String, name: String) throws {
    let count = 70_000
    let table = VectorTable(
      name: "many", about: "",
      columns: [
        .init("name", .text, width: 40), .init("heads", .integer), .init("share", .real(decimals: 3)),
      ],
      rows: (0..<count).map { row in
        let name = row % 3 == 0 ? VectorValue.null : .text(row % 3 == 1 ? "" : "第\(row)号")
        let share = row % 5 == 0 ? VectorValue.null : .real(Double(row) / 8)
        let place = Coordinate(x: 100 + Double(row) / 65536, y: 29)
        return VectorTable.Row([name, .integer(Int64(row) - 9), share], shape: .point(place))
      }, geometry: .points)
    let raw = try read(try write([table], driver, name, Self.options[driver] ?? []))
    try #require(raw.records.count == count)
    var wrong: [Int] = []
    for (row, record) in raw.records.enumerated() {
      let place = Shape.point(Coordinate(x: 100 + Double(row) / 65536, y: 29))
      let name = row % 3 == 2 ? FieldValue.text("第\(row)号") : .null
      let share = row % 5 == 0 ? FieldValue.null : .number(Double(row) / 8)
      let fields: [FieldValue?] = [name, .number(Double(row) - 9), share]
      let found = ["name", "heads", "share"].map { record.fields[$0] }
      if record.number != row + 1 || record.shape != place || found != fields { wrong.append(row) }
    }
    #expect(wrong.prefix(3) == [])
    #expect(try read(raw.source.path, first: 65_537).records.last?.number == 65_537)
    #expect(try read(raw.source.path, filters: ["heads=69000"]).records.map(\.number) == [69_010])
  }

  /// GDAL 3.6 hands flags over as other bits when asked for columns.
  @Test(arguments: [("GPKG", "flags.gpkg"), ("FlatGeobuf", "flags.fgb")])
  func flags(driver: String, name: String) throws {
    let flags: [Bool?] = [false, true, nil, true, false, false, true, true, false, true]
    let table = VectorTable(
      name: "flags", about: "", columns: [.init("open", .boolean)],
      rows: flags.map { .init([$0.map { .boolean($0) } ?? .null], shape: .point(Coordinate(x: 1, y: 2))) },
      geometry: .points)
    let raw = try read(try write([table], driver, name, Self.options[driver] ?? []))
    #expect(raw.records.map { $0.fields["open"] } == flags.map { $0.map { .bool($0) } ?? .null })
  }

  /// Whole sheets: a table of positions, with rows of nothing below it and between, and a number that says what commas
  /// mean in its column.
  @Test(arguments: [("XLSX", "firms.xlsx"), ("ODS", "firms.ods")])
  func sheet(driver: String, name: String) throws {
    let table = VectorTable(
      name: "firms", about: "",
      columns: [.init("编号", .text), .init("经度", .text), .init("纬度", .real(decimals: 6)), .init("人数", .text)],
      rows: [
        .init([.text("007"), .text("１０３.5"), .real(29.5), .text("1,200")]), .init([.null, .null, .null, .text(" ")]),
        .init([.text("8"), .text("104"), .real(30), .text("1,000,000")]), .init([.null, .null, .null, .null]),
      ], geometry: .none)
    let raw = try read(try write([table], driver, name))
    #expect(raw.records.map { $0.fields["编号"]?.text } == ["007", "8"])
    #expect(raw.records.map(\.shape) == [.point(Coordinate(x: 103.5, y: 29.5)), .point(Coordinate(x: 104, y: 30))])
    #expect(raw.records.map(\.number) == [1, 2])
    guard case .nobody = raw.statement else {
      Issue.record("a sheet states no system: \(raw.statement)")
      return
    }
    var findings: [QualityFinding] = []
    var reader = LayerReader()
    let groups = try reader.read(
      LayerSource(role: "workers", path: raw.source.path, mapping: FieldMapping(["weight": "人数"]))
    )
    .workerGroups(&findings)
    #expect(groups.map(\.heads) == [1200, 1_000_000])
  }

  /// A cell of text that may be 1200 or 1.2, with nothing beside it to tell.
  @Test func commaThatNothingExplains() throws {
    let table = VectorTable(
      name: "firms", about: "",
      columns: [.init("经度", .real(decimals: 1)), .init("纬度", .real(decimals: 1)), .init("人数", .text)],
      rows: [.init([.real(103.5), .real(29.5), .text("1,200")]), .init([.real(104), .real(30), .text("5")])],
      geometry: .none)
    var findings: [QualityFinding] = []
    var reader = LayerReader()
    let source = LayerSource(
      role: "workers", path: try write([table], "XLSX", "firms.xlsx"), mapping: FieldMapping(["weight": "人数"]))
    let layer = try reader.read(source)
    let error = try geodataError { _ = try layer.workerGroups(&findings) }
    #expect(error.code == .badValue && error.context.field == "人数" && error.context.record == "1", "\(error)")
    #expect(error.message.contains("1200 or 1.2"), "\(error)")
  }

  @Test func titleOverTheTableIsAnswered() throws {
    let table = VectorTable(
      name: "firms", about: "", columns: [.init("五通桥企业表", .text), .init("", .text), .init("", .text)],
      rows: [.init([.text("编号"), .text("经度"), .text("纬度")]), .init([.text("1"), .text("103"), .text("29")])],
      geometry: .none)
    let error = try geodataError { _ = try read(try write([table], "XLSX", "title.xlsx")) }
    #expect(error.code == .malformed && error.message.contains("columns B, C"), "\(error)")
  }

  /// Dates as Excel and databases have them become ISO 8601.
  @Test func dates() throws {
    let file = try ScratchFile(
      "dates.geojsonl",
      """
      {"type":"Feature","properties":{"d":"2024/01/31","t":"2024-01-31T08:05:00+08:00","n":[1,2]},"geometry":null}
      {"type":"Feature","properties":{"d":"2024/12/01","t":"2024-01-31T08:05:00Z","n":[3]},"geometry":null}

      """)
    let records = try read(file.path).records
    #expect(records.map { $0.fields["d"]?.text } == ["2024-01-31", "2024-12-01"])
    #expect(records.map { $0.fields["t"]?.text } == ["2024-01-31T08:05:00+08:00", "2024-01-31T08:05:00Z"])
    #expect(records.map { $0.fields["n"]?.text } == ["1,2", "3"])
  }

  @Test func placemarks() throws {
    let file = try ScratchFile(
      "places.kml",
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>驿站</name>
      <Placemark><name>茶花</name><Point><coordinates>103.8,29.4,350</coordinates></Point></Placemark>
      </Folder></Document></kml>
      """)
    let raw = try read(file.path)
    let name = try #require(try LayerColumns(raw.records, of: raw.source).first(.name))
    #expect(raw.records.map { $0.fields[name]?.text } == ["茶花"])
    #expect(raw.records.map(\.shape) == [.point(Coordinate(x: 103.8, y: 29.4))])
    #expect(raw.notes.map(\.severity) == [.note] && raw.notes[0].message.contains("heights"))
  }

  /// GML of EPSG:4326 by its URN has latitude first; an arc of a quarter of the unit circle becomes a line of 4 degrees
  /// a corner.
  @Test func arcsAndAxesOfGML() throws {
    let file = try ScratchFile(
      "arc.gml",
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml/3.2">
      <ogr:featureMember><ogr:street gml:id="s.0"><ogr:geometryProperty>
      <gml:Curve srsName="urn:ogc:def:crs:EPSG::4326"><gml:segments>
      <gml:ArcString><gml:posList>30 101 30.70710678 100.70710678 31 100</gml:posList></gml:ArcString>
      </gml:segments></gml:Curve></ogr:geometryProperty></ogr:street></ogr:featureMember>
      </ogr:FeatureCollection>
      """)
    let raw = try read(file.path)
    let line = try #require(raw.records.first?.shape?.lines.first)
    #expect(line.first == Coordinate(x: 101, y: 30) && line.last == Coordinate(x: 100, y: 31))
    #expect(line.count >= 23 && line.count <= 25, "\(line.count)")
    for position in line {
      let radius = ((position.x - 100) * (position.x - 100) + (position.y - 30) * (position.y - 30)).squareRoot()
      #expect(abs(radius - 1) < 1e-6)
    }
    #expect(raw.notes.contains { $0.message.contains("arcs") })
    #expect(!FileManager.default.fileExists(atPath: side(file.path, "gfs")), "nothing is written beside the file")
  }

  // MARK: Layers and filters

  @Test func severalLayersMustBeChosenFrom() throws {
    let path = try write([Self.firms, Self.line("roads")], "GPKG", "two.gpkg")
    var error = try geodataError { _ = try read(path) }
    #expect(error.code == .wrongLayer)
    #expect(error.message.contains("2 layers: firms (3 records), roads (1 record)"), "\(error)")
    error = try geodataError { _ = try read(path, layer: "road") }
    #expect(error.code == .wrongLayer && error.message.contains("“road”"), "\(error)")
    #expect(try read(path, layer: "roads").records.count == 1)
  }

  @Test func layerOfAFileWithOne() throws {
    let file = try ScratchFile("a.csv", "id\n1\n")
    #expect(try geodataError { _ = try read(file.path, layer: "a") }.code == .wrongLayer)
  }

  /// A filter means the same in a table of text and in a format that filters for itself.
  @Test(arguments: [
    "名称=外卖站", "名称=*", "heads=3", "heads=3|5", "heads=3.0", "heads=x", "名称=站", "名称=%", "名称='",
  ])
  func filterMeansOneThing(filter: String) throws {
    let table = try ScratchFile("f.csv", "名称,heads,lon,lat\n货物流企业,3,103,29\n 外卖站 ,5,104,30\n,,1,1\n")
    let expected = try read(table.path, filters: [filter]).records.map(\.number)
    for (driver, name) in [("GPKG", "f.gpkg"), ("FlatGeobuf", "f.fgb"), ("ESRI Shapefile", "f.shp")] {
      let path = try write([Self.firms], driver, name, Self.options[driver] ?? [])
      #expect(try read(path, filters: [filter]).records.map(\.number) == expected, "\(name)")
    }
  }

  @Test(arguments: [("GPKG", "n.gpkg"), ("ESRI Shapefile", "n.shp")])
  func filterOnAFieldThatIsNowhere(driver: String, name: String) throws {
    let path = try write([Self.firms], driver, name, Self.options[driver] ?? [])
    let error = try geodataError { _ = try read(path, filters: ["nowhere=1"]) }
    #expect(error.code == .missingField && error.context.field == "nowhere", "\(error)")
    #expect(error.message.contains("heads") && error.message.contains("名称"), "\(error)")
  }

  @Test func firstOnes() throws {
    let path = try write([Self.firms], "GPKG", "first.gpkg")
    #expect(try read(path, first: 1).records.map(\.number) == [1])
    #expect(try read(path, filters: ["heads=5|3"], first: 1).records.map(\.number) == [1])
  }

  // MARK: Torn and lying files

  @Test func partsThatAreMissingOrTorn() throws {
    func fresh() throws -> String { try write([Self.firms], "ESRI Shapefile", "torn.shp", ["ENCODING=UTF-8"]) }
    func cut(_ path: String, by count: Int) throws {
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      try data.dropLast(count).write(to: URL(fileURLWithPath: path))
    }
    var path = try fresh()
    try remove(path, "shx")
    var error = try geodataError { _ = try read(path) }
    #expect(error.code == .fileMissing && error.message.contains(".shx is missing"), "\(error)")
    #expect(!FileManager.default.fileExists(atPath: side(path, "shx")), "nothing is written beside the file")

    path = try fresh()
    try cut(path, by: 10)
    error = try geodataError { _ = try read(path) }
    #expect(error.code == .malformed && error.message.contains(".shp is cut off"), "\(error)")

    path = try fresh()
    try cut(side(path, "dbf"), by: 30)
    error = try geodataError { _ = try read(path) }
    #expect(error.code == .malformed && error.message.contains("says it has 3 records"), "\(error)")

    path = try fresh()
    var table = try Data(contentsOf: URL(fileURLWithPath: side(path, "dbf")))
    table[4] = 2
    try table.write(to: URL(fileURLWithPath: side(path, "dbf")))
    error = try geodataError { _ = try read(path) }
    #expect(error.code == .malformed && error.message.contains("3 shapes and"), "\(error)")
    #expect(error.message.contains("2 records"), "\(error)")

    path = try fresh()
    try remove(path, "dbf")
    #expect(try read(path).records.count == 2)

    path = try fresh()
    try remove(path, "prj")
    #expect(try read(path).stated == nil)
  }

  @Test(arguments: ["x.gpkg", "x.xlsx", "x.zip", "x.fgb", "x.kml", "x.gml", "x.shp", "x.ods", "x.unknown"])
  func whatIsNoneOfIt(name: String) throws {
    for text in ["", "not a map", "PK\u{3}\u{4} torn"] {
      let error = try geodataError { _ = try read(try ScratchFile(name, text).path) }
      #expect(error.code == .wrongFormat && error.context.file?.hasSuffix(name) == true, "\(error)")
    }
  }

  @Test func fileThatIsNotThere() throws {
    #expect(try geodataError { _ = try read("/nowhere/x.gpkg") }.code == .fileMissing)
  }

  /// The smallest of all numbers, which stands for no data in many a table; an id of many digits, which is as it is
  /// written, and one whose last digits are not there.
  @Test func extremeNumbers() throws {
    let text = #"{"type":"Feature","properties":{"id":"a","n":-9223372036854775808},"geometry":null}"#
    let raw = try read(try ScratchFile("extreme.geojsonl", text + "\n" + text + "\n").path)
    #expect(raw.records[0].fields["n"] == .text("-9223372036854775808"))
    func stations(id: String) throws -> [String] {
      let file = try ScratchFile(
        "long.geojson",
        #"{"type":"Feature","properties":{"id":\#(id)},"geometry":{"type":"Point","coordinates":[1,2]}}"#)
      var reader = LayerReader()
      var findings: [QualityFinding] = []
      return try reader.read(LayerSource(role: "stations", path: file.path)).stations(&findings).map(\.id.rawValue)
    }
    #expect(try stations(id: "51101121990010123") == ["51101121990010123"])
    let error = try geodataError { _ = try stations(id: "5.1101121990010123e16") }
    #expect(error.code == .badValue && error.context.field == "id" && error.message.contains("Make the field text"))
  }

  /// A box in degrees, of a file in degrees, in metres and of a table: what meets it, and of that the first.
  @Test func box() throws {
    let zone = try Transformer(from: "OGC:CRS84", to: "EPSG:4544")
    let places = (0..<9).map { Coordinate(x: 103.1 + 0.2 * Double($0), y: 29.5) }
    let rows = places.map { VectorTable.Row([.text("\($0.x)")], shape: .point($0)) }
    var table = VectorTable(name: "places", about: "", columns: [.init("name", .text)], rows: rows, geometry: .points)
    let degrees = try write([table], "GPKG", "box.gpkg")
    for index in table.rows.indices { table.rows[index].shape = .point(try zone.transform(places[index])) }
    let metres = try write([table], "ESRI Shapefile", "box.shp", ["ENCODING=UTF-8"])
    let text = "id,lon,lat\n" + places.map { "\($0.x),\($0.x),\($0.y)" }.joined(separator: "\n") + "\n"
    let cells = try ScratchFile("box.csv", text).path
    try Data(zone105.utf8).write(to: URL(fileURLWithPath: side(metres, "prj")))
    for path in [degrees, metres, cells] {
      for (first, expected) in [(nil, [3, 4, 5]), (2, [3, 4])] as [(Int?, [Int])] {
        var reader = LayerReader()
        let layer = try reader.read(
          LayerSource(
            role: "workers", path: path, first: first, box: Box(minX: 103.45, minY: 29.4, maxX: 103.95, maxY: 29.6)))
        #expect(layer.records.map(\.number) == expected, "\(path)")
      }
    }
    // What is not in the box is not read at all.
    let set = try VectorDataset(degrees)
    var count = 0
    _ = try set.forEachFeature(
      VectorRequest(layer: "places", box: Box(minX: 103.45, minY: 29.4, maxX: 103.95, maxY: 29.6))
    ) { _ in
      count += 1
      return true
    }
    #expect(count == 3)
  }

  /// A program that was killed while writing leaves its journal beside the file.
  @Test func halfWrittenGeoPackage() throws {
    let path = try write([Self.firms], "GPKG", "hot.gpkg")
    try Data("x".utf8).write(to: URL(fileURLWithPath: path + "-journal"))
    let error = try geodataError { _ = try read(path) }
    #expect(error.code == .unreadable && error.message.contains("hot.gpkg-journal"), "\(error)")
  }

  /// As QGIS writes where a layer comes from.
  @Test func partsAsQGISNamesThem() throws {
    let path = try write([Self.firms, Self.line("roads")], "GPKG", "qgis.gpkg")
    #expect(try read(path + "|layername=firms|geometrytype=Point").records.count == 2)
    for part in ["|layername=firms|subset=heads > 3", "|layerid=0"] {
      let error = try geodataError { _ = try read(path + part) }
      #expect(error.message.contains("`layer` and `filter`"), "\(error)")
    }
  }

  /// A database says nothing of its password.
  @Test func passwordIsNotTold() throws {
    for address in [
      "PG:host=/nowhere dbname=town user=planner password='my secret' connect_timeout=1",
      "pg:host=/nowhere dbname=town password=secret", "postgres://planner:secret@127.0.0.1:1/town",
    ] {
      let error = try geodataError { _ = try read(address) }
      #expect(error.code == .unreadable && !"\(error)".contains("secret"), "\(error)")
    }
  }

  /// A projected system by its code, and one that has none.
  @Test func systemsOfTheFile() throws {
    let path = try write([Self.firms], "ESRI Shapefile", "systems.shp", ["ENCODING=UTF-8"])
    let odd = """
      PROJCS["Town grid",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",\
      SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],\
      PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",40000.0],PARAMETER["False_Northing",0.0],\
      PARAMETER["Central_Meridian",103.5],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],\
      UNIT["Meter",1.0]]
      """
    try Data(odd.utf8).write(to: URL(fileURLWithPath: side(path, "prj")))
    let raw = try read(path)
    #expect(raw.stated?.contains("Town grid") == true)
    var record = Record(number: 1, shape: .point(Coordinate(x: 40_000, y: 0)))
    record.shape = .point(Coordinate(x: 40_000, y: 0))
    var records = [record]
    let words = try ReferenceSystem(try #require(raw.stated)).toWGS84(&records, at: .init()).english
    guard case .point(let place) = records[0].shape else { return }
    #expect(abs(place.x - 103.5) < 1e-9 && abs(place.y) < 1e-9)
    #expect(words.hasPrefix("Town grid -> WGS84"), "\(words)")
  }
}
#endif
