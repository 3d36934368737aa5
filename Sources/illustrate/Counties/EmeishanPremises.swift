import Geometry

/// What stands in Emeishan, and the lines that run there.
extension County {
  private static let home = "暖心之家"
  private static let post = "劳动者驿站"
  private static let window = "一站式服务窗口"
  private static let books = "职工书屋"
  private static let shops = "商圈"
  private static let transport = "交通沿线"
  private static let core = "核心社区"

  private static let daily = "Mo-Su 08:00-18:00"
  private static let office = "Mo-Fr 09:00-12:00,13:30-17:30"

  /// 22 places, as "more than 20" are known, of four kinds in three settings: all made up.
  static let emeishanStations = [
    Station(
      name: "步行街暖心之家", kind: home, services: "热水、休息、微波炉、充电、空调", hours: "Mo-Su 08:00-22:00", capacity: 60, seats: 24,
      visits: 47, setting: shops, near: at(103.4775, 29.6022)),
    Station(
      name: "东门暖心之家", kind: home, services: "热水、休息、充电、空调、雨具", hours: daily, capacity: 40, seats: 16, visits: 31,
      setting: shops, near: at(103.4875, 29.6030)),
    Station(
      name: "夜市暖心之家", kind: home, services: "热水、休息、微波炉、充电、空调", hours: "24/7", capacity: 60, seats: 20, visits: 52,
      setting: shops, near: at(103.4842, 29.5985)),
    Station(
      name: "万寿宫社区暖心之家", kind: home, services: "饮水、休息、微波炉、充电、空调、医药箱", hours: daily, capacity: 40, seats: 18,
      visits: 29, setting: core, near: at(103.4742, 29.6010)),
    Station(
      name: "滨河路社区暖心之家", kind: home, services: "饮水、休息、充电、空调", hours: daily, capacity: 30, seats: 12, visits: 22,
      setting: core, near: at(103.4903, 29.6115)),
    Station(
      name: "桑园社区暖心之家", kind: home, services: "饮水、休息、微波炉、充电、空调", hours: daily, capacity: 30, seats: 14, visits: 18,
      setting: core, near: at(103.5043, 29.5917)),
    Station(
      name: "马路桥社区暖心之家", kind: home, services: "饮水、休息、充电、空调、医药箱", hours: "Mo-Su 08:30-17:30", capacity: 30, seats: 12,
      setting: core, near: at(103.4605, 29.5785)),
    Station(
      name: "白龙社区暖心之家", kind: home, services: "饮水、休息、取暖、风扇", hours: office, capacity: 20, seats: 10, visits: 9,
      setting: core, near: at(103.4830, 29.6275)),
    Station(
      name: "站前广场劳动者驿站", kind: post, services: "热水、休息、微波炉、充电、空调、厕所", hours: "24/7", capacity: 80, seats: 30,
      visits: 63, setting: transport, near: at(103.4601, 29.5830)),
    Station(
      name: "客运中心劳动者驿站", kind: post, services: "热水、休息、微波炉、充电、空调", hours: "Mo-Su 06:00-22:00", capacity: 60, seats: 24,
      visits: 44, setting: transport, near: at(103.5130, 29.6022)),
    Station(
      name: "迎宾大道劳动者驿站", kind: post, services: "饮水、休息、微波炉、充电、打气筒", hours: daily, capacity: 40, seats: 14, visits: 26,
      setting: transport, near: at(103.4700, 29.6000)),
    Station(
      name: "城北大桥劳动者驿站", kind: post, services: "饮水、休息、充电", hours: daily, capacity: 30, seats: 10, visits: 15,
      setting: transport, near: at(103.4827, 29.6230)),
    Station(
      name: "环城东路劳动者驿站", kind: post, services: "饮水、休息、微波炉、充电、换电柜", hours: "24/7", capacity: 40, seats: 12, visits: 33,
      setting: transport, near: at(103.4955, 29.6060)),
    Station(
      name: "城南劳动者驿站", kind: post, services: "饮水、休息、微波炉、充电", hours: daily, capacity: 30, seats: 12,
      setting: transport, near: at(103.4808, 29.5890)),
    Station(
      name: "茶市劳动者驿站", kind: post, services: "热水、休息、微波炉、充电", hours: "Mo-Su 07:00-19:00", capacity: 40, seats: 16,
      visits: 30, setting: shops, near: at(103.4735, 29.6075)),
    Station(
      name: "政务大厅一站式服务窗口", kind: window, services: "饮水、休息、法律咨询、充电", hours: office, capacity: 40, seats: 16,
      visits: 21, setting: core, near: at(103.4860, 29.6085)),
    Station(
      name: "车站一站式服务窗口", kind: window, services: "饮水、休息、法律咨询", hours: "Mo-Su 08:30-18:00", capacity: 30, seats: 10,
      visits: 17, setting: transport, near: at(103.4612, 29.5800)),
    Station(
      name: "南门一站式服务窗口", kind: window, services: "饮水、休息、维权", hours: office, capacity: 20, seats: 8, setting: shops,
      near: at(103.4818, 29.5958)),
    Station(
      name: "胜利一站式服务窗口", kind: window, services: "饮水、休息、法律咨询、充电", hours: office, capacity: 20, seats: 8, visits: 8,
      setting: core, near: at(103.5100, 29.5985)),
    Station(
      name: "翠湖职工书屋", kind: books, services: "饮水、休息、图书借阅、充电、空调", hours: "Mo-Su 09:00-21:00", capacity: 50, seats: 36,
      visits: 28, setting: shops, near: at(103.4790, 29.6105)),
    Station(
      name: "红华苑职工书屋", kind: books, services: "饮水、休息、图书借阅", hours: "Mo-Su 09:00-18:00", capacity: 40, seats: 24,
      visits: 19, setting: core, near: at(103.4940, 29.6122)),
    Station(
      name: "东站职工书屋", kind: books, services: "饮水、休息、图书角、充电", hours: "Tu-Su 09:00-20:00", capacity: 30, seats: 20,
      visits: 14, setting: transport, near: at(103.5128, 29.5945)),
  ]

