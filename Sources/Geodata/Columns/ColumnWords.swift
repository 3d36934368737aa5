/// The words by which columns are known: one table for every reader and command. `docs/columns.md` shows it.
///
/// A column is taken only when its whole name is one of these words, save case, width, blanks, punctuation and a unit
/// behind it: `population_density` is no population, `员工编号` no number of a firm.
package enum ColumnWords {
  /// Whose columns are asked for: the same word means other things in other layers.
  package enum LayerKind: String, CaseIterable, Sendable {
    case stations, candidates, communities, workers, routes, tracks, roads, population
    /// Tables of `solve`.
    case sites, demand, costs
    /// Sites of a plan by name, id or place.
    case plan
    /// Any other: places of `reach`, a file that `inspect` shows.
    case other

    package init(role: String) { self = LayerKind(rawValue: role) ?? .other }

    /// The layers whose words count.
    fileprivate var like: [LayerKind] {
      switch self {
      case .sites, .plan: [.stations, .candidates]
      case .demand: [.communities, .workers, .routes]
      case .other: [.stations, .candidates, .communities, .workers, .routes, .roads]
      default: [self]
      }
    }
  }

  /// What a record of a layer is called, before words such as 编号 and 名称.
  package static let nouns: [(layer: LayerKind, words: [String])] = [
    (.stations, ["站点", "驿站", "站", "station", "site", "facility"]),
    (.candidates, ["网点", "合作网点", "点位", "候选点", "候选点位", "候选网点", "场所", "candidate", "host", "site"]),
    (.communities, ["社区", "小区", "村", "村社区", "community", "village"]),
    (.workers, ["企业", "公司", "单位", "商户", "firm", "company", "employer"]),
    (.routes, ["线路", "路线", "route"]),
    (.roads, ["道路", "road", "street"]),
  ]

  /// Words of a role: the first group of which a layer has one counts, and two of one group are asked about.
  /// `nounWords` stand behind what a record is called: 站点名称, station_name.
  package struct Entry: Sendable {
    package let role: FieldRole
    /// nil for all layers.
    package let layer: LayerKind?
    package let groups: [[String]]
    /// Behind a noun, in the second group.
    package var nounWords: [String] = []
    /// The noun alone is enough, in the third group.
    package var takesNoun = false
  }

  package static let entries: [Entry] = [
    Entry(
      role: .id, layer: nil, groups: [["id"], ["编号", "编码"], [], ["code", "代码"]],
      nounWords: ["编号", "编码", "代码", "号", "id", "code", "no", "number"]),
    Entry(
      role: .name, layer: nil, groups: [["name"], ["名称", "title"], [], ["地址", "address"]],
      nounWords: ["名称", "名", "name"], takesNoun: true),
    Entry(
      role: .services, layer: nil,
      groups: [
        ["services"], ["service", "服务", "服务项目", "服务内容", "服务功能", "服务设施", "设施", "配套设施", "facilities", "amenities"],
      ]),
    Entry(
      role: .hours, layer: nil,
      groups: [
        ["hours", "opening_hours"],
        [
          "开放时间", "营业时间", "服务时间", "开放时段", "营业时段", "服务时段", "business hours", "open hours", "opening times",
          "service hours",
        ],
      ]),
    Entry(
      role: .capacity, layer: nil,
      groups: [
        ["capacity"], ["接待能力", "日接待能力", "最大接待能力", "容量", "服务能力", "max capacity", "daily capacity"],
        ["座位数", "座位", "座席数", "seats", "number of seats", "seating capacity"],
      ]),
    Entry(
      role: .seats, layer: nil,
      groups: [["seats"], ["座位数", "座位", "座席数", "number of seats", "seating capacity"]]),
    Entry(
      role: .visits, layer: nil,
      groups: [
        ["visits"],
        ["日均服务人次", "日均服务人数", "日均人次", "日均到访人次", "visits per day", "visits a day", "daily visits"],
      ]),
    Entry(
      role: .kind, layer: nil, groups: [["kind"], ["host", "类型", "类别", "场所类型"], ["amenity"], ["shop"], ["type"]],
      nounWords: ["类型", "类别", "kind", "type"]),
    Entry(
      role: .town, layer: nil,
      groups: [
        ["town"],
        [
          "township", "subdistrict", "乡镇", "镇街", "街镇", "镇", "街道", "乡镇街道", "镇街道", "街道乡镇", "所属街道", "所属乡镇", "所属镇街",
          "所属镇", "所在街道", "所在乡镇", "所在镇街", "所在镇", "街道名称", "乡镇名称", "town name", "township name",
        ],
      ]),
    Entry(
      role: .community, layer: nil,
      groups: [["community"], ["社区", "所属社区", "所在社区", "社区名称", "村社区", "community name"]]),
    Entry(
      role: .group, layer: nil,
      groups: [
        ["group", "trade"],
        ["行业", "业态", "所属行业", "行业类别", "行业类型", "行业分类", "从事行业", "industry", "sector", "occupation"],
      ]),
    Entry(
      role: .cost, layer: nil,
      groups: [
        ["cost", "cost_yuan"],
        [
          "费用", "造价", "成本", "投资", "投资额", "改造费用", "改造费", "改造成本", "建设费用", "建设成本", "建设投资", "建设费", "build cost",
          "building cost", "construction cost", "renovation cost", "investment",
        ],
      ]),
    Entry(
      role: .status, layer: nil,
      groups: [
        ["status"],
        [
          "状态", "site status", "选址状态", "站点状态", "运营状态", "营运状态", "建设状态", "当前状态", "operating status",
          "construction status",
        ],
      ], nounWords: ["状态", "status"]),
    Entry(
      role: .extraMinutes, layer: nil,
      groups: [["extra_min"], ["extra minutes", "附加分钟", "额外分钟", "附加时间", "额外时间"]]),

    Entry(role: .weight, layer: nil, groups: [["weight"], ["权重"]]),
    Entry(
      role: .weight, layer: .communities,
      groups: [
        [],
        [
          "population", "pop", "people", "residents", "inhabitants", "total population", "resident population", "人口",
          "人口数",
          "人口数量",
          "总人口", "总人口数", "常住人口", "常住人口数", "常住人口数量", "居民", "居民数", "居民人数", "居住人口", "居住人数", "服务人口",
        ],
      ]),
    Entry(
      role: .weight, layer: .workers,
      groups: [
        [],
        [
          "riders", "heads", "headcount", "workers", "employees", "staff", "drivers", "couriers", "number of riders",
          "number of workers", "number of employees", "number of drivers", "number of couriers", "人数", "从业人数", "从业人员",
          "从业人员数", "从业人员数量", "从业者人数", "员工数", "员工人数", "员工数量", "职工数", "职工人数", "骑手数", "骑手人数", "骑手数量", "司机数",
          "司机人数", "司机数量", "快递员数", "快递员人数", "快递员数量", "用工人数", "就业人数", "在岗人数", "劳动者人数",
        ],
      ]),
    Entry(
      role: .weight, layer: .routes,
      groups: [
        [],
        [
          "trips_per_day", "trips", "daily trips", "trips a day", "number of trips", "日趟次", "日均趟次", "每日趟次", "每天趟次",
          "趟次",
          "趟数", "日趟数", "日均趟数", "每日趟数", "每天趟数", "班次", "日班次", "日均班次", "每日班次",
        ],
      ]),
    Entry(role: .weight, layer: .demand, groups: [[], ["需求量", "demand weight"]]),
    Entry(
      role: .weight, layer: .population,
      groups: [
        [],
        [
          "population", "pop", "people", "residents", "inhabitants", "人口", "人口数", "人口数量", "常住人口", "常住人口数", "居民", "居民数",
          "居民人数", "居住人口", "居住人数",
        ],
      ]),
    Entry(
      role: .storeys, layer: .population,
      groups: [
        ["storeys"],
        [
          "stories", "levels", "building:levels", "floors", "number of storeys", "number of stories",
          "number of floors",
          "层数", "楼层数", "总层数", "地上层数", "建筑层数", "楼层",
        ],
      ]),
    Entry(
      role: .corridor, layer: .routes,
      groups: [["corridor"], ["所属线路", "交通线", "交通线路", "运输线路", "公交线路", "客运线路", "transport line", "bus line"]]),
    Entry(
      role: .rider, layer: .routes,
      groups: [["rider"], ["骑手", "骑手编号", "骑手姓名", "姓名", "网格员", "网格员编号", "driver", "courier", "rider name", "rider id"]]),
    Entry(
      role: .patrol, layer: .routes,
      groups: [["patrol"], ["巡查", "是否巡查", "兼职网格员", "是否网格员", "是否兼职网格员", "grid worker"]]),

    Entry(
      role: .weight, layer: .tracks,
      groups: [
        [], ["trips_per_day", "trips", "daily trips", "trips a day", "日趟次", "日均趟次", "每日趟次", "每天趟次", "趟次", "趟数"],
      ]),
    Entry(
      role: .track, layer: .tracks,
      groups: [
        ["track"],
        [
          "track id", "track no", "轨迹", "轨迹编号", "轨迹号", "轨迹id", "行程", "行程编号", "行程号", "行程id", "trip", "trip id",
          "trip no",
        ],
      ]),
    Entry(
      role: .time, layer: .tracks,
      groups: [
        ["time"],
        [
          "timestamp", "datetime", "date time", "gps time", "recorded at", "时间", "定位时间", "采集时间", "上报时间", "记录时间",
          "gps时间",
          "时间戳", "日期时间",
        ],
      ]),
    Entry(
      role: .round, layer: .tracks,
      groups: [["round"], ["round id", "route", "route id", "线路", "所属线路", "线路编号", "线路名称", "路线", "路线编号", "路线名称"]]),

    Entry(role: .lon, layer: nil, groups: [["lon", "lng", "longitude", "经度", "东经", "long"]]),
    Entry(role: .lat, layer: nil, groups: [["lat", "latitude", "纬度", "北纬"]]),
    Entry(
      role: .x, layer: nil,
      groups: [["x", "easting", "东坐标", "x坐标", "point_x", "x coordinate", "coord_x", "xcoord"]]),
    Entry(
      role: .y, layer: nil,
      groups: [["y", "northing", "北坐标", "y坐标", "point_y", "y coordinate", "coord_y", "ycoord"]]),
    Entry(role: .wkt, layer: nil, groups: [["wkt", "geom", "geometry"], ["the_geom"]]),

    Entry(
      role: .highway, layer: .roads, groups: [["highway"], ["class", "道路等级", "道路类别", "道路类型", "road class", "fclass"]]),
    Entry(role: .oneway, layer: .roads, groups: [["oneway"], ["one way", "单行", "单行线", "单行道"]]),

    Entry(role: .demand, layer: .costs, groups: [["demand"], ["demand id", "需求", "需求点", "需求编号", "需求点编号"]]),
    Entry(
      role: .site, layer: .costs,
      groups: [
        ["site"],
        [
          "site id", "station", "station id", "facility", "facility id", "candidate", "candidate id", "站点", "站点编号",
          "设施点",
          "设施点编号", "网点", "网点编号", "候选点", "候选点编号",
        ],
      ]),
    Entry(
      role: .cost, layer: .costs,
      groups: [
        [],
        [
          "minutes", "min", "seconds", "distance", "duration", "time", "travel time", "metres", "meters", "分钟", "秒",
          "时间",
          "通行时间", "出行时间", "距离", "米",
        ],
      ]),
    Entry(role: .id, layer: .plan, groups: [[], ["site", "candidate", "station"]]),
  ]

  /// Units that may stand behind a word, by what one of them is in the role's own unit.
  package static let unitWords: [(roles: [FieldRole], units: [String: Double])] = [
    (
      [.cost],
      [
        "元": 1, "人民币": 1, "人民币元": 1, "yuan": 1, "rmb": 1, "cny": 1, "¥": 1, "千元": 1e3, "万元": 1e4, "万": 1e4,
        "万人民币": 1e4, "百万": 1e6, "百万元": 1e6, "亿": 1e8, "亿元": 1e8,
      ]
    ),
    (
      [.weight, .capacity, .seats, .visits],
      [
        "人": 1, "人次": 1, "人次/日": 1, "人次/天": 1, "名": 1, "个": 1, "位": 1, "座": 1, "次": 1, "趟": 1, "趟次": 1, "次/日": 1,
        "次/天": 1, "趟/日": 1, "趟/天": 1,
        "人/日": 1, "人/天": 1, "people": 1, "persons": 1, "trips/day": 1, "per day": 1, "百人": 1e2, "千人": 1e3, "万人": 1e4,
        "万": 1e4, "thousand": 1e3, "thousands": 1e3,
      ]
    ),
    (
      [.extraMinutes],
      ["分": 1, "分钟": 1, "min": 1, "minutes": 1, "秒": 1.0 / 60, "s": 1.0 / 60, "sec": 1.0 / 60, "seconds": 1.0 / 60]
    ),
    ([.lon, .lat], ["度": 1, "°": 1, "deg": 1, "degree": 1, "degrees": 1, "wgs84": 1, "wgs 1984": 1, "cgcs2000": 1]),
    ([.x, .y], ["m": 1, "米": 1, "metres": 1, "meters": 1]),
  ]
}

