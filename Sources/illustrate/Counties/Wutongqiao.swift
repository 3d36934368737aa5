import Geometry

/// Wutongqiao (五通桥区): a river town whose main urban area is to become a ten-minute service circle. Ten stations stand
/// there, 28 more are planned.
extension County {
  static let wutongqiao = County(
    folder: "wutongqiao", code: "511112", name: "五通桥区",
    // The words of the first edition, so that its files stay as they were.
    source: "made up by illustrate-wutongqiao",
    sketch: Sketch(
      origin: at(103.81, 29.42), stream: "", rivers: rivers, quarters: quarters, smallTowns: smallTowns,
      roads: roads
        + villages.map {
          Sketch.Road(
            name: "", highway: "unclassified", from: .quarter($0.quarter), via: $0.via, to: .place($0.place))
        },
      villages: villages.map { Sketch.Village(town: $0.town, place: $0.place) }, edges: .ragged(drivable: false),
      area: area, streetNames: streetNames),
    stations: wutongqiaoStations, hosts: wutongqiaoHosts, trades: wutongqiaoTrades,
    rounds: [
      Rounds(trade: "takeaway", label: "外卖线路", count: 12, radius: 1300, trips: 4...9),
      Rounds(trade: "express", label: "快递线路", count: 11, radius: 1000, trips: 2...4),
    ], riders: .one)

  private static let rivers: [Sketch.River] = [
    Sketch.River(
      name: "岷江", width: 260,
      course: [
        at(103.7855, 29.4940), at(103.7830, 29.4850), at(103.7850, 29.4700), at(103.7885, 29.4550),
        at(103.7897, 29.4410), at(103.7938, 29.4270), at(103.7990, 29.4140), at(103.8030, 29.4000),
        at(103.8042, 29.3870), at(103.8090, 29.3700), at(103.8150, 29.3520), at(103.8190, 29.3400),
        at(103.8203, 29.3310),
      ]),
    Sketch.River(
      name: "茫溪河", width: 60,
      course: [
        at(103.8995, 29.3930), at(103.8880, 29.3940), at(103.8720, 29.3950), at(103.8580, 29.4020),
        at(103.8450, 29.4080), at(103.8320, 29.4155), at(103.8220, 29.4165), at(103.8120, 29.4135),
        at(103.8030, 29.4115), at(103.7998, 29.4105),
      ]),
  ]

  private static let quarters: [Sketch.Quarter] = [
    Sketch.Quarter(
      name: "竹根",
      outline: [
        at(103.8020, 29.4130), at(103.8070, 29.4136), at(103.8120, 29.4147), at(103.8170, 29.4161),
        at(103.8220, 29.4178), at(103.8270, 29.4176), at(103.8300, 29.4200), at(103.8290, 29.4250),
        at(103.8258, 29.4290), at(103.8242, 29.4325), at(103.8205, 29.4338), at(103.8150, 29.4370),
        at(103.8080, 29.4385), at(103.8005, 29.4372), at(103.7937, 29.4372), at(103.7955, 29.4300),
        at(103.7985, 29.4215), at(103.8003, 29.4165),
      ],
      communities: [
        ("杨柳湾社区", at(103.8140, 29.4310)), ("佑君社区", at(103.8030, 29.4305)),
        ("黄桷井社区", at(103.8215, 29.4225)), ("涌江社区", at(103.8055, 29.4190)),
      ], block: 11_500),
    Sketch.Quarter(
      name: "茶花",
      outline: [
        at(103.8033, 29.4097), at(103.8050, 29.4030), at(103.8066, 29.3960), at(103.8075, 29.3900),
        at(103.8120, 29.3885), at(103.8180, 29.3905), at(103.8225, 29.3950), at(103.8290, 29.3990),
        at(103.8310, 29.4040), at(103.8358, 29.4085), at(103.8320, 29.4130), at(103.8275, 29.4146),
        at(103.8220, 29.4150), at(103.8170, 29.4136), at(103.8120, 29.4119), at(103.8070, 29.4109),
      ],
      communities: [("两河口社区", nil), ("茶花社区", nil), ("市建会社区", nil)], block: 10_500),
    Sketch.Quarter(
      name: "岷江",
      outline: [
        at(103.7978, 29.4075), at(103.7957, 29.4140), at(103.7930, 29.4200), at(103.7912, 29.4245),
        at(103.7870, 29.4250), at(103.7845, 29.4200), at(103.7865, 29.4130), at(103.7915, 29.4070),
        at(103.7950, 29.4050),
      ],
      communities: [("岷江社区", at(103.7905, 29.4160))], block: 13_000),
    Sketch.Quarter(
      name: "牛华",
      outline: [
        at(103.7937, 29.4480), at(103.7990, 29.4490), at(103.8050, 29.4482), at(103.8095, 29.4545),
        at(103.8125, 29.4610), at(103.8098, 29.4680), at(103.8085, 29.4750), at(103.8010, 29.4778),
        at(103.7935, 29.4802), at(103.7872, 29.4770), at(103.7884, 29.4700), at(103.7904, 29.4620),
        at(103.7922, 29.4550),
      ],
      communities: [
        ("二码头社区", nil), ("沙板滩社区", nil), ("碳坝市社区", at(103.7965, 29.4715)),
        ("半边街社区", at(103.7965, 29.4560)), ("巴岩井社区", at(103.8050, 29.4540)),
      ], block: 11_500),
  ]