  static let emeishanHosts = [
    Hosts(kind: "bank", label: "银行网点", count: 16, cost: 12_000...24_000),
    Hosts(kind: "post_bank", label: "邮政储蓄网点", count: 8, cost: 10_000...20_000),
    Hosts(kind: "fuel", label: "加油站", count: 9, cost: 15_000...27_000),
    Hosts(kind: "community_centre", label: "社区服务点", count: 18, cost: 6000...14_000),
    Hosts(kind: "toilets", label: "公共厕所", count: 20, cost: 6000...12_000),
    Hosts(kind: "supermarket", label: "超市", count: 22, cost: 8000...18_000),
    Hosts(kind: "pharmacy", label: "药店", count: 14, cost: 8000...16_000),
    Hosts(kind: "hotel", label: "酒店大堂", count: 10, cost: 7000...15_000),
    Hosts(kind: "bus_station", label: "公交站场", count: 9, cost: 9000...20_000),
  ]

  /// 25 firms in all.
  static let emeishanTrades = [
    Trade(trade: "freight", label: "货运企业", firms: 6, heads: 8...60),
    Trade(trade: "express", label: "快递网点", firms: 8, heads: 12...70),
    Trade(trade: "takeaway", label: "外卖站点", firms: 6, heads: 30...160),
    Trade(trade: "ride-hailing", label: "网约车企业", firms: 5, heads: 20...120),
  ]

  /// Bus and coach lines; each has the name of the road that it follows longest.
  static let emeishanLines = [
    Line(
      name: "公交1路（黄湾—符溪）", trade: "bus", corridor: "迎宾大道",
      through: [
        at(103.4400, 29.5860), at(103.4683, 29.5998), at(103.4814, 29.6012), at(103.4930, 29.6022),
        at(103.5130, 29.6020), at(103.5480, 29.6028),
      ], trips: 24),
    Line(
      name: "公交2路（桂花桥—普兴）", trade: "bus", corridor: "绥山大道",
      through: [
        at(103.4960, 29.5620), at(103.4811, 29.5923), at(103.4814, 29.6012), at(103.4816, 29.6143),
        at(103.4827, 29.6223), at(103.4835, 29.6280), at(103.4760, 29.6640),
      ], trips: 20),
    Line(
      name: "公交3路（环线）", trade: "bus", corridor: "环城路",
      through: [
        at(103.4811, 29.5923), at(103.4700, 29.5962), at(103.4690, 29.6085), at(103.4816, 29.6143),
        at(103.4922, 29.6118), at(103.4955, 29.6055), at(103.4940, 29.5980), at(103.4880, 29.5935),
      ], trips: 22, returns: true),
    Line(
      name: "公交4路（站前广场—步行街）", trade: "bus", corridor: "站前大道",
      through: [
        at(103.4591, 29.5690), at(103.4598, 29.5775), at(103.4614, 29.5895), at(103.4694, 29.5970),
        at(103.4775, 29.6008),
      ], trips: 18),
    Line(
      name: "公交5路（滨江—城北）", trade: "bus", corridor: "滨江路",
      through: [at(103.4604, 29.6105), at(103.4740, 29.6157), at(103.4822, 29.6172), at(103.4835, 29.6280)], trips: 14),
    Line(
      name: "客运（峨眉—龙池）", trade: "coach", corridor: "峨龙路",
      through: [
        at(103.4598, 29.5775), at(103.4570, 29.5450), at(103.4571, 29.5157), at(103.4319, 29.5238),
        at(103.3680, 29.4550), at(103.3136, 29.4057),
      ], trips: 10),
  ]
}
