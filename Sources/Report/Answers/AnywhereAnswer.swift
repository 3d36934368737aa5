import Geodata
import Geometry
import Model
import Words

/// Where the sites of a plan are that may stand anywhere, and what is known about places that were left out.
package struct AnywhereAnswer: Sendable {
  /// Of every place made, in the coordinates of the demand.
  package var positions: [String: Coordinate]
  package var foundCount: Int
  package var keptCount: Int
  /// Side of the squares of which one place each was kept; nil when no place was left out.
  package var thinningMeters: Double?
  /// What no plan beats wherever its sites stand; nil when it is not known.
  package var bound: Double?

  package init(
    positions: [String: Coordinate], foundCount: Int, keptCount: Int, thinningMeters: Double?, bound: Double?
  ) {
    self.positions = positions
    self.foundCount = foundCount
    self.keptCount = keptCount
    self.thinningMeters = thinningMeters
    self.bound = bound
  }

  func members(_ chosen: [String], proven: Bool) -> [JSONMember] {
    [
      JSONMember(
        "places",
        .object(
          chosen.compactMap { id in
            positions[id].map { JSONMember(id, .array([.number($0.x), .number($0.y)])) }
          })),
      JSONMember("places_looked_at", .int(foundCount)),
      JSONMember("places_kept", .int(keptCount)),
      JSONMember("thinning_m", thinningMeters.map { .number($0) } ?? .null),
      JSONMember("bound_anywhere", bound.map { .number($0) } ?? .null),
    ]
  }

  func lines(_ chosen: [String], proven: Bool) -> [Bilingual] {
    var lines = chosen.compactMap { id in
      positions[id].map { Bilingual("\(id.shown)位于\($0.x), \($0.y)", "\(id.shown) at \($0.x), \($0.y)") }
    }
    let made = Bilingual("\(foundCount)个可选位置中保留\(keptCount)个", "\(keptCount) of \(foundCount) places kept")
    guard let thinningMeters else {
      lines.append(
        made
          + (proven
            ? Bilingual("：任意位置选址都不可能更好", ": no plan with sites anywhere is better")
            : Bilingual("：上界对任意位置的选址都成立", ": the bound holds for sites anywhere")))
      return lines
    }
    let thinned =
      made + Bilingual("，按\(plain(thinningMeters))米抽稀", ", thinned to one in \(plain(thinningMeters)) m")
    lines.append(
      thinned
        + (bound.map { Bilingual("：任意位置选址至多达到\(plain($0))", ": sites anywhere reach \(plain($0)) at best") }
          ?? Bilingual("：被略去的位置未经证明", ": not proven for the places left out")))
    return lines
  }
}