  private static let smallTowns: [Sketch.SmallTown] = [
    Sketch.SmallTown(name: "桥沟", center: at(103.8280, 29.3510), radius: 430, communities: [("桥兴社区", nil)]),
    Sketch.SmallTown(
      name: "金粟", center: at(103.8668, 29.3275), radius: 520,
      communities: [("姜市街社区", nil), ("磨子街社区", at(103.8695, 29.3290))]),
    Sketch.SmallTown(
      name: "金山", center: at(103.8937, 29.4448), radius: 500, communities: [("金山寺社区", at(103.8937, 29.4448))]),
    Sketch.SmallTown(name: "辉山", center: at(103.8788, 29.4030), radius: 400, communities: [("劳动街社区", nil)]),
    Sketch.SmallTown(name: "西坝", center: at(103.7947, 29.3826), radius: 520, communities: [("西溶社区", nil)]),
    Sketch.SmallTown(name: "冠英", center: at(103.7655, 29.4628), radius: 480, communities: [("玉津街社区", nil)]),
    Sketch.SmallTown(
      name: "蔡金", center: at(103.7132, 29.4399), radius: 380, communities: [("蔡金场社区", at(103.7132, 29.4399))]),
    Sketch.SmallTown(name: "石麟", center: at(103.7200, 29.3778), radius: 450, communities: [("麒麟街社区", nil)]),
  ]

  /// One point per town that stands for all its villages, at the end of a country road.
  private static let villages: [(town: String, quarter: String, via: [Coordinate], place: Coordinate)] = [
    ("竹根镇", "竹根", [at(103.8370, 29.4275)], at(103.8440, 29.4310)),
    ("牛华镇", "牛华", [at(103.8230, 29.4810), at(103.8400, 29.4870)], at(103.8535, 29.4938)),
    ("金粟镇", "金粟", [at(103.8710, 29.3190)], at(103.8735, 29.3120)),
    ("金山镇", "金山", [at(103.9050, 29.4460)], at(103.9150, 29.4490)),
    ("西坝镇", "西坝", [at(103.7870, 29.3710)], at(103.7800, 29.3600)),
    ("冠英镇", "冠英", [at(103.7560, 29.4720)], at(103.7490, 29.4800)),
    ("蔡金镇", "蔡金", [at(103.7030, 29.4440)], at(103.6950, 29.4500)),
    ("石麟镇", "石麟", [at(103.7110, 29.3680)], at(103.7040, 29.3600)),
  ]

