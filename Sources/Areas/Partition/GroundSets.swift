/// Sets of communities that hold a piece of ground, each kept once: hardly ever more than one at a time.
struct GroundSets {
  /// In no community.
  static let none: Int32 = 0

  private(set) var members: [[Int32]] = [[]]
  private var known: [[Int32]: Int32] = [[]: 0]
  private var toggled: [UInt64: Int32] = [:]

  mutating func set(_ members: [Int32]) -> Int32 {
    if let set = known[members] { return set }
    let set = Int32(self.members.count)
    self.members.append(members)
    known[members] = set
    return set
  }

  /// The set with a community put in where it is not, taken out where it is.
  mutating func toggling(_ community: Int32, in set: Int32) -> Int32 {
    let key = UInt64(UInt32(set)) << 32 | UInt64(UInt32(community))
    if let other = toggled[key] { return other }
    var changed = members[Int(set)]
    if let index = changed.firstIndex(of: community) {
      changed.remove(at: index)
    } else {
      changed.append(community)
      changed.sort()
    }
    let other = self.set(changed)
    toggled[key] = other
    return other
  }
}
