import Foundation
import Geodata

/// Writes a starter analysis that runs as it is: a commented analysis file and small made-up tables.
///
/// - Returns: the names of the files.
/// - Throws: `GeodataError` `cannotWrite` when the folder holds anything already.
package func writeStarter(to folder: String) throws -> [String] {
  let manager = FileManager.default
  if let content = try? manager.contentsOfDirectory(atPath: folder), !content.isEmpty {
    throw GeodataError(
      .cannotWrite, "the folder is not empty, and nothing of yours is overwritten. Name a new folder.",
      at: .init(file: folder))
  }
  do {
    try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in starterFiles {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder).appendingPathComponent(name))
    }
  } catch {
    throw GeodataError(
      .cannotWrite, "the starter cannot be written: \(error.localizedDescription)", at: .init(file: folder),
      underlying: error)
  }
  return starterFiles.map(\.name)
}

private let starterFiles: [(name: String, text: String)] = [
  (
    "analysis.yaml",
    """
    # A starter analysis. It runs as it is on small made-up tables; put your own files in their place.
    # `servicecircle schema` prints every key; unknown keys are refused with the nearest valid one.
    title: {zh: 我的服务圈, en: My service circle}
    language: both                  # zh | en | both

    inputs:                         # paths are relative to this file; GeoJSON, CSV or OpenStreetMap
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
  ),
  (
    "stations.csv",
    """
    id,name,services,hours,lon,lat,origin
    s1,Sample station one,"drink,rest,charge",Mo-Su 08:00-18:00,103.8152,29.4071,illustrative
    s2,Sample station two,"drink,rest,heat-food,charge,warm,cool",Mo-Su 08:00-18:00,103.8256,29.4120,illustrative

    """
  ),
  (
    "communities.csv",
    """
    id,name,population,lon,lat,origin
    c1,Sample community one,3200,103.8160,29.4080,illustrative
    c2,Sample community two,2500,103.8075,29.4190,illustrative
    c3,Sample community three,4100,103.8030,29.4600,illustrative
    c4,Sample community four,1800,103.8260,29.4130,illustrative

    """
  ),
  (
    "candidates.csv",
    """
    id,name,host,cost_yuan,lon,lat,origin
    k1,Sample bank,bank,12000,103.8070,29.4200,illustrative
    k2,Sample petrol station,fuel,9000,103.8035,29.4610,illustrative
    k3,Sample library,library,15000,103.8300,29.4000,illustrative

    """
  ),
]
