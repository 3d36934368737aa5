import Analysis
import GDALData
import GEOS
import Geodata
import HiGHS
import Model
import PROJ
import Workbook

extension AnalysisResult {
  /// `manifest.json`: what is needed to repeat the run. The only file that may differ between equal runs.
  /// It lists the other files of the folder; a folder that holds more is never replaced.
  func manifest(_ folder: OutputFolder) -> JSONValue {
    .object([
      JSONMember("tool", .string("ServiceCircle")),
      JSONMember("version", .string(toolVersion)),
      JSONMember("command", .string(folder.command.rawValue)),
      JSONMember(
        "traits",
        .array(
          [("HiGHS", highsVersion), ("GDAL", gdalVersion), ("Office", workbookVersion)].filter { $0.1 != nil }.map {
            .string($0.0)
          })),
      JSONMember(
        "libraries",
        .object(
          [JSONMember("geos", .string(geosVersion)), JSONMember("proj", .string(projVersion))]
            + (highsVersion.map { [JSONMember("highs", .string($0))] } ?? [])
            + (gdalVersion.map { [JSONMember("gdal", .string($0))] } ?? [])
            + (workbookVersion.map { [JSONMember("xlsxwriter", .string($0))] } ?? []))),
      JSONMember(
        "inputs",
        .array(
          inputs.records.map { record in
            .object([
              JSONMember("layer", .string(record.layer)), JSONMember("file", .string(record.file)),
              JSONMember("sha256", record.sha256.isEmpty ? .null : .string(record.sha256)),
              JSONMember("records", .int(record.recordCount)),
              JSONMember("crs_path", .string(record.referenceSystemPath)),
              JSONMember("encoding", record.encoding.map { .string($0) } ?? .null),
            ])
          })),
      JSONMember("metric_crs", .string(maps.metricReferenceSystem)),
      JSONMember("seed", .int(Int(file.siting.seed))),
      JSONMember("repeatable", .bool(file.siting.timeLimit == nil && !run.wasInterrupted)),
      JSONMember("interrupted", .bool(run.wasInterrupted)),
      JSONMember("threads", .int(run.threads)),
      JSONMember("files", .array(folder.names.sorted().map { .string($0) })),
      JSONMember("estimate", run.estimate?.json ?? .null),
      JSONMember("seconds", .object(run.seconds.map { JSONMember($0.step, .number(rounded($0.seconds, 3))) })),
    ])
  }
}

/// `datapackage.json`: what every column of every table is called and means.
///
/// - Parameter language: of the columns' titles; names and descriptions are the same in all.
func dataPackage(_ name: String, _ layers: [OutputLayer], in language: AnalysisFile.Language) -> JSONValue {
  func field(_ column: String, _ type: String, _ about: String, in table: String) -> JSONValue {
    let title = columnTitle(column, in: table)?.text(in: language) ?? column
    return .object([
      JSONMember("name", .string(column)), JSONMember("title", .string(title)), JSONMember("type", .string(type)),
      JSONMember("description", .string(about)),
    ])
  }
  return .object([
    JSONMember("profile", .string("tabular-data-package")),
    JSONMember("name", .string(name)),
    JSONMember(
      "resources",
      .array(
        layers.map { layer in
          var fields = layer.columns.map { column in
            field(column.name, column.kind.rawValue, column.about, in: layer.name)
          }
          if layer.hasGeometry {
            for (name, about) in [("lon", "WGS84 longitude in degrees"), ("lat", "WGS84 latitude in degrees")] {
              fields.append(field(name, "number", about, in: layer.name))
            }
          }
          return .object([
            JSONMember("profile", .string("tabular-data-resource")),
            JSONMember("name", .string(layer.name)),
            JSONMember("path", .string("\(layer.name).csv")),
            JSONMember("title", .string(layer.about)),
            JSONMember("encoding", .string("utf-8")),
            JSONMember("schema", .object([JSONMember("fields", .array(fields))])),
          ])
        })),
  ])
}

extension RunEstimate {
  /// As `check --json` and the manifest have it.
  var json: JSONValue {
    .object([
      JSONMember("seconds", .number(rounded(seconds, 1))), JSONMember("memory_mb", .int(bytes / 1_000_000)),
      JSONMember("machine_memory_mb", .int(machineBytes / 1_000_000)),
      JSONMember("records", .int(counts.records)), JSONMember("arcs", .int(counts.arcs)),
      JSONMember("demand_points", .int(counts.demandPoints)), JSONMember("snapped_points", .int(counts.snappedPoints)),
      JSONMember("sites", .int(counts.sites)), JSONMember("pairs", .int(counts.pairs)),
      JSONMember("drawn_junctions", .int(counts.drawnJunctions)),
    ])
  }
}