// MARK: Looking up

extension ColumnWords {
  /// The columns that could be the role, each group on its own, the surest first.
  static func groups(_ role: FieldRole, for layer: LayerKind, among names: [String]) -> [[String]] {
    groups(role, for: layer, among: names, called: names.map { ColumnName($0) })
  }

  /// - Parameter called: the names as they are compared.
  static func groups(
    _ role: FieldRole, for layer: LayerKind, among names: [String], called: [ColumnName]
  ) -> [[String]] {
    let words = lexicon(of: layer)[role] ?? [:]
    var groups: [Int: [String]] = [:]
    for (name, called) in zip(names, called) {
      guard let rank = rank(of: called, words, role) else { continue }
      groups[rank, default: []].append(name)
    }
    return groups.sorted { $0.key < $1.key }.map(\.value)
  }

  private static func rank(of name: ColumnName, _ words: [String: Int], _ role: FieldRole) -> Int? {
    if let rank = words[name.key] { return rank }
    return units(of: role).keys.compactMap { unit in
      name.key.hasSuffix(unit) ? words[String(name.key.dropLast(unit.count))] : nil
    }.min()
  }

  /// By key.
  static func units(of role: FieldRole) -> [String: Double] { unitKeys[role] ?? [:] }

  private static let unitKeys: [FieldRole: [String: Double]] = {
    var units: [FieldRole: [String: Double]] = [:]
    for entry in unitWords {
      for role in entry.roles {
        for (word, size) in entry.units { units[role, default: [:]][ColumnName(word).key] = size }
      }
    }
    return units
  }()

