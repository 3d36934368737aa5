import Geodata
import Geometry

/// The tables of stations, hosts and firms.
extension Layers {
  /// - Returns: where the firms of each trade are, in metres.
  func writePremises() throws -> [String: [Coordinate]] {
    var premises = Premises(in: district, weights: county.streetWeights)
    try writeStations(&premises)
    try writeHosts(&premises)
    return try writeFirms(&premises)
  }

  private func position(_ place: Coordinate) -> [CSVCell] {
    let degrees = district.plane.degrees(place)
    return [.degrees(degrees.x), .degrees(degrees.y), "illustrative"]
  }

  private func writeStations(_ premises: inout Premises) throws {
    let asksSetting = county.stations.contains { $0.setting != nil }
    var table = CSVWriter(
      columns: ["编号", "名称", "类型"] + (asksSetting ? ["setting"] : [])
        + ["设施", "开放时间", "接待能力", "座位数", "日均服务人次", "经度", "纬度", "origin"])
    for (index, station) in county.stations.enumerated() {
      let setting: [CSVCell] = asksSetting ? [.text(station.setting ?? "")] : []
      try table.append(
        [.text("station-\(index + 1)"), .text(station.name), .text(station.kind)] + setting
          + [
            .text(station.services), .text(station.hours), .int(station.capacity), .int(station.seats),
            station.visits.map { .int($0) } ?? .text(""),
          ] + position(premises.draw(nearestTo: district.plane.metres(station.near))))
    }
    try save("stations.csv", table.finish())
  }

  private func writeHosts(_ premises: inout Premises) throws {
    var random = county.sketch.random("hosts")
    var table = CSVWriter(columns: ["id", "name", "host", "cost_yuan", "lon", "lat", "origin"])
    for kind in county.hosts {
      for number in 1...kind.count {
        let cost = Int((random.number(kind.cost.lowerBound, kind.cost.upperBound) / 500).rounded()) * 500
        try table.append(
          [.text("\(kind.kind)-\(number)"), .text("\(kind.label)\(number)"), .text(kind.kind), .int(cost)]
            + position(premises.draw(&random, spacing: 60)))
      }
    }
    try save("hosts.csv", table.finish())
  }

  private func writeFirms(_ premises: inout Premises) throws -> [String: [Coordinate]] {
    var random = county.sketch.random("firms")
    var table = CSVWriter(columns: ["id", "name", "trade", "riders", "lon", "lat", "origin"])
    var firms: [String: [Coordinate]] = [:]
    for trade in county.trades {
      for number in 1...trade.firms {
        // Most firms are small: the square of a uniform number leans to the low end.
        let u = random.number(0, 1)
        let heads = Int((trade.heads.lowerBound + (trade.heads.upperBound - trade.heads.lowerBound) * u * u).rounded())
        let place = premises.draw(&random, spacing: 15)
        firms[trade.trade, default: []].append(place)
        try table.append(
          [.text("\(trade.trade)-\(number)"), .text("\(trade.label)\(number)"), .text(trade.trade), .int(heads)]
            + position(place))
      }
    }
    try save("firms.csv", table.finish())
    return firms
  }
}
