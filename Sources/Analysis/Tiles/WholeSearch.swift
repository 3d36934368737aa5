import Geometry
import Model
import RoadNetwork

/// Who is within the cutoff of which site in a whole analysis: one search for each mode, and in straight lines for each
/// radius.
struct WholeSearch: Sendable {
  var searches: [TileSearch]
  /// Of all demand points, WGS84 degrees.
  var positions: [Coordinate]
  var siteCount: Int

  /// The same for equal searches by one version of the program: what changes no row changes nothing here.
  ///
  /// - Complexity: O(graph + points + sites).
  var key: String {
    let parts = searches.flatMap { search in
      [search.graph?.checksum ?? 0, search.numbers.checksum].map { String($0, radix: 16) }
    }
    let all = NumberFile(
      ([toolVersion, "\(siteCount)", "\(positions.count)"] + parts).joined(separator: " "),
      real: [positions.map(\.x), positions.map(\.y)])
    let digits = String(all.checksum, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Tiles of the ground, each with about as many demand points: the points of each, rising.
  ///
  /// The longer side is cut where the share of the points is right, again and again. What lies on a cut belongs to the
  /// tile to the east or north of it, so that every point has one tile and points at one place have the same.
  /// - Parameter count: how many; there are fewer where points lie at too few places.
  func tiles(_ count: Int) -> [[Int]] { cut(Array(positions.indices), count).map { $0.sorted() } }

  private func cut(_ points: [Int], _ count: Int) -> [[Int]] {
    guard count > 1, points.count > 1 else { return points.isEmpty ? [] : [points] }
    let box = Box(points.map { positions[$0] })
    let scale = LocalScale(latitude: box.center.y)
    let isWide = box.width * scale.metersPerDegreeX >= box.height * scale.metersPerDegreeY
    func place(_ point: Int) -> Double { isWide ? positions[point].x : positions[point].y }
    let sorted = points.map(place).sorted()
    let first = count / 2
    var border = sorted[points.count * first / count]
    if border == sorted[0] { border = sorted.first { $0 > border } ?? border }
    let (low, high) = (points.filter { place($0) < border }, points.filter { place($0) >= border })
    if low.isEmpty { return [high] }
    return cut(low, first) + cut(high, count - first)
  }

  /// The parts of all searches that decide about some of the demand points.
  ///
  /// - Parameter owned: rising.
  func parts(owning owned: [Int]) -> [TileSearch] {
    var isOwned = [Bool](repeating: false, count: positions.count)
    for point in owned { isOwned[point] = true }
    return searches.compactMap { search in
      let own = search.points.indices.filter { isOwned[Int(search.points[$0])] }
      return own.isEmpty ? nil : search.part(owning: own)
    }
  }
}
