import Geometry

/// What stands in Jinkouhe and who drives there.
extension County {
  /// 冷可取暖、热可纳凉、累能歇脚、渴供饮水.
  private static let fourServices = "可取暖、可纳凉、能歇脚、能喝水"
  private static let warm = "暖心驿站"
  private static let outdoor = "户外劳动者驿站"

  /// Five warm stations and three for outdoor workers, as many as there are; the places are guesses.
  static let jinkouheStations = [
    Station(
      name: "滨河路暖心驿站", kind: warm, services: fourServices + "、可充电、微波炉", hours: "Mo-Su 08:00-18:00", capacity: 30,
      seats: 16, visits: 21, near: at(103.0852, 29.2578)),
    Station(
      name: "官村暖心驿站", kind: warm, services: fourServices + "、可充电", hours: "Mo-Su 08:00-18:00", capacity: 20,
      seats: 10, visits: 12, near: at(103.0722, 29.2568)),
    Station(
      name: "和平社区暖心驿站", kind: warm, services: fourServices, hours: "Mo-Fr 09:00-17:30", capacity: 20, seats: 10,
      visits: 9, near: at(103.0775, 29.2487)),
    Station(
      name: "金河暖心驿站", kind: warm, services: fourServices + "、热水、微波炉", hours: "24/7", capacity: 30, seats: 14,
      visits: 24, near: at(103.1135, 29.3081)),
    Station(
      name: "永胜暖心驿站", kind: warm, services: "能歇脚、能喝水、可取暖", hours: "Mo-Fr 09:00-17:00", capacity: 10, seats: 6,
      near: at(103.0631, 29.3735)),
    Station(
      name: "沿江公路货车驿站", kind: outdoor, services: fourServices + "、厕所、热水", hours: "24/7", capacity: 40, seats: 20,
      visits: 33, near: at(103.1503, 29.2955)),
    Station(
      name: "吉星户外劳动者驿站", kind: outdoor, services: "能歇脚、能喝水、可纳凉", hours: "Mo-Su 08:00-20:00", capacity: 20, seats: 8,
      visits: 11, near: at(103.1855, 29.2713)),
    Station(
      name: "和平彝族乡户外劳动者驿站", kind: outdoor, services: fourServices, hours: "Mo-Su 08:00-18:00", capacity: 15, seats: 8,
      near: at(103.0769, 29.2419)),
  ]

  static let jinkouheHosts = [
    Hosts(kind: "community_centre", label: "村级服务点", count: 16, cost: 5000...11_000),
    Hosts(kind: "fuel", label: "加油站", count: 6, cost: 9000...20_000),
    Hosts(kind: "restaurant", label: "路边餐馆", count: 12, cost: 5000...12_000),
    Hosts(kind: "post_bank", label: "邮政网点", count: 5, cost: 8000...16_000),
    Hosts(kind: "clinic", label: "卫生室", count: 9, cost: 6000...12_000),
    Hosts(kind: "toilets", label: "公共厕所", count: 8, cost: 5000...10_000),
  ]

  static let jinkouheTrades = [
    Trade(trade: "freight", label: "货运企业", firms: 9, heads: 6...40),
    Trade(trade: "express", label: "快递网点", firms: 5, heads: 2...9),
    Trade(trade: "takeaway", label: "外卖站点", firms: 3, heads: 4...16),
    Trade(trade: "ride-hailing", label: "客运车队", firms: 3, heads: 4...18),
  ]

  private static let west = at(103.0283, 29.2737)
  private static let east = at(103.2160, 29.2402)
  private static let town = at(103.0840, 29.2583)
  private static let southBank = at(103.0774, 29.2485)
  private static let jinhe = at(103.1135, 29.3081)
  private static let jixing = at(103.1855, 29.2713)
  private static let gongan = at(103.0201, 29.1924)
  private static let yongsheng = at(103.0631, 29.3735)

  /// Hauls of freight drivers: through the gorge, and up to the villages and back.
  static let jinkouheHauls: [Line] = [
    haul("大渡河全程", [west, town, jinhe, jixing, east], trips: 6),
    haul("金河—东界", [jinhe, jixing, east], trips: 5, back: true),
    haul("城区—西界", [town, west], trips: 4, back: true), haul("城区—金河", [town, jinhe], trips: 6, back: true),
    haul("金河—永胜", [jinhe, yongsheng], trips: 3, back: true),
    haul("永胜—五池", [yongsheng, at(103.0410, 29.3960), at(103.0440, 29.4120)], trips: 2, back: true),
    haul("永胜—建设", [yongsheng, at(103.0780, 29.3860), at(103.0900, 29.4000)], trips: 1, back: true),
    haul("城区—共安", [town, southBank, at(103.0520, 29.2230), gongan], trips: 3, back: true),
    haul("共安—林丰", [gongan, at(103.0300, 29.1830), at(103.0230, 29.1580)], trips: 2, back: true),
    haul("金河—茶坪", [jinhe, at(103.1230, 29.3180), at(103.1450, 29.3420)], trips: 2, back: true),
    haul("吉星—民政", [jixing, at(103.1960, 29.2790), at(103.1900, 29.2890)], trips: 2, back: true),
    haul("城区—新光", [town, at(103.0760, 29.2790), at(103.0640, 29.2860)], trips: 2, back: true),
    haul("金河—黎明", [jinhe, at(103.1200, 29.2890), at(103.1180, 29.2790)], trips: 2, back: true),
    haul("和平—迎新", [southBank, at(103.0870, 29.2370), at(103.0960, 29.2290)], trips: 2, back: true),
  ]

  private static func haul(_ name: String, _ through: [Coordinate], trips: Int, back: Bool = false) -> Line {
    Line(name: "货运线路（\(name)）", trade: "freight", through: through, trips: trips, returns: back, patrols: false)
  }
}
