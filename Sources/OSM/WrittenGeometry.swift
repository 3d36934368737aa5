/// Positions that a file writes inside its ways and relations instead of as nodes: `out geom` of the Overpass service.
struct WrittenGeometry {
  /// By the node's id, in units of 1e-7 degree.
  var nodes: [Int64: SIMD2<Int32>] = [:]
  private var ways: [(id: Int64, refs: [Int64])] = []
  private var isMemberOpen = false

  /// A member that is a way; its nodes may follow.
  mutating func beginMember(_ way: Int64) {
    ways.append((way, []))
    isMemberOpen = true
  }

  /// A node of the open member: it has no id there, so its place is its name.
  /// - Parameter position: nil where the service left it out.
  mutating func appendPlaceOfMember(_ position: SIMD2<Int32>?) {
    guard isMemberOpen else { return }
    guard let position else {
      ways[ways.count - 1].refs.append(Self.nowhere)
      return
    }
    // Negative, and far from the small negative ids that editors give to new nodes.
    let id = -1 - (Int64(position.y) + 900_000_000) << 32 - (Int64(position.x) + 1_800_000_000)
    nodes[id] = position
    ways[ways.count - 1].refs.append(id)
  }

  mutating func endMember() {
    if isMemberOpen, ways[ways.count - 1].refs.isEmpty { ways.removeLast() }
    isMemberOpen = false
  }

  /// Puts the nodes and ways behind the file's own, which stay where both stand.
  func append(to block: inout OSMBlock) {
    for (id, position) in nodes.sorted(by: { $0.key < $1.key }) {
      block.nodeIDs.append(id)
      block.longitudes.append(position.x)
      block.latitudes.append(position.y)
    }
    var known = Set(block.wayIDs)
    for way in ways where known.insert(way.id).inserted {
      block.wayIDs.append(way.id)
      block.wayRefs.append(contentsOf: way.refs)
      block.wayRefEnds.append(Int32(block.wayRefs.count))
      block.wayTagEnds.append(Int32(block.wayTags.count))
    }
  }

  /// No file has a node of this id.
  private static let nowhere = Int64.min
}
