import Model

/// The words by which the six services are known, and how a cell of several is taken apart. `docs/columns.md` shows them.
package enum ServiceWords {
  /// Compared without regard to case, width, blanks and hyphens.
  package static let table: [(services: [Service], words: [String])] = [
    (
      [.drink],
      [
        "drink", "water", "drinking water", "water dispenser", "hot water", "能喝水", "可喝水", "喝水", "饮水", "饮水机", "饮用水",
        "直饮水", "热水", "开水", "茶水",
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
    (Service.fullSet, ["all", "full", "six services", "六能", "全部", "全部服务", "六项服务"]),
  ]

  private static let services: [String: [Service]] = Dictionary(
    table.flatMap { entry in entry.words.map { (ColumnName($0).key, entry.services) } }, uniquingKeysWith: { a, _ in a }
  )

  static func known(_ word: some StringProtocol) -> [Service]? { services[ColumnName(String(word)).key] }

  /// The words of a cell: parted at commas, slashes, plus signs and lines; at blanks, brackets, 和 and 及 only where each part is a
  /// word that is known.
  package static func words(_ cell: String) -> [String] {
    cell.split { "、,;；，/／|｜\\·•+＋&＆\n\r\t".contains($0) }.map(\.trimmed).filter { !$0.isEmpty }.flatMap { part in
      guard known(part) == nil else { return [part] }
      let parts = part.split { $0.isWhitespace || "和及与()（）".contains($0) }.map(String.init)
      return parts.count > 1 && parts.allSatisfy { known($0) != nil } ? parts : [part]
    }
  }
}

extension Service {
  /// Reads the words planners use; any other word becomes an identifier of its own.
  package static func named(_ word: String) -> [Service] {
    ServiceWords.known(word) ?? [Service(rawValue: word.trimmed.lowercased())]
  }
}
