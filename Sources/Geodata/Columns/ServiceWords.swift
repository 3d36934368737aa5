import Model

/// The words by which services are known, those of the file included, and how a cell of several is taken apart.
///
/// Services are an open vocabulary: a word that is none of these is a service of its own. `docs/columns.md` shows the table.
package struct ServiceWords: Hashable, Sendable {
  /// Compared without regard to case, width, blanks and hyphens.
  package static let table: [(services: [Service], words: [String])] = [
    (
      [.drink],
      [
        "drink", "water", "drinking water", "water dispenser", "能喝水", "可喝水", "喝水", "饮水", "饮水机", "饮用水",
        "直饮水", "茶水",
      ]
    ),
    (
      [.rest],
      [
        "rest", "resting", "seats", "seating", "可歇脚", "能歇脚", "歇脚", "休息", "可休息", "能休息", "休憩", "歇息", "休息区", "座椅", "桌椅",
      ]
    ),
    (
      [.heatFood],
      [
        "heat-food", "heat", "heating food", "microwave", "microwave oven", "能热饭", "可热饭", "热饭", "热饭菜", "加热饭菜", "餐食加热",
        "微波炉",
      ]
    ),
    (
      [.charge],
      [
        "charge", "charging", "phone charging", "charger", "power bank", "可充电", "能充电", "充电", "手机充电", "充电宝", "共享充电宝",
        "充电器", "手机充电器", "充电插座",
      ]
    ),
    ([.warm], ["warm", "warming", "warmth", "heater", "能取暖", "可取暖", "取暖", "取暖器", "暖气", "供暖", "保暖"]),
    (
      [.cool],
      ["cool", "cooling", "fan", "可纳凉", "能纳凉", "纳凉", "乘凉", "避暑", "消暑", "防暑降温", "电风扇", "电扇", "风扇", "冷气"]
    ),
    ([.warm, .cool], ["air conditioning", "air conditioner", "aircon", "空调", "冷暖空调"]),
    ([.drink, Service(rawValue: "hot-water")], ["hot-water", "热水", "开水", "热开水"]),
    (
      [Service(rawValue: "read")],
      [
        "read", "reading", "books", "图书", "书籍", "书报", "阅读", "读书", "看书", "可阅读", "能阅读", "图书角", "阅读角",
        "图书借阅", "书屋", "职工书屋",
      ]
    ),
    (
      [Service(rawValue: "first-aid")],
      ["first-aid", "first aid kit", "medicine box", "医药箱", "急救箱", "药箱", "急救药箱", "急救", "应急药品", "常用药品"]
    ),
    (
      [Service(rawValue: "toilet")],
      ["toilet", "toilets", "wc", "restroom", "厕所", "如厕", "可如厕", "能如厕", "卫生间", "洗手间", "公厕"]
    ),
    ([Service(rawValue: "legal-aid")], ["legal-aid", "legal advice", "法律援助", "法律咨询", "法律服务", "维权", "维权服务"]),
    ([Service(rawValue: "wifi")], ["wifi", "wlan", "无线网络", "无线上网", "免费wifi", "上网"]),
    ([Service(rawValue: "tools")], ["tools", "repair", "维修工具", "工具箱", "修车工具", "打气筒", "维修"]),
    ([Service(rawValue: "sewing")], ["sewing", "sewing kit", "针线包", "针线盒"]),
    ([Service(rawValue: "rain-gear")], ["rain-gear", "umbrella", "umbrellas", "雨伞", "雨具", "爱心雨伞"]),
    ([Service(rawValue: "battery-swap")], ["battery-swap", "battery swapping", "换电", "换电柜", "电动车换电"]),
    ([Service(rawValue: "fridge")], ["fridge", "refrigerator", "冰箱", "冷藏"]),
    (Service.fullSet, ["all", "full", "six services", "六能", "全部", "全部服务", "六项服务"]),
  ]

  private static let usual: [String: [Service]] = Dictionary(
    table.flatMap { entry in entry.words.map { (ColumnName($0).key, entry.services) } }, uniquingKeysWith: { a, _ in a }
  )

  /// All services that a word of the table stands for.
  package static let services = Set(table.flatMap(\.services))

  /// The file's own words: they win over the table's.
  private var own: [String: [Service]] = [:]

  /// - Parameter synonyms: a word, and the service it stands for: an id, or a word of the table.
  package init(_ synonyms: [(word: String, service: String)] = []) {
    for (word, service) in synonyms {
      own[ColumnName(word).key, default: []] += Self.usual[ColumnName(service).key] ?? [Self.plain(service)]
    }
  }

  private static func plain(_ word: String) -> Service { Service(rawValue: word.trimmed.lowercased()) }

  func known(_ word: some StringProtocol) -> [Service]? {
    let key = ColumnName(String(word)).key
    return own[key] ?? Self.usual[key]
  }

  /// Reads the words planners use; any other word becomes an identifier of its own.
  package func named(_ word: String) -> [Service] { known(word) ?? [Self.plain(word)] }

  /// The same for a service that is asked for: an id means itself alone.
  package func asked(_ word: String) -> [Service] {
    let service = Self.plain(word)
    return Self.services.contains(service) ? [service] : named(word)
  }

  /// The words of a cell: parted at commas, slashes, plus signs and lines; at blanks, brackets, 和 and 及 only where each part is a
  /// word that is known.
  package func words(_ cell: String) -> [String] {
    cell.split { "、,;；，/／|｜\\·•+＋&＆\n\r\t".contains($0) }.map(\.trimmed).filter { !$0.isEmpty }.flatMap { part in
      guard known(part) == nil else { return [part] }
      let parts = part.split { $0.isWhitespace || "和及与()（）".contains($0) }.map(String.init)
      return parts.count > 1 && parts.allSatisfy { known($0) != nil } ? parts : [part]
    }
  }
}
