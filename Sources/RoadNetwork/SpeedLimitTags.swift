import Model

/// Legal speeds of ways in km/h, in the string numbers of one source.
struct SpeedLimitTags {
  private let keys: [DirectedKey]
  private let words: [String: Double]
  private let text: (Int32) -> String

  init(_ rules: ModeRules, number: (String) -> Int32?, text: @escaping (Int32) -> String) {
    keys = rules.speedLimitKeys.compactMap { DirectedKey($0, rules, number) }
    words = rules.speedLimitWords
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
        if let limit = limit(value) {
          admitted.speedLimit = limit.isFinite ? limit : nil
          admitted.speedLimitBack = nil
        } else {
          admitted.isSpeedUnreadable = true
        }
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
        if let limit = self.limit(value) { return limit }
        admitted.isSpeedUnreadable = true
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

  /// Infinite for none; nil for what cannot be read.
  private func limit(_ value: Int32) -> Double? {
    let text = text(value)
    return words[text] ?? TagQuantities.kilometersPerHour(text)
  }
}
