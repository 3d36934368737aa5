import Analysis
import ArgumentParser
import Foundation
import Geodata
import Report
import Words

struct InspectCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "inspect",
      abstract: words(
        "说明一个文件被读成什么：记录、范围、字段、编码。", "Tell what is understood of one file: records, extent, fields, encoding."),
      discussion: words(
        """
        示例：
          servicecircle inspect stations.csv
          servicecircle inspect stations.csv --crs gcj02 --json
          servicecircle inspect townships.geojson --encoding gbk
          servicecircle inspect town.gpkg --layer stations
          servicecircle inspect town.osm.pbf
          servicecircle inspect town.osm.pbf --filter "amenity=bank|post_office"
        读法与run相同，不作评判。坐标系无人注明时，check和run会依道路和范围判断坐标的含义。
        """,
        """
        Examples:
          servicecircle inspect stations.csv
          servicecircle inspect stations.csv --crs gcj02 --json
          servicecircle inspect townships.geojson --encoding gbk
          servicecircle inspect town.gpkg --layer stations
          servicecircle inspect town.osm.pbf
          servicecircle inspect town.osm.pbf --filter "amenity=bank|post_office"
        It reads as `run` does and judges nothing. Where nobody states a reference system, `check` and `run` ask streets and
        boundary what the coordinates mean.
        """))
  }

  @Argument(help: .words("文件，或数据库的地址。", "The file, or the address of a database.")) var file: String
  @OptionGroup var files: FileOptions
  @Option(help: .hidden) var keeping: Keeping = .nothing
  @OptionGroup var common: CommonOptions

  /// What stays in memory, for the benchmarks: nothing, or the records, as in a run.
  enum Keeping: String, ExpressibleByArgument {
    case nothing, records
  }

  func validate() throws {
    try files.check(given: [])
  }

  func run() throws {
    var reader = LayerReader()
    if files.filter.isEmpty, case .osm = try FileKind(path: LayerSource.parted(file).path) {
      common.progress.report(Bilingual("读取\(file)", "reading \(file)"))
      let answer = OpenStreetMapAnswer(file: file, OpenStreetMapSurvey(try reader.openStreetMap(file)))
      common.clearProgress()
      try common.answer(answer.json, answer.text)
      return
    }
    var survey = LayerSurvey()
    let source = try files.source("inspected", file)
    common.progress.report(Bilingual("读取\(source.shownName)", "reading \(source.shownName)"))
    let start = ContinuousClock.now
    let raw: RawLayer
    switch keeping {
    case .nothing:
      raw = try reader.forEachRecord(source) { (record) throws(GeodataError) in survey.add(record) }
    case .records:
      raw = try reader.readRaw(source)
      for record in raw.records { survey.add(record) }
    }
    survey.finish()
    let elapsed = (ContinuousClock.now - start).components
    common.clearProgress()
    var answer = try InspectAnswer(layer: raw, survey: survey)
    answer.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    answer.peakMegabytes = peakMegabytes()
    try common.answer(answer.json, answer.text)
  }

  /// Of resident memory, as Linux counts it; `getrusage` would count what started this process as well.
  private func peakMegabytes() -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return Double(line?.filter(\.isNumber) ?? "").map { $0 / 1024 } ?? 0
  }
}

extension InspectCommand: Advising {
  static var advice: Advice { Advice(.options(ofOneFile: true)) }
}
