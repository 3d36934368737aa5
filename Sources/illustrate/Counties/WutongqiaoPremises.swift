import Geometry

/// What stands in Wutongqiao: stations, hosts, firms.
extension County {
  private static let sixServices = "能喝水、可歇脚、能热饭、可充电、能取暖、可纳凉"
  private static let noMeals = "能喝水、可歇脚、可充电、能取暖、可纳凉"
  private static let basic = "能喝水、可歇脚、可充电"
  private static let center = "党群服务中心"
  private static let postalBank = "邮政储蓄网点"

  /// Ten stations, as many as there are; Chahua community is one of them, the other places are guesses.
  static let wutongqiaoStations: [Station] = [
    Station(
      name: "茶花社区暖心驿站", kind: center, services: sixServices + "、图书角", hours: "Mo-Su 08:00-18:00", capacity: 30,
      seats: 16, visits: 25, near: at(103.815146, 29.407056)),
    Station(
      name: "两河口社区暖心驿站", kind: center, services: sixServices, hours: "Mo-Su 08:00-18:00", capacity: 25, seats: 12,
      visits: 18, near: at(103.825182, 29.411812)),
    Station(
      name: "黄桷井社区暖心驿站", kind: center, services: noMeals, hours: "Mo-Fr 09:00-17:30", capacity: 20, seats: 10,
      visits: nil, near: at(103.8215, 29.4225)),
    Station(
      name: "杨柳湾社区暖心驿站", kind: center, services: sixServices, hours: "24/7", capacity: 30, seats: 18, visits: 24,
      near: at(103.8140, 29.4310)),
    Station(
      name: "竹根邮政储蓄网点驿站", kind: postalBank, services: noMeals, hours: "Mo-Su 08:30-17:00", capacity: 20, seats: 8,
      visits: 14, near: at(103.806941, 29.421655)),
    Station(
      name: "市建会邮政储蓄网点驿站", kind: postalBank, services: basic, hours: "Mo-Su 08:30-17:00", capacity: 15, seats: 6,
      visits: 9, near: at(103.8165, 29.4010)),
    Station(
      name: "岷江社区暖心驿站", kind: center, services: noMeals, hours: "Mo-Fr 09:00-17:30", capacity: 15, seats: 8,
      visits: nil, near: at(103.7905, 29.4160)),
    Station(
      name: "二码头社区暖心驿站", kind: center, services: sixServices, hours: "Mo-Su 08:00-18:00", capacity: 25, seats: 14,
      visits: 19, near: at(103.804101, 29.462455)),
    Station(
      name: "牛华邮政储蓄网点驿站", kind: postalBank, services: basic, hours: "Mo-Su 08:30-17:00", capacity: 15, seats: 6,
      visits: 11, near: at(103.800747, 29.467229)),
    Station(
      name: "半边街社区暖心驿站", kind: center, services: noMeals, hours: "Mo-Su 08:00-18:00", capacity: 20, seats: 10,
      visits: 13, near: at(103.7965, 29.4560)),
  ]

  static let wutongqiaoHosts: [Hosts] = [
    Hosts(kind: "bank", label: "银行网点", count: 18, cost: 12_000...24_000),
    Hosts(kind: "post_bank", label: "邮政储蓄网点", count: 12, cost: 10_000...20_000),
    Hosts(kind: "fuel", label: "加油站", count: 10, cost: 15_000...27_000),
    Hosts(kind: "community_centre", label: "社区服务点", count: 20, cost: 6000...14_000),
    Hosts(kind: "toilets", label: "公共厕所", count: 22, cost: 6000...12_000),
    Hosts(kind: "supermarket", label: "超市", count: 26, cost: 8000...18_000),
    Hosts(kind: "pharmacy", label: "药店", count: 18, cost: 8000...16_000),
    Hosts(kind: "library", label: "阅览室", count: 6, cost: 7000...13_000),
    Hosts(kind: "bus_station", label: "公交站场", count: 8, cost: 9000...20_000),
  ]

  static let wutongqiaoTrades: [Trade] = [
    Trade(trade: "freight", label: "货运企业", firms: 27, heads: 3...24),
    Trade(trade: "express", label: "快递网点", firms: 26, heads: 4...30),
    Trade(trade: "takeaway", label: "外卖站点", firms: 14, heads: 8...60),
    Trade(trade: "ride-hailing", label: "网约车企业", firms: 20, heads: 3...40),
  ]
}
