import Analysis
import DataQuality
import Foundation
import GDALData
import GEOS
import Geodata
import Geometry
import OSM

/// What libFuzzer feeds: one reader, named by the variable `READER`. A thrown error is an answer; a trap is a finding.
///
/// The readers open files, so each input becomes one in memory-backed `/dev/shm`.
private let reader = ProcessInfo.processInfo.environment["READER"] ?? ""

private let suffixes = [
  "geojson": "geojson", "csv": "csv", "pbf": "osm.pbf", "xml": "osm", "analysis": "yaml", "costs": "csv", "npy": "npy",
  "elevation": "hgt",
]

private let path = "/dev/shm/fuzz-\(ProcessInfo.processInfo.processIdentifier).\(suffixes[reader] ?? "bin")"

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  if reader == "wkb" {
    if let shape = WellKnownBinary.shape(input)?.shape {
      precondition(WellKnownBinary.shape(shape.wellKnownBinary)?.shape == shape, "what is written reads otherwise")
      _ = try? rfc7946(shape)
    }
    return 0
  }
  if reader == "hours" {
    _ = HoursReading(String(decoding: input, as: UTF8.self))
    return 0
  }
  guard FileManager.default.createFile(atPath: path, contents: Data(input)) else {
    preconditionFailure("cannot write \(path)")
  }
  switch reader {
  case "geojson", "csv":
    var layers = LayerReader()
    if let raw = try? layers.readRaw(LayerSource(role: "stations", path: path)) {
      if let layer = try? raw.layer() { for record in layer.records { use(record) } }
    }
  case "pbf", "xml":
    if let data = try? OSMFile.read(path, threads: 1) { use(data) }
  case "analysis": _ = try? AnalysisFile(path: path)
  default: preconditionFailure("READER is geojson, csv, wkb, pbf, xml, hours or analysis")
  }
  return 0
}

private func use(_ record: Record) {
  guard let shape = record.shape, (try? GeometryHandle(shape).isValid()) != nil else { return }
  _ = try? rfc7946(shape)
}

private func use(_ data: OSMData) {
  for way in 0..<data.wayCount {
    for node in data.nodes(ofWay: way) where node != OSMData.missingNode { _ = data.position(node) }
    for tag in data.tags(ofWay: way) { _ = data.string(tag) }
  }
}
