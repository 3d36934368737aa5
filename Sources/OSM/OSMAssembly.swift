import Geometry

extension OSMData {
  /// Joins decoded blocks in their order: one string table, node references resolved.
  ///
  /// A node or way id that comes twice (merged extracts repeat them) counts once: the first stays.
  /// - Complexity: O(bytes) time.
  init(blocks: [OSMBlock]) {
    let nodeTotal = blocks.reduce(0) { $0 + $1.nodeIDs.count }
    let refTotal = blocks.reduce(0) { $0 + $1.wayRefs.count }
    nodeIDs.reserveCapacity(nodeTotal)
    longitudes.reserveCapacity(nodeTotal)
    latitudes.reserveCapacity(nodeTotal)
    for block in blocks {
      nodeIDs.append(contentsOf: block.nodeIDs)
      longitudes.append(contentsOf: block.longitudes)
      latitudes.append(contentsOf: block.latitudes)
    }
    let nodes = IDIndex(nodeIDs)
    let areNodesDistinct = nodes.duplicateCount == 0
    let ways = IDIndex(blocks.flatMap(\.wayIDs))
    let areWaysDistinct = ways.duplicateCount == 0

    wayRefs.reserveCapacity(refTotal)
    var firstNode = 0
    var firstWay = 0
    for block in blocks {
      var numbering = LocalStrings(block)
      var tagStart = 0
      for (tagged, local) in block.taggedNodes.enumerated() {
        let tagEnd = Int(block.nodeTagEnds[tagged])
        let node = firstNode + Int(local)
        if areNodesDistinct || nodes.position(of: nodeIDs[node]) == Int32(node) {
          taggedNodes.append(Int32(node))
          for tag in block.nodeTags[tagStart..<tagEnd] { nodeTags.append(numbering.id(tag, in: &strings)) }
          nodeTagStarts.append(nodeTags.count)
        }
        tagStart = tagEnd
      }
      firstNode += block.nodeIDs.count

      tagStart = 0
      var refStart = 0
      for (way, id) in block.wayIDs.enumerated() {
        let tagEnd = Int(block.wayTagEnds[way])
        let refEnd = Int(block.wayRefEnds[way])
        if areWaysDistinct || ways.position(of: id) == Int32(firstWay + way) {
          wayIDs.append(id)
          for tag in block.wayTags[tagStart..<tagEnd] { wayTags.append(numbering.id(tag, in: &strings)) }
          wayTagStarts.append(wayTags.count)
          let missingBefore = missingNodeCount
          for ref in block.wayRefs[refStart..<refEnd] {
            let node = nodes.position(of: ref)
            if node == Self.missingNode { missingNodeCount += 1 }
            wayRefs.append(node)
          }
          wayRefStarts.append(wayRefs.count)
          if missingNodeCount > missingBefore { clippedWayCount += 1 }
        }
        tagStart = tagEnd
        refStart = refEnd
      }
      firstWay += block.wayIDs.count
      relationCount += block.relationCount
    }
    let wayIndex = areWaysDistinct ? ways : IDIndex(wayIDs)
    appendRelations(blocks, nodes, wayIndex)
    for block in blocks {
      for (id, center) in block.wayCenters { wayCenters[Int(wayIndex.position(of: id))] = center }
      remark = remark ?? block.remark
    }
    // A centre stands for the nodes, which were not asked for.
    clippedWayCount -= wayCenters.keys.count { self.nodes(ofWay: $0).contains(Self.missingNode) }
    let centers = Array(wayCenters.values) + Array(areaCenters.values)
    bounds = Self.box(longitudes: longitudes, latitudes: latitudes)
    bounds.add(Self.box(longitudes: centers.map(\.x), latitudes: centers.map(\.y)))
  }

  private mutating func appendRelations(_ blocks: [OSMBlock], _ nodes: IDIndex, _ ways: IDIndex) {
    var knownAreas: Set<Int64> = []
    for block in blocks where !(block.restrictions.isEmpty && block.areas.isEmpty) {
      var numbering = LocalStrings(block)
      func numbered(_ relation: OSMRelation) -> OSMRelation {
        var relation = relation
        relation.tags = relation.tags.map { numbering.id($0, in: &strings) }
        relation.members = relation.members.map { member in
          let reference: Int32 =
            switch member.kind {
            case .node: nodes.position(of: member.reference)
            case .way: ways.position(of: member.reference)
            case .relation: -1
            }
          return OSMRelation.Member(
            kind: member.kind, reference: Int64(reference), role: numbering.id(member.role, in: &strings))
        }
        return relation
      }
      for restriction in block.restrictions { restrictions.append(numbered(restriction)) }
      for area in block.areas where knownAreas.insert(area.id).inserted {
        if let center = block.relationCenters[area.id] { areaCenters[areas.count] = center }
        areas.append(numbered(area))
      }
    }
  }

  private static func box(longitudes: [Int32], latitudes: [Int32]) -> Box {
    guard let minX = longitudes.min(), let maxX = longitudes.max(), let minY = latitudes.min(),
      let maxY = latitudes.max()
    else { return Box() }
    return Box(minX: Double(minX) / 1e7, minY: Double(minY) / 1e7, maxX: Double(maxX) / 1e7, maxY: Double(maxY) / 1e7)
  }
}

/// The numbers in the file's table of the texts of one block, found when first asked for.
private struct LocalStrings {
  private let block: OSMBlock
  private var known: [Int32]

  init(_ block: OSMBlock) {
    self.block = block
    known = Array(repeating: -1, count: block.textStarts.count - 1)
  }

  mutating func id(_ local: Int32, in table: inout StringTable) -> Int32 {
    let local = Int(local)
    if known[local] >= 0 { return known[local] }
    let range = Int(block.textStarts[local])..<Int(block.textStarts[local + 1])
    let id = block.text.withUnsafeBufferPointer { table.intern(UnsafeBufferPointer(rebasing: $0[range])) }
    known[local] = id
    return id
  }
}

/// From an OpenStreetMap id to its first position in a list.
///
/// Open addressing, at most half full. Ids of neighbours are near each other, so the multiplicative hash keeps the
/// table's walk short.
private struct IDIndex {
  private let ids: [Int64]
  private var slots: [Int32]
  private let shift: UInt64
  private(set) var duplicateCount = 0

  init(_ ids: [Int64]) {
    self.ids = ids
    var bits: UInt64 = 4
    while 1 << bits < ids.count * 2 { bits += 1 }
    shift = 64 - bits
    let mask = (1 << Int(bits)) - 1
    slots = [Int32](repeating: -1, count: mask + 1)
    slots.withUnsafeMutableBufferPointer { slots in
      for (position, id) in ids.enumerated() {
        var slot = Self.hash(id, shift)
        while slots[slot] >= 0, ids[Int(slots[slot])] != id { slot = (slot + 1) & mask }
        if slots[slot] < 0 { slots[slot] = Int32(position) } else { duplicateCount += 1 }
      }
    }
  }

  /// -1 when the id is not there.
  func position(of id: Int64) -> Int32 {
    let mask = slots.count - 1
    var slot = Self.hash(id, shift)
    while slots[slot] >= 0, ids[Int(slots[slot])] != id { slot = (slot + 1) & mask }
    return slots[slot]
  }

  @inline(__always)
  private static func hash(_ id: Int64, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: (UInt64(bitPattern: id) &* 0x9e37_79b9_7f4a_7c15) >> shift)
  }
}
