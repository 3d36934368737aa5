import Geometry

/// Jinkouhe (金口河区): a gorge county on the Dadu river. Its town lies on both banks, one road follows the river, and the
/// villages stand along roads that climb the side valleys. Everything is counted within the whole district.
extension County {
  static let jinkouhe = County(
    folder: "jinkouhe", code: "511113", name: "金口河区",
    sketch: Sketch(
      origin: at(103.09, 29.26), stream: "jinkouhe: ", rivers: rivers, quarters: quarters, smallTowns: smallTowns,
      roads: riverRoads + bridges + climbs.map(\.road),
      villages: villages.map { Sketch.Village(town: $0.town, name: $0.name, place: $0.place) }, edges: .whole,
      area: nil,
      streetNames: ["建设", "团结", "胜利", "和平", "新华", "文化", "枕头", "桥头", "平安", "幸福"]),
    // Hosts and firms stand in the towns more than along the roads between them.
    streetWeights: [
      "primary": 0.25, "secondary": 2.5, "tertiary": 0.5, "residential": 1, "living_street": 0.8, "unclassified": 0.06,
    ],
    stations: jinkouheStations, hosts: jinkouheHosts, trades: jinkouheTrades,
    rounds: [
      Rounds(trade: "takeaway", label: "外卖线路", count: 5, radius: 900, trips: 4...8),
      Rounds(trade: "express", label: "快递线路", count: 5, radius: 1100, trips: 1...3),
    ], riders: .one, lines: jinkouheHauls,
    relief: Relief(
      tile: "N29E103", corner: at(103, 29),
      spots: heights + villages.map { ($0.place, $0.height) } + climbs.map { ($0.end, $0.height) }))

  /// A place that a village has in the sketch, and its height in metres.
  private static let villages: [(town: String, name: String, place: Coordinate, height: Double)] = [
    ("永和镇", "新民村", at(103.0338, 29.2714), 560), ("永和镇", "新乐村", at(103.0830, 29.2690), 622),
    ("永和镇", "新华村", at(103.0760, 29.2790), 755), ("永和镇", "新光村", at(103.0640, 29.2860), 890),
    ("永和镇", "胜利村", at(103.0440, 29.2530), 650),
    ("金河镇", "铜河村", at(103.1238, 29.3064), 530), ("金河镇", "五星村", at(103.1503, 29.2955), 518),
    ("金河镇", "灯塔村", at(103.1065, 29.3165), 630), ("金河镇", "五一村", at(103.0985, 29.3265), 740),
    ("金河镇", "大杠村", at(103.0900, 29.3390), 870), ("金河镇", "吉丰村", at(103.1230, 29.3180), 680),
    ("金河镇", "曙光村", at(103.1330, 29.3300), 830), ("金河镇", "茶坪村", at(103.1450, 29.3420), 990),
    ("金河镇", "廖坪村", at(103.1200, 29.2890), 620), ("金河镇", "黎明村", at(103.1180, 29.2790), 730),
    ("和平彝族乡", "罗回村", at(103.0769, 29.2419), 572), ("和平彝族乡", "解放村", at(103.0870, 29.2370), 672),
    ("和平彝族乡", "迎新村", at(103.0960, 29.2290), 790), ("和平彝族乡", "迎春村", at(103.0650, 29.2340), 680),
    ("和平彝族乡", "桠溪村", at(103.0520, 29.2230), 815), ("和平彝族乡", "蒲梯村", at(103.0720, 29.2240), 800),
    ("共安彝族乡", "新村村", at(103.0201, 29.1924), 1150), ("共安彝族乡", "小河村", at(103.0400, 29.2120), 960),
    ("共安彝族乡", "新建村", at(103.0300, 29.1830), 1270), ("共安彝族乡", "文店村", at(103.0230, 29.1720), 1400),
    ("共安彝族乡", "象鼻村", at(103.0100, 29.1820), 1280), ("共安彝族乡", "大板村", at(103.0080, 29.2010), 1280),
    ("共安彝族乡", "林丰村", at(103.0230, 29.1580), 1540),
    ("吉星乡", "金星村", at(103.1855, 29.2713), 560), ("吉星乡", "同心村", at(103.1960, 29.2790), 680),
    ("吉星乡", "联合村", at(103.2040, 29.2690), 800), ("吉星乡", "民政村", at(103.1900, 29.2890), 800),
    ("吉星乡", "柏香村", at(103.1888, 29.2570), 530),
    ("永胜乡", "顺河村", at(103.0830, 29.3500), 980), ("永胜乡", "和平村", at(103.0745, 29.3620), 1090),
    ("永胜乡", "桅杆村", at(103.0480, 29.3660), 1260), ("永胜乡", "大坪村", at(103.0520, 29.3850), 1280),
    ("永胜乡", "民主村", at(103.0410, 29.3960), 1390), ("永胜乡", "五池村", at(103.0440, 29.4120), 1520),
    ("永胜乡", "花茨村", at(103.0780, 29.3860), 1320), ("永胜乡", "建设村", at(103.0900, 29.4000), 1470),
  ]