  private static let roads: [Sketch.Road] = [
    Sketch.Road(
      name: "竹根岷江大桥", highway: "secondary", from: .quarter("竹根"),
      via: [at(103.7985, 29.4215), at(103.7930, 29.4200)], to: .quarter("岷江"), bridge: true),
    Sketch.Road(
      name: "牛华岷江大桥", highway: "secondary", from: .quarter("牛华"),
      via: [at(103.7904, 29.4620), at(103.7836, 29.4600)], to: .place(at(103.7836, 29.4600)), bridge: true),
    Sketch.Road(
      name: "茫溪一桥", highway: "tertiary", from: .quarter("竹根"),
      via: [at(103.8120, 29.4147), at(103.8120, 29.4119)], to: .quarter("茶花"), bridge: true),
    Sketch.Road(
      name: "茫溪二桥", highway: "tertiary", from: .quarter("竹根"),
      via: [at(103.8220, 29.4178), at(103.8220, 29.4150)], to: .quarter("茶花"), bridge: true),
    Sketch.Road(
      name: "冠牛路", highway: "secondary", from: .place(at(103.7836, 29.4600)), via: [at(103.7770, 29.4605)],
      to: .quarter("冠英")),
    Sketch.Road(
      name: "滨江路", highway: "secondary", from: .quarter("竹根"), via: [at(103.7929, 29.4425)],
      to: .quarter("牛华")),
    Sketch.Road(
      name: "竹牛路", highway: "tertiary", from: .quarter("竹根"), via: [at(103.8128, 29.4410), at(103.8112, 29.4480)],
      to: .quarter("牛华")),
    Sketch.Road(
      name: "五桥路", highway: "secondary", from: .quarter("茶花"), via: [at(103.8148, 29.3780), at(103.8220, 29.3640)],
      to: .quarter("桥沟")),
    Sketch.Road(
      name: "桥金路", highway: "secondary", from: .quarter("桥沟"), via: [at(103.8400, 29.3440), at(103.8530, 29.3370)],
      to: .quarter("金粟")),
    Sketch.Road(
      name: "竹辉路", highway: "secondary", from: .quarter("竹根"), via: [at(103.8420, 29.4160), at(103.8610, 29.4080)],
      to: .quarter("辉山")),
    Sketch.Road(
      name: "辉金路", highway: "tertiary", from: .quarter("辉山"), via: [at(103.8830, 29.4160), at(103.8880, 29.4300)],
      to: .quarter("金山")),
    Sketch.Road(
      name: "西坝路", highway: "secondary", from: .quarter("岷江"), via: [at(103.7952, 29.3960)], to: .quarter("西坝")),
    Sketch.Road(
      name: "五石路", highway: "tertiary", from: .quarter("西坝"), via: [at(103.7700, 29.3860), at(103.7450, 29.3800)],
      to: .quarter("石麟")),
    Sketch.Road(
      name: "岷蔡路", highway: "secondary", from: .quarter("岷江"), via: [at(103.7650, 29.4230), at(103.7400, 29.4330)],
      to: .quarter("蔡金")),
    Sketch.Road(
      name: "冠蔡路", highway: "tertiary", from: .quarter("冠英"), via: [at(103.7500, 29.4570), at(103.7300, 29.4490)],
      to: .quarter("蔡金")),
    Sketch.Road(
      name: "蔡石路", highway: "tertiary", from: .quarter("蔡金"), via: [at(103.7150, 29.4180), at(103.7190, 29.3980)],
      to: .quarter("石麟")),
    Sketch.Road(
      name: "岷冠路", highway: "tertiary", from: .quarter("岷江"), via: [at(103.7790, 29.4350), at(103.7740, 29.4480)],
      to: .quarter("冠英")),
  ]

  /// The main urban area within which shares, gaps and sites are counted.
  private static let area = [
    at(103.7955, 29.4028), at(103.8015, 29.4000), at(103.8055, 29.3882), at(103.8120, 29.3866), at(103.8195, 29.3888),
    at(103.8245, 29.3935), at(103.8305, 29.3975), at(103.8330, 29.4025), at(103.8382, 29.4085), at(103.8340, 29.4165),
    at(103.8322, 29.4205), at(103.8308, 29.4258), at(103.8278, 29.4300), at(103.8258, 29.4345), at(103.8215, 29.4358),
    at(103.8160, 29.4392), at(103.8140, 29.4440), at(103.8120, 29.4500), at(103.8125, 29.4540), at(103.8148, 29.4612),
    at(103.8122, 29.4690), at(103.8108, 29.4768), at(103.8020, 29.4800), at(103.7935, 29.4824), at(103.7850, 29.4785),
    at(103.7860, 29.4700), at(103.7880, 29.4610), at(103.7900, 29.4540), at(103.7908, 29.4450), at(103.7910, 29.4370),
    at(103.7925, 29.4300), at(103.7922, 29.4262), at(103.7860, 29.4270), at(103.7822, 29.4200), at(103.7848, 29.4115),
    at(103.7905, 29.4050),
  ]

  private static let streetNames = [
    "建设", "和平", "文化", "盐井", "花园", "新华", "榕荫", "码头", "中心", "迎春", "菩提", "工农", "龙翔", "青龙", "黄桷",
    "仁和", "丰盛", "翠屏", "四望", "多宝", "滨湖", "育才", "桥头", "大兴",
  ]
}
