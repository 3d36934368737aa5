import Geometry

/// Emeishan (峨眉山市): a city at the foot of its mountain. Places of four kinds are strung along shopping districts, transport
/// lines and core communities; four named roads run through the whole city.
extension County {
  static let emeishan = County(
    folder: "emeishan", code: "511181", name: "峨眉山市",
    sketch: Sketch(
      origin: at(103.49, 29.60), stream: "emeishan: ", rivers: rivers, quarters: quarters, smallTowns: smallTowns,
      roads: cityRoads + countryRoads, villages: villages.map { Sketch.Village(town: $0.town, place: $0.place) },
      edges: .ragged(drivable: true), area: area,
      streetNames: [
        "文庙", "报恩", "书院", "茶市", "东门", "南门", "西门", "北门", "翠湖", "银杏", "雪芽", "竹林", "桂香", "云海", "白水", "万年", "长乐", "和顺",
        "安定", "丰收", "青江", "莲池",
      ]),
    stations: emeishanStations, hosts: emeishanHosts, trades: emeishanTrades,
    rounds: [
      Rounds(trade: "takeaway", label: "外卖线路", count: 34, radius: 1000, trips: 4...9),
      Rounds(trade: "express", label: "快递线路", count: 20, radius: 900, trips: 2...4),
      Rounds(trade: "ride-hailing", label: "网约车线路", count: 6, radius: 1600, trips: 6...10),
    ],
    // "More than 200" are known.
    riders: .shared(208), lines: emeishanLines)

  private static let rivers = [
    Sketch.River(
      name: "峨眉河", width: 80,
      course: [
        at(103.4300, 29.5935), at(103.4380, 29.5985), at(103.4480, 29.6060), at(103.4600, 29.6135),
        at(103.4750, 29.6190), at(103.4900, 29.6215), at(103.5050, 29.6190), at(103.5200, 29.6130),
        at(103.5400, 29.6110), at(103.5600, 29.6115), at(103.5800, 29.6140), at(103.6050, 29.6190),
      ])
  ]