  private static func village(_ name: String, _ town: String) -> Sketch.End {
    .place(villages.first { $0.name == name && $0.town == town }!.place)
  }

  /// Of the river, the towns and the bridges, in metres.
  private static let heights: [(place: Coordinate, height: Double)] = [
    (at(103.0210, 29.2745), 545), (at(103.2170, 29.2380), 470), (at(103.0283, 29.2737), 570),
    (at(103.0760, 29.2562), 558), (at(103.0880, 29.2610), 566), (at(103.0775, 29.2480), 556),
    (at(103.0770, 29.2430), 572), (at(103.1027, 29.2748), 548), (at(103.1135, 29.3081), 545),
    (at(103.1112, 29.2985), 538), (at(103.1156, 29.2974), 536), (at(103.1770, 29.2733), 530),
    (at(103.1943, 29.2568), 505), (at(103.1917, 29.2542), 504), (at(103.2160, 29.2402), 492),
    (at(103.0489, 29.2647), 552), (at(103.0470, 29.2617), 550), (at(103.0631, 29.3735), 1180),
  ]

  private static let rivers = [
    Sketch.River(
      name: "大渡河", width: 110,
      course: [
        at(103.0210, 29.2745), at(103.0330, 29.2700), at(103.0480, 29.2632), at(103.0620, 29.2560),
        at(103.0760, 29.2525), at(103.0880, 29.2545), at(103.0980, 29.2625), at(103.1045, 29.2740),
        at(103.1085, 29.2870), at(103.1140, 29.2985), at(103.1235, 29.3045), at(103.1360, 29.3020),
        at(103.1490, 29.2940), at(103.1640, 29.2835), at(103.1780, 29.2680), at(103.1930, 29.2555),
        at(103.2080, 29.2445), at(103.2170, 29.2380),
      ])
  ]

  private static let quarters = [
    Sketch.Quarter(
      name: "永和",
      outline: [
        at(103.0690, 29.2556), at(103.0725, 29.2546), at(103.0765, 29.2539), at(103.0805, 29.2543),
        at(103.0850, 29.2553), at(103.0885, 29.2564), at(103.0920, 29.2594), at(103.0953, 29.2622),
        at(103.0965, 29.2660), at(103.0930, 29.2674), at(103.0880, 29.2648), at(103.0835, 29.2618),
        at(103.0790, 29.2594), at(103.0740, 29.2588), at(103.0695, 29.2592),
      ],
      communities: [
        ("官村社区", at(103.0720, 29.2566)), ("滨河路社区", at(103.0860, 29.2588)),
      ], block: 5500, ring: "滨河路",
      avenues: [
        Sketch.Avenue(
          name: "沿江公路", highway: "primary",
          course: [
            at(103.0680, 29.2573), at(103.0720, 29.2570), at(103.0770, 29.2566), at(103.0820, 29.2575),
            at(103.0870, 29.2603), at(103.0915, 29.2632), at(103.0970, 29.2645),
          ]),
        Sketch.Avenue(
          name: "永和街", highway: "secondary",
          course: [at(103.0848, 29.2540), at(103.0838, 29.2585), at(103.0830, 29.2625)]),
      ], irregularity: 0.6),
    Sketch.Quarter(
      name: "南岸",
      outline: [
        at(103.0703, 29.2498), at(103.0745, 29.2464), at(103.0790, 29.2459), at(103.0835, 29.2480),
        at(103.0880, 29.2506), at(103.0866, 29.2526), at(103.0820, 29.2515), at(103.0765, 29.2510),
        at(103.0728, 29.2517), at(103.0701, 29.2521),
      ],
      communities: [("和平社区", at(103.0775, 29.2487))], block: 6000, ring: "南岸路",
      avenues: [
        Sketch.Avenue(
          name: "和平街", highway: "secondary",
          course: [at(103.0775, 29.2515), at(103.0774, 29.2485), at(103.0772, 29.2455)])
      ], irregularity: 0.6),
  ]

