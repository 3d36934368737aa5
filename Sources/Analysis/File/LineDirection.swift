/// The way of traffic along a line as it is drawn.
enum LineDirection: String, CaseIterable {
  case along, against, both

  /// In OpenStreetMap's words.
  var tag: String {
    switch self {
    case .along: "yes"
    case .against: "-1"
    case .both: "no"
    }
  }

  /// - Parameter isLogical: F is no and T is yes.
  init?(_ word: String, isLogical: Bool) {
    let word = word.lowercased()
    if isLogical, let direction = Self.logical[word] {
      self = direction
    } else if let direction = Self.usual[word] {
      self = direction
    } else {
      return nil
    }
  }

  /// dBase's false and true.
  static let logical: [String: LineDirection] = ["f": .both, "t": .along]
  /// What line layers write.
  static let usual: [String: LineDirection] = [
    "yes": .along, "true": .along, "1": .along, "f": .along, "ft": .along, "单向": .along, "正向": .along, "顺向": .along,
    "是": .along,
    "-1": .against, "reverse": .against, "t": .against, "tf": .against, "逆向": .against, "反向": .against,
    "no": .both, "false": .both, "0": .both, "b": .both, "双向": .both, "否": .both,
  ]
}
