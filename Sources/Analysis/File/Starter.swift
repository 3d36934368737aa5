import Files
import Foundation
import Geodata
import Words

/// Writes a starter analysis that runs as it is: a commented analysis file and small made-up tables, in Chinese or
/// English.
///
/// - Returns: the names of the files.
/// - Throws: `GeodataError` `cannotWrite` when the folder holds anything already.
package func writeStarter(to folder: String, language: AnalysisFile.Language = .english) throws -> [String] {
  let starterFiles = starterFiles(language)
  let manager = FileManager.default
  if let content = try? manager.contentsOfDirectory(atPath: folder), !content.isEmpty {
    throw GeodataError(
      .cannotWrite,
      Bilingual(
        "文件夹不是空的，为免覆盖已有文件，未写入任何内容。请另取一个文件夹名。",
        "the folder is not empty, and nothing of yours is overwritten. Name a new folder."),
      at: .init(file: folder))
  }
  var written: [String] = []
  do {
    try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in starterFiles {
      written.append("\(folder)/\(name)")
      try writeFile("\(folder)/\(name)", Array(text.utf8))
    }
  } catch {
    // A half starter would be refused as “not empty” the next time.
    for file in written { try? manager.removeItem(atPath: file) }
    throw GeodataError(
      .cannotWrite,
      Bilingual(
        "无法写出示例文件：\(error.localizedDescription)", "the starter cannot be written: \(error.localizedDescription)"),
      at: .init(file: folder),
      underlying: error)
  }
  return starterFiles.map(\.name)
}

private func starterFiles(_ language: AnalysisFile.Language) -> [(name: String, text: String)] {
  let analysis = language == .chinese ? chineseAnalysis : englishAnalysis
  // Excel takes a table without a byte order mark for the system's old encoding.
  let mark = language == .chinese ? "\u{FEFF}" : ""
  return [("analysis.yaml", analysis)] + starterTables(language).map { ("\($0.name).csv", mark + $0.csv) }
}

private let englishAnalysis = """
  # A starter analysis. It runs as it is on small made-up tables; put your own files in their place.
  # `servicecircle schema` prints every key; unknown keys are refused with the nearest valid one.
  title: {zh: 我的服务圈, en: My service circle}
  language: both                  # zh | en | both

  inputs:                         # paths are relative to this file; GeoJSON, CSV, OpenStreetMap, with GDAL all others
    # a sheet of a workbook: {file: templates.xlsx, layer: stations, crs: wgs84}
    # crs: files from Amap are gcj02, from Baidu bd09: some 400 and 900 m off when read as wgs84. With roads the
    # program sees which it is; without them nothing shows it, so say it.
    # stations: id, name, services, lon, lat; 编号, 名称, 设施, 经度, 纬度 are understood, too
    stations:    {file: stations.csv, crs: wgs84}
    # points, or polygons in a .geojson; people in `population`, or name it: weight: 人数
    communities: {file: communities.csv, crs: wgs84}
    # partner places that could host a station
    candidates:  {file: candidates.csv, crs: wgs84}
    # boundary:  boundary.geojson # outline of the district: tells displaced records
    # area:      area.geojson     # shares, gaps and siting count inside this outline only
    # roads:     city.osm.pbf     # OpenStreetMap or street lines: gives minutes on the street instead of a circle
    # workers:   {file: firms.csv, weight: riders, group: trade}
    # routes:    {file: routes.geojson, weight: trips_per_day}

  circle:
    cutoff: gb50180-10min-radius  # or 10min, 800m, gb50180-15min …
    # modes: {communities: walk, workers: {takeaway: e-bike, default: walk}, routes: e-bike}
    # speeds: {walk: 4km/h, e-bike: 15km/h}

  siting:
    new: 2                        # how many new stations

  output: {dir: out}

  """

private let chineseAnalysis = """
  # 示例分析文件：不改即可运行，数据均为虚构；把您自己的文件放进来即可。
  # `servicecircle schema` 列出全部键；写错的键会被拒绝，并提示最接近的正确写法。
  title: {zh: 我的服务圈, en: My service circle}   # 报告标题
  language: zh                    # 报告语言：zh中文，en英文，both两种

  inputs:                         # 路径相对于本文件；支持GeoJSON、CSV、OpenStreetMap，含GDAL的版本还支持其他格式
    # 工作簿中的一张表：{file: templates.xlsx, layer: stations, crs: wgs84}
    # crs：高德导出的是gcj02，百度导出的是bd09，当作wgs84读取会偏约400米和900米。
    # 有道路数据时程序能看出来；没有道路就看不出来，请务必写明。
    # 驿站：编号、名称、设施、经度、纬度（id、name、services、lon、lat 也可）
    stations:    {file: stations.csv, crs: wgs84}
    # 社区：点（CSV）或面（.geojson）；人口列名不同时写明：weight: 人数
    communities: {file: communities.csv, crs: wgs84}
    # 可以承办驿站的合作场所
    candidates:  {file: candidates.csv, crs: wgs84}
    # boundary:  boundary.geojson # 区界：用来发现位置有误的记录
    # area:      area.geojson     # 只在此范围内统计覆盖率、盲区并选址
    # roads:     city.osm.pbf     # OpenStreetMap 或道路线：按路网时间计算，而不是圆
    # workers:   {file: firms.csv, weight: 人数, group: 行业}   # 从业人员：人数和行业所在的列
    # routes:    {file: routes.geojson, weight: 每日趟次}       # 配送路线：每日趟次所在的列

  circle:
    cutoff: gb50180-10min-radius  # 或 10min、800m、gb50180-15min ……
    # modes: {communities: walk, workers: {外卖: e-bike, default: walk}, routes: e-bike}   # 出行方式，可按行业分列
    # speeds: {walk: 4km/h, e-bike: 15km/h}   # 速度

  siting:
    new: 2                        # 新建几个驿站

  output: {dir: out}              # 结果所在的文件夹

  """