  private static let smallTowns = [
    Sketch.SmallTown(
      name: "金河", center: at(103.1135, 29.3081), radius: 330, ring: "金河街",
      communities: [("金河社区", at(103.1135, 29.3081))],
      block: 7000),
    Sketch.SmallTown(name: "和平乡", center: at(103.0769, 29.2419), radius: 230, ring: "民族街", block: 7000),
    Sketch.SmallTown(name: "共安", center: at(103.0201, 29.1924), radius: 230, ring: "共安街", block: 7000),
    Sketch.SmallTown(name: "吉星", center: at(103.1855, 29.2713), radius: 250, ring: "吉星街", block: 7000),
    Sketch.SmallTown(name: "永胜", center: at(103.0631, 29.3735), radius: 230, ring: "永胜街", block: 7000),
  ]

  private static let riverRoads = [
    Sketch.Road(
      name: "沿江公路", highway: "primary", from: .place(at(103.0283, 29.2737)),
      via: [at(103.0338, 29.2714), at(103.0489, 29.2647), at(103.0628, 29.2578)],
      to: .corner("永和", near: at(103.0691, 29.2573))),
    Sketch.Road(
      name: "沿江公路", highway: "primary", from: .corner("永和", near: at(103.0960, 29.2643)),
      via: [at(103.0995, 29.2690), at(103.1027, 29.2748), at(103.1066, 29.2878), at(103.1112, 29.2985)],
      to: .quarter("金河")),
    Sketch.Road(
      name: "沿江公路", highway: "primary", from: .quarter("金河"),
      via: [
        at(103.1238, 29.3064), at(103.1368, 29.3037), at(103.1503, 29.2955), at(103.1656, 29.2850),
        at(103.1770, 29.2733),
      ], to: .quarter("吉星")),
    Sketch.Road(
      name: "沿江公路", highway: "primary", from: .quarter("吉星"),
      via: [at(103.1943, 29.2568), at(103.2092, 29.2460)], to: .place(at(103.2160, 29.2402))),
    Sketch.Road(
      name: "南岸路", highway: "tertiary", from: .corner("南岸", near: at(103.0772, 29.2461)), via: [at(103.0770, 29.2445)],
      to: .quarter("和平乡")),
  ]

  private static let bridges = [
    Sketch.Road(
      name: "金口河大桥", highway: "secondary", from: .corner("永和", near: at(103.0777, 29.2539)),
      to: .corner("南岸", near: at(103.0775, 29.2510)), bridge: true),
    Sketch.Road(
      name: "新民桥", highway: "tertiary", from: .place(at(103.0489, 29.2647)), to: .place(at(103.0470, 29.2617)),
      bridge: true),
    Sketch.Road(
      name: "金河桥", highway: "tertiary", from: .place(at(103.1112, 29.2985)), to: .place(at(103.1156, 29.2974)),
      bridge: true),
    Sketch.Road(
      name: "吉星桥", highway: "tertiary", from: .place(at(103.1943, 29.2568)), to: .place(at(103.1917, 29.2542)),
      bridge: true),
  ]

