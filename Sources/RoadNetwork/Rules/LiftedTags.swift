/// The tags that take a way off the ground, in the string numbers of one source.
///
/// A bridge, a tunnel, a `layer` or `level` without 0. Passages through buildings, covered ways, boardwalks
/// and fords over low bridges lie on the ground, and elevators and steps lead to it, whatever their level is.
/// Source: wiki.openstreetmap.org/wiki/Key:bridge, Key:tunnel, Key:layer, Key:level.
struct LiftedTags {
  private let spanKeys: [Int32]
  private let layer: Int32?
  private let level: Int32?
  private let highway: Int32?
  private let text: (Int32) -> String

  private static let onGround: Set<String> = [
    "no", "building_passage", "covered", "culvert", "boardwalk", "low_water_crossing",
  ]
  private static let leadingToGround: Set<String> = ["elevator", "steps"]

  init(number: (String) -> Int32?, text: @escaping (Int32) -> String) {
    spanKeys = ["bridge", "tunnel"].compactMap(number)
    layer = number("layer")
    level = number("level")
    highway = number("highway")
    self.text = text
  }

  func lift(_ tags: ArraySlice<Int32>) -> Bool {
    func word(_ key: Int32?) -> String? {
      key.flatMap { WayAdmission.value(of: $0, in: tags) }.map(text)
    }
    let spans = spanKeys.compactMap { word($0) }
    if spans.contains(where: { !Self.onGround.contains($0) }) { return true }
    if let highway = word(highway), Self.leadingToGround.contains(highway) { return false }
    // A passage through a house has the layer of the house.
    if spans.contains("building_passage") { return false }
    return [word(layer), word(level)].contains { text in
      let levels = text.map(Self.levels) ?? []
      return !levels.isEmpty && !levels.contains { $0.contains(0) }
    }
  }

  /// `0;1`, `-1`, `0-2`, `-2--1`; what is no number says nothing.
  private static func levels(_ text: String) -> [ClosedRange<Double>] {
    text.split(separator: ";").compactMap { part in
      let part = part.filter { !$0.isWhitespace }
      if let number = Double(part) { return number...number }
      guard let dash = part.dropFirst().firstIndex(of: "-"), let low = Double(part[..<dash]),
        let high = Double(part[part.index(after: dash)...])
      else { return nil }
      return min(low, high)...max(low, high)
    }
  }
}
