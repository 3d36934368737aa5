import Model

/// Legal speeds of ways in km/h, in the string numbers of one source.
struct SpeedLimitTags {
  private let keys: [DirectedKey]
  private let words: [String: Double]
  private let text: (Int32) -> String

  init(_ rules: ModeRules, number: (String) -> Int32?, text: @escaping (Int32) -> String) {
    keys = rules.speedLimitKeys.compactMap { DirectedKey($0, rules, number) }
    words = Dictionary(rules.speedLimitWords.map { ($0.lowercased(), $1) }) { min($0, $1) }
    self.text = text
  }

  func read(_ tags: ArraySlice<Int32>, _ admitted: inout WayAdmission.Admitted) {
    for key in keys {
      var values = key.plain.flatMap { WayAdmission.value(of: $0, in: tags) }.map { [$0] } ?? []
      if key.isDirected {
        if admitted.oneway != .both {
          values += key.directed(admitted.oneway).compactMap { WayAdmission.value(of: $0, in: tags) }
        } else if let (there, back) = bothWays(key, tags, &admitted) {
          admitted.speedLimit = there.isFinite ? there : nil
          admitted.speedLimitBack = back == there ? nil : back
          continue
        }
      }
      for value in values {
        guard let limit = limit(value, &admitted) else { continue }
        admitted.speedLimit = limit.isFinite ? limit : nil
        admitted.speedLimitBack = nil
      }
    }
  }

  /// The limits of a two-way street of which a direction has a word of its own, else nil; infinite for none.
  private func bothWays(
    _ key: DirectedKey, _ tags: ArraySlice<Int32>, _ admitted: inout WayAdmission.Admitted
  ) -> (there: Double, back: Double)? {
    func limit(_ keys: [Int32]) -> Double? {
      for key in keys {
        guard let value = WayAdmission.value(of: key, in: tags) else { continue }
        if let limit = self.limit(value, &admitted) { return limit }
      }
      return nil
    }
    let (forward, backward) = (limit(key.forward), limit(key.backward))
    guard forward != nil || backward != nil else { return nil }
    let plain = limit(key.plain.map { [$0] } ?? [])
    return (
      forward ?? plain ?? admitted.speedLimit ?? .infinity,
      backward ?? plain ?? admitted.speedLimitBack ?? admitted.speedLimit ?? .infinity
    )
  }

  /// The least of several, of limits or lanes (`20;none`, `50|30`); infinite for none; nil where nothing can be read.
  private func limit(_ value: Int32, _ admitted: inout WayAdmission.Admitted) -> Double? {
    let parts = text(value).lowercased().split { $0 == ";" || $0 == "|" }.map { $0.filter { !$0.isWhitespace } }
    let limits = parts.compactMap { words[$0] ?? TagQuantities.kilometersPerHour(Self.withoutZone($0)) }
    if limits.isEmpty || limits.count < parts.count { admitted.isSpeedUnreadable = true }
    return limits.min()
  }

  /// `30` of `DE:zone:30`, `zone:30`, `BE:zone30`, `DE:30`.
  private static func withoutZone(_ part: String) -> String {
    let last = part.split(separator: ":").last.map(String.init) ?? ""
    return last.hasPrefix("zone") ? String(last.dropFirst(4)) : last
  }
}
