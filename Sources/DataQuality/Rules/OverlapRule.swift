import GEOS
import Geometry
import Model
import Words

/// Communities that cover the same ground: whoever lives there is counted once for each.
///
/// People are taken as spread evenly over a polygon. Communities without area overlap when they are drawn alike.
/// - Complexity: O(n log n), and one overlay for each pair of polygons whose boxes meet.
func overlapFindings(_ communities: [Community]) throws(GEOSError) -> [QualityFinding] {
  var pairs: [(first: Int, second: Int, people: Double)] = []
  var drawn: [Shape: Int] = [:]
  var polygons: [(community: Int, shape: Shape, area: Double)] = []
  for (index, community) in communities.enumerated() where !community.shape.isEmpty {
    guard community.shape.polygons.isEmpty else {
      // What cannot be repaired is told elsewhere.
      guard let shape = try? community.shape.repaired().shape, !shape.isEmpty else { continue }
      polygons.append((index, shape, try shape.planarArea()))
      continue
    }
    if let twin = drawn[community.shape] {
      pairs.append((twin, index, min(communities[twin].residents, community.residents)))
    } else {
      drawn[community.shape] = index
    }
  }
  if polygons.isEmpty && pairs.isEmpty { return [] }
  let tree = try STRtree(polygons.map(\.shape.box))
  for (second, polygon) in polygons.enumerated() {
    let near = try tree.query(polygon.shape.box).filter { $0 < second }.sorted()
    if near.isEmpty { continue }
    let prepared = try PreparedGeometry(polygon.shape)
    for first in near {
      let other = polygons[first]
      guard try prepared.intersects(try GeometryHandle(other.shape)) else { continue }
      let shared = try GeometryHandle(polygon.shape).intersection(GeometryHandle(other.shape)).area()
      guard shared > 0, shared >= QualityLimits.sharedPart * min(polygon.area, other.area) else { continue }
      let people = min(
        communities[other.community].residents * shared / other.area,
        communities[polygon.community].residents * shared / polygon.area)
      pairs.append((other.community, polygon.community, people))
    }
  }
  pairs.sort { ($1.people, $0.second, $0.first) < ($0.people, $1.second, $1.first) }
  var findings = pairs.prefix(QualityLimits.namedOverlaps).map { pair in
    let (first, second) = (communities[pair.first], communities[pair.second])
    let people = Int(pair.people.rounded())
    let name =
      first.name == first.id.rawValue ? Bilingual(same: "") : Bilingual("（\(first.name)）", " (\(first.name))")
    return QualityFinding(
      .warning, .overlap, layer: "communities", record: second.id.rawValue, field: "geometry", value: "\(people)",
      at: [second.shape.box.center],
      message: Bilingual(
        "与“\(first.id.rawValue)”\(name.chinese)的范围重叠：重叠处约\(people)人被重复计算",
        "it covers ground of “\(first.id.rawValue)”\(name.english): some \(people) people stand in both and are counted "
          + "twice"),
      fix: Bilingual("请删除其一，或划清两者的边界", "remove one of the two, or draw the border between them"))
  }
  if pairs.count > findings.count {
    findings.append(
      QualityFinding(
        .warning, .overlap, layer: "communities", value: "\(pairs.count - findings.count)",
        message: Bilingual(
          "还有\(pairs.count - findings.count)对社区的范围重叠；涉及人数最多的已逐一列出",
          "more pairs of communities cover the same ground; those with the most people are named"),
        fix: Bilingual("请划清社区之间的边界", "draw the borders between them")))
  }
  return findings
}