  /// Roads from one village up to the next, and how high they end.
  private static let climbs: [(road: Sketch.Road, end: Coordinate, height: Double)] = [
    climb(from: .quarter("永和"), to: "新乐村", "永和镇"), climb(from: village("新乐村", "永和镇"), to: "新华村", "永和镇"),
    climb(from: village("新华村", "永和镇"), to: "新光村", "永和镇"),
    climb(from: .place(at(103.0470, 29.2617)), to: "胜利村", "永和镇"),
    climb("金永路", from: .quarter("金河"), to: "灯塔村", "金河镇"),
    climb("金永路", from: village("灯塔村", "金河镇"), to: "五一村", "金河镇"),
    climb("金永路", from: village("五一村", "金河镇"), to: "大杠村", "金河镇"),
    climb("金永路", from: village("大杠村", "金河镇"), to: "顺河村", "永胜乡"),
    climb("金永路", from: village("顺河村", "永胜乡"), to: "和平村", "永胜乡"),
    climb("金永路", from: village("和平村", "永胜乡"), to: .quarter("永胜"), at(103.0631, 29.3735), 1180),
    climb(from: .quarter("金河"), to: "吉丰村", "金河镇"), climb(from: village("吉丰村", "金河镇"), to: "曙光村", "金河镇"),
    climb(from: village("曙光村", "金河镇"), to: "茶坪村", "金河镇"),
    climb(from: .place(at(103.1156, 29.2974)), to: "廖坪村", "金河镇"),
    climb(from: village("廖坪村", "金河镇"), to: "黎明村", "金河镇"),
    climb(from: .quarter("和平乡"), to: "解放村", "和平彝族乡"),
    climb(from: village("解放村", "和平彝族乡"), to: "迎新村", "和平彝族乡"),
    climb("共安路", from: .quarter("和平乡"), to: "迎春村", "和平彝族乡"),
    climb("共安路", from: village("迎春村", "和平彝族乡"), to: "桠溪村", "和平彝族乡"),
    climb("共安路", from: village("桠溪村", "和平彝族乡"), to: "小河村", "共安彝族乡"),
    climb("共安路", from: village("小河村", "共安彝族乡"), to: .quarter("共安"), at(103.0201, 29.1924), 1150),
    climb(from: village("迎春村", "和平彝族乡"), to: "蒲梯村", "和平彝族乡"),
    climb(from: .quarter("共安"), to: "新建村", "共安彝族乡"), climb(from: village("新建村", "共安彝族乡"), to: "文店村", "共安彝族乡"),
    climb(from: village("文店村", "共安彝族乡"), to: "林丰村", "共安彝族乡"),
    climb(from: .quarter("共安"), to: "象鼻村", "共安彝族乡"), climb(from: .quarter("共安"), to: "大板村", "共安彝族乡"),
    climb(from: .quarter("吉星"), to: "同心村", "吉星乡"), climb(from: village("同心村", "吉星乡"), to: "联合村", "吉星乡"),
    climb(from: village("同心村", "吉星乡"), to: "民政村", "吉星乡"),
    climb(from: .place(at(103.1917, 29.2542)), to: "柏香村", "吉星乡"),
    climb(from: .quarter("永胜"), to: "桅杆村", "永胜乡"), climb(from: .quarter("永胜"), to: "大坪村", "永胜乡"),
    climb(from: village("大坪村", "永胜乡"), to: "民主村", "永胜乡"), climb(from: village("民主村", "永胜乡"), to: "五池村", "永胜乡"),
    climb(from: .quarter("永胜"), to: "花茨村", "永胜乡"), climb(from: village("花茨村", "永胜乡"), to: "建设村", "永胜乡"),
  ]

  private static func climb(
    _ name: String = "", from: Sketch.End, to village: String, _ town: String
  ) -> (road: Sketch.Road, end: Coordinate, height: Double) {
    let end = villages.first { $0.name == village && $0.town == town }!
    return climb(name, from: from, to: .place(end.place), end.place, end.height)
  }

  private static func climb(
    _ name: String, from: Sketch.End, to: Sketch.End, _ end: Coordinate, _ height: Double
  ) -> (road: Sketch.Road, end: Coordinate, height: Double) {
    let highway = name.isEmpty ? "unclassified" : "tertiary"
    return (
      Sketch.Road(name: name, highway: highway, from: from, to: to, winding: name.isEmpty ? 120 : 80), end, height
    )
  }
}