  private static let quarters = [
    Sketch.Quarter(
      name: "绥山",
      outline: [
        at(103.4640, 29.5935), at(103.4700, 29.5890), at(103.4790, 29.5870), at(103.4880, 29.5880),
        at(103.4960, 29.5910), at(103.5010, 29.5965), at(103.5025, 29.6030), at(103.5018, 29.6095),
        at(103.4990, 29.6165), at(103.4900, 29.6199), at(103.4820, 29.6189), at(103.4745, 29.6173),
        at(103.4670, 29.6145), at(103.4600, 29.6118), at(103.4590, 29.6050), at(103.4602, 29.5985),
      ],
      communities: [
        ("万寿宫社区", nil), ("滨河路社区", nil), ("红华苑社区", nil), ("三台山社区", at(103.4800, 29.5930)),
        ("城东社区", at(103.4955, 29.5995)),
      ], block: 14_000, ring: "外环路",
      avenues: [
        Sketch.Avenue(
          name: "绥山大道",
          course: [
            at(103.4803, 29.5855), at(103.4811, 29.5923), at(103.4814, 29.6012), at(103.4813, 29.6072),
            at(103.4816, 29.6143), at(103.4824, 29.6205),
          ]),
        Sketch.Avenue(
          name: "环城路",
          course: [
            at(103.4835, 29.5924), at(103.4811, 29.5923), at(103.4752, 29.5929), at(103.4700, 29.5962),
            at(103.4682, 29.6020), at(103.4690, 29.6085), at(103.4735, 29.6128), at(103.4816, 29.6143),
            at(103.4840, 29.6143),
          ]),
        Sketch.Avenue(
          name: "环城路",
          course: [
            at(103.4790, 29.5924), at(103.4811, 29.5923), at(103.4880, 29.5935), at(103.4940, 29.5980),
            at(103.4955, 29.6055), at(103.4922, 29.6118), at(103.4865, 29.6140), at(103.4816, 29.6143),
            at(103.4795, 29.6142),
          ]),
        Sketch.Avenue(
          name: "迎宾大道",
          course: [
            at(103.4570, 29.5992), at(103.4683, 29.5998), at(103.4814, 29.6012), at(103.4930, 29.6022),
            at(103.5045, 29.6024),
          ]),
        Sketch.Avenue(
          name: "滨江路", highway: "tertiary",
          course: [
            at(103.4580, 29.6098), at(103.4668, 29.6128), at(103.4740, 29.6157), at(103.4822, 29.6172),
            at(103.4900, 29.6181), at(103.5012, 29.6145),
          ]),
        Sketch.Avenue(
          name: "站前大道", course: [at(103.4605, 29.5905), at(103.4660, 29.5940), at(103.4715, 29.5985)]),
      ], irregularity: 0.4),
    Sketch.Quarter(
      name: "胜利",
      outline: [
        at(103.5020, 29.5890), at(103.5090, 29.5865), at(103.5170, 29.5885), at(103.5215, 29.5950),
        at(103.5212, 29.6030), at(103.5160, 29.6085), at(103.5070, 29.6090), at(103.5048, 29.6030),
        at(103.5042, 29.5965),
      ],
      communities: [("桑园社区", nil), ("钟鼓社区", at(103.5140, 29.6010))], block: 16_000,
      avenues: [
        Sketch.Avenue(name: "迎宾大道", course: [at(103.5030, 29.6025), at(103.5130, 29.6020), at(103.5230, 29.6004)]),
        Sketch.Avenue(
          name: "东站路", highway: "tertiary",
          course: [at(103.5118, 29.5850), at(103.5132, 29.5960), at(103.5128, 29.6105)]),
      ], irregularity: 0.6),
    Sketch.Quarter(
      name: "峨山",
      outline: [
        at(103.4500, 29.5730), at(103.4560, 29.5690), at(103.4650, 29.5700), at(103.4700, 29.5755),
        at(103.4690, 29.5820), at(103.4630, 29.5865), at(103.4550, 29.5860), at(103.4500, 29.5805),
      ],
      communities: [("马路桥社区", at(103.4605, 29.5785))], block: 16_000,
      avenues: [
        Sketch.Avenue(name: "站前大道", course: [at(103.4590, 29.5675), at(103.4598, 29.5775), at(103.4606, 29.5880)]),
        Sketch.Avenue(
          name: "景区路", highway: "tertiary",
          course: [at(103.4480, 29.5772), at(103.4600, 29.5777), at(103.4715, 29.5790)]),
      ], irregularity: 0.7),
    Sketch.Quarter(
      name: "城北",
      outline: [
        at(103.4690, 29.6188), at(103.4760, 29.6211), at(103.4840, 29.6226), at(103.4920, 29.6232),
        at(103.4985, 29.6224), at(103.5010, 29.6270), at(103.4960, 29.6320), at(103.4880, 29.6340),
        at(103.4790, 29.6330), at(103.4710, 29.6290), at(103.4680, 29.6235),
      ],
      communities: [("白龙社区", at(103.4830, 29.6275))], block: 16_000,
      avenues: [
        Sketch.Avenue(name: "绥山大道", course: [at(103.4826, 29.6212), at(103.4835, 29.6280), at(103.4842, 29.6350)])
      ], irregularity: 0.7),
  ]

  private static let smallTowns = [
    Sketch.SmallTown(
      name: "符溪", center: at(103.5633, 29.6034), radius: 430, communities: [("径山社区", nil)], block: 18_000),
    Sketch.SmallTown(
      name: "桂花桥", center: at(103.5194, 29.5507), radius: 430,
      communities: [("明园社区", at(103.5185, 29.5500)), ("友谊社区", at(103.5210, 29.5520))], block: 18_000),
    Sketch.SmallTown(
      name: "双福", center: at(103.5239, 29.6734), radius: 400, communities: [("四桥社区", at(103.5239, 29.6734))],
      block: 18_000),
    Sketch.SmallTown(
      name: "九里", center: at(103.5019, 29.5054), radius: 430, communities: [("文昌社区", at(103.5019, 29.5054))],
      block: 18_000),
    Sketch.SmallTown(
      name: "乐都", center: at(103.5180, 29.4855), radius: 340, communities: [("兴隆社区", at(103.5180, 29.4855))],
      block: 18_000),
    Sketch.SmallTown(
      name: "罗目", center: at(103.4571, 29.5157), radius: 380, communities: [("青龙社区", at(103.4571, 29.5157))],
      block: 18_000),
    Sketch.SmallTown(
      name: "高桥", center: at(103.4319, 29.5238), radius: 360, communities: [("中兴社区", at(103.4319, 29.5238))],
      block: 18_000),
    Sketch.SmallTown(
      name: "龙池", center: at(103.3136, 29.4057), radius: 430,
      communities: [("滨湖社区", at(103.3125, 29.4050)), ("杨村铺社区", at(103.3155, 29.4070))], block: 18_000),
    Sketch.SmallTown(name: "大为", center: at(103.2854, 29.3676), radius: 280),
    Sketch.SmallTown(name: "龙门", center: at(103.3633, 29.3426), radius: 250),
    Sketch.SmallTown(name: "沙溪", center: at(103.4456, 29.4213), radius: 240),
    Sketch.SmallTown(name: "川主", center: at(103.4500, 29.5985), radius: 240),
    Sketch.SmallTown(name: "新平", center: at(103.5252, 29.6335), radius: 260),
    Sketch.SmallTown(name: "普兴", center: at(103.4649, 29.6920), radius: 260),
    Sketch.SmallTown(name: "黄湾", center: at(103.4347, 29.5829), radius: 300),
  ]

