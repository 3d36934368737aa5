/// From the words of a line layer to OpenStreetMap's.
struct StreetWords {
  private let definition: StreetDefinition
  private let logicalKeys: Set<String>
  private static let no: Set<String> = ["no", "false", "f", "n", "0", "否", "无"]

  /// - Parameter logical: keys whose F is no and T is yes.
  init(_ definition: StreetDefinition, logical: Set<String>) {
    self.definition = definition
    logicalKeys = logical
  }

  /// nil when the word says nothing.
  func tag(_ key: String, _ text: String) -> String? {
    if key == "highway" { return definition.classes[text] ?? text }
    if key.hasPrefix("oneway") {
      let own = definition.directions[text].flatMap(LineDirection.init)
      return (own ?? LineDirection(text, isLogical: logicalKeys.contains(key)))?.tag ?? text
    }
    if key == "bridge" || key == "tunnel" { return Self.no.contains(text.lowercased()) ? "no" : text }
    if key.hasPrefix("maxspeed") {
      // Shapefiles write 0 for unknown.
      if text == "0" || text == "0.0" { return nil }
      for unit in ["公里/小时", "公里/时", "千米/时", "km/时"] where text.hasSuffix(unit) {
        return String(text.dropLast(unit.count))
      }
    }
    return text
  }
}
