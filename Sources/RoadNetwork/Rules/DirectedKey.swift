/// A key, and the same key for one direction.
struct DirectedKey {
  var plain: Int32?
  var forward: [Int32]
  var backward: [Int32]
  var isOpening = false

  init?(_ key: String, _ rules: ModeRules, _ number: (String) -> Int32?) {
    func suffixed(_ direction: ModeRules.Oneway) -> [Int32] {
      rules.directionSuffixes.filter { $0.value == direction }.keys.sorted().compactMap { number(key + $0) }
    }
    plain = number(key)
    forward = suffixed(.forward)
    backward = suffixed(.backward)
    isOpening = rules.openingKeys.contains(key)
    if plain == nil && !isDirected { return nil }
  }

  var isDirected: Bool { !forward.isEmpty || !backward.isEmpty }
  func directed(_ direction: ModeRules.Oneway) -> [Int32] { direction == .backward ? backward : forward }
}