  private static let cityRoads = [
    Sketch.Road(
      name: "绥山大道", highway: "secondary", from: .corner("绥山", near: at(103.4822, 29.6190)),
      to: .corner("城北", near: at(103.4827, 29.6223)), bridge: true),
    Sketch.Road(
      name: "东环桥", highway: "tertiary", from: .corner("绥山", near: at(103.4955, 29.6178)),
      to: .corner("城北", near: at(103.4962, 29.6228)), bridge: true),
    Sketch.Road(
      name: "迎宾大道", highway: "secondary", from: .corner("绥山", near: at(103.5025, 29.6023)),
      to: .corner("胜利", near: at(103.5047, 29.6025))),
    Sketch.Road(
      name: "迎宾大道", highway: "secondary", from: .corner("胜利", near: at(103.5213, 29.6007)),
      via: [at(103.5320, 29.6008), at(103.5480, 29.6028)], to: .quarter("符溪")),
    Sketch.Road(
      name: "迎宾大道", highway: "secondary", from: .corner("绥山", near: at(103.4601, 29.5993)),
      via: [at(103.4560, 29.5962), at(103.4470, 29.5910), at(103.4400, 29.5860)], to: .quarter("黄湾")),
    Sketch.Road(
      name: "站前大道", highway: "secondary", from: .corner("峨山", near: at(103.4605, 29.5863)),
      via: [at(103.4614, 29.5895)], to: .corner("绥山", near: at(103.4636, 29.5930))),
    Sketch.Road(
      name: "东站路", highway: "tertiary", from: .corner("绥山", near: at(103.5000, 29.5950)), via: [],
      to: .corner("胜利", near: at(103.5040, 29.5955))),
    Sketch.Road(
      name: "景区路", highway: "tertiary", from: .corner("峨山", near: at(103.4500, 29.5773)),
      via: [at(103.4440, 29.5790)], to: .quarter("黄湾")),
    Sketch.Road(
      name: "绥山大道", highway: "secondary", from: .corner("绥山", near: at(103.4805, 29.5871)),
      via: [at(103.4830, 29.5760), at(103.4960, 29.5620)], to: .quarter("桂花桥")),
    Sketch.Road(
      name: "绥山大道", highway: "secondary", from: .corner("城北", near: at(103.4841, 29.6336)),
      via: [at(103.4850, 29.6420), at(103.4760, 29.6640)], to: .quarter("普兴")),
  ]

