/// Some of the places that get cells, from west to east, with the others that have a say in theirs.
///
/// A cell goes no farther from its place than the limit, so that nothing beyond two limits touches it: each strip is
/// triangulated on its own, and what belongs to its cells is the same as in one triangulation of all.
package struct Strip: Sendable {
  /// The numbers of its places and of those beside them, rising.
  private(set) var numbers: [Int32] = []
  private(set) var places: [PlanePoint] = []
  /// Which of them are its own.
  private(set) var isOwn: [Bool] = []

  /// How many places a strip has at least where there is more than one: so many are worth a thread.
  package static let least = 40_000
  private static let most = 16

  /// Where strips begin and end, in the plane: the first one at minus, the last one at plus infinity.
  ///
  /// They depend on the places alone, not on who works on them.
  /// - Parameter least: how many places a strip has at least where there is more than one.
  package static func bounds(_ places: [PlanePoint], least: Int) -> [Double] {
    let count = max(1, min(most, places.count / max(1, least)))
    guard count > 1 else { return [-.infinity, .infinity] }
    // By some 600 of each: strips need not be equal.
    let sample = stride(from: 0, to: places.count, by: max(1, least / 600)).map { places[$0].x }.sorted()
    return [-.infinity] + (1..<count).map { sample[$0 * sample.count / count] } + [.infinity]
  }

  /// The places from one bound to the next, and those as far from them as two limits.
  init(_ all: [PlanePoint], from low: Double, to high: Double, limit: Double) {
    let count = all.lazy.filter { $0.x >= low - 2 * limit && $0.x < high + 2 * limit }.count
    numbers.reserveCapacity(count)
    places.reserveCapacity(count)
    isOwn.reserveCapacity(count)
    for (number, place) in all.enumerated() where place.x >= low - 2 * limit && place.x < high + 2 * limit {
      numbers.append(Int32(number))
      places.append(place)
      isOwn.append(place.x >= low && place.x < high)
    }
  }
}