  /// The group of each word of each role, by key.
  private static func lexicon(of layer: LayerKind) -> [FieldRole: [String: Int]] { lexicons[layer] ?? [:] }

  private static let lexicons: [LayerKind: [FieldRole: [String: Int]]] = {
    // Layers share most words.
    var keys: [String: String] = [:]
    func key(_ word: String) -> String {
      if let key = keys[word] { return key }
      let key = ColumnName(word).key
      keys[word] = key
      return key
    }
    return Dictionary(
      uniqueKeysWithValues: LayerKind.allCases.map { layer in
        var lexicon: [FieldRole: [String: Int]] = [:]
        func add(_ words: [String], _ role: FieldRole, _ group: Int) {
          for word in words {
            let key = key(word)
            lexicon[role, default: [:]][key] = min(group, lexicon[role]?[key] ?? group)
          }
        }
        let layers = Set([layer] + layer.like)
        let nouns = nouns.filter { layers.contains($0.layer) }.flatMap(\.words)
        for entry in entries where entry.layer.map(layers.contains) ?? true {
          for (group, words) in entry.groups.enumerated() { add(words, entry.role, group) }
          add(nouns.flatMap { noun in entry.nounWords.map { "\(noun) \($0)" } }, entry.role, 1)
          if entry.takesNoun { add(nouns, entry.role, 2) }
        }
        return (layer, lexicon)
      })
  }()
}