  private static let countryRoads =
    [
      road("峨新路", "城北", [at(103.5090, 29.6290)], "新平"), road("新双路", "新平", [at(103.5290, 29.6520)], "双福"),
      road("普双路", "普兴", [at(103.4950, 29.6880)], "双福"), road("川主路", "川主", [at(103.4550, 29.5990)], "绥山"),
      road("胜桂路", "胜利", [at(103.5120, 29.5700)], "桂花桥"), road("峨桂路", "峨山", [at(103.4900, 29.5640)], "桂花桥"),
      road("桂九路", "桂花桥", [at(103.5130, 29.5280)], "九里"), road("九乐路", "九里", [at(103.5110, 29.4960)], "乐都"),
      road("九罗路", "九里", [at(103.4800, 29.5080)], "罗目"), road("罗高路", "罗目", [at(103.4450, 29.5190)], "高桥"),
      road("峨龙路", "峨山", [at(103.4570, 29.5450)], "罗目"),
      road("峨龙路", "高桥", [at(103.4050, 29.4950), at(103.3680, 29.4550), at(103.3380, 29.4250)], "龙池"),
      road("乐沙路", "乐都", [at(103.4920, 29.4620), at(103.4660, 29.4400)], "沙溪"),
      road("龙大路", "龙池", [at(103.2980, 29.3860)], "大为"),
      road("龙门路", "龙池", [at(103.3320, 29.3790), at(103.3520, 29.3600)], "龙门"),
    ]
    + villages.map {
      Sketch.Road(
        name: "", highway: "unclassified", from: .quarter($0.quarter), via: $0.via, to: .place($0.place))
    }

  private static func road(_ name: String, _ from: String, _ via: [Coordinate], _ to: String) -> Sketch.Road {
    Sketch.Road(name: name, highway: "tertiary", from: .quarter(from), via: via, to: .quarter(to))
  }

  /// One point per town that stands for all its villages, at the end of a country road.
  private static let villages: [(town: String, quarter: String, via: [Coordinate], place: Coordinate)] = [
    ("绥山镇", "城北", [at(103.4640, 29.6330)], at(103.4550, 29.6380)),
    ("高桥镇", "高桥", [at(103.4240, 29.5320)], at(103.4150, 29.5380)),
    ("罗目镇", "罗目", [at(103.4640, 29.5060)], at(103.4680, 29.4960)),
    ("九里镇", "九里", [at(103.5130, 29.5080)], at(103.5220, 29.5110)),
    ("龙池镇", "龙池", [at(103.3010, 29.4120)], at(103.2900, 29.4180)),
    ("乐都镇", "乐都", [at(103.5270, 29.4820)], at(103.5360, 29.4780)),
    ("符溪镇", "符溪", [at(103.5740, 29.5990)], at(103.5850, 29.5960)),
    ("峨山镇", "峨山", [at(103.4580, 29.5640)], at(103.4500, 29.5590)),
    ("双福镇", "双福", [at(103.5340, 29.6700)], at(103.5450, 29.6640)),
    ("桂花桥镇", "桂花桥", [at(103.5310, 29.5530)], at(103.5430, 29.5560)),
    ("大为镇", "大为", [at(103.2760, 29.3620)], at(103.2680, 29.3550)),
    ("胜利镇", "胜利", [at(103.5260, 29.5880)], at(103.5360, 29.5840)),
    ("龙门乡", "龙门", [at(103.3720, 29.3350)], at(103.3800, 29.3270)),
    ("川主乡", "川主", [at(103.4440, 29.5960)], at(103.4410, 29.5945)),
    ("沙溪乡", "沙溪", [at(103.4440, 29.4130)], at(103.4430, 29.4040)),
    ("新平乡", "新平", [at(103.5370, 29.6320)], at(103.5480, 29.6310)),
    ("普兴乡", "普兴", [at(103.4520, 29.6960)], at(103.4400, 29.6990)),
    ("黄湾乡", "黄湾", [at(103.4240, 29.5800)], at(103.4130, 29.5760)),
  ]

  private static let area = [
    at(103.4470, 29.5715), at(103.4555, 29.5665), at(103.4670, 29.5675), at(103.4730, 29.5745), at(103.4740, 29.5840),
    at(103.4880, 29.5850), at(103.5000, 29.5875), at(103.5090, 29.5840), at(103.5185, 29.5865), at(103.5240, 29.5945),
    at(103.5235, 29.6040), at(103.5175, 29.6110), at(103.5070, 29.6115), at(103.5035, 29.6180), at(103.5040, 29.6275),
    at(103.4975, 29.6342), at(103.4880, 29.6362), at(103.4780, 29.6352), at(103.4690, 29.6305), at(103.4655, 29.6220),
    at(103.4560, 29.6130), at(103.4565, 29.6050), at(103.4575, 29.5975), at(103.4600, 29.5905), at(103.4530, 29.5882),
    at(103.4470, 29.5815),
  ]
}
