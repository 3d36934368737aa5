import Geometry
import Words

/// Joins decoded blocks one by one in the order of the file: one string table, node references resolved.
///
/// A node or way id that comes twice (merged extracts repeat them) counts once: the first stays. Ways are resolved as they
/// come, since nodes stand before them in nearly every file; what is not found then is looked for once more at the end.
struct OSMAssembly {
  /// Their positions are numbers of 32 bits.
  private static let nodeLimit = Int(Int32.max)

  private var data = OSMData()
  private var areNodesRising = true
  private var areWaysRising = true
  /// All way ids, from the first on that does not rise.
  private var knownWays: Set<Int64> = []
  private var knownAreas: Set<Int64> = []
  private var wayCenters: [(id: Int64, place: SIMD2<Int32>)] = []
  /// Of the nodes that stood before the first way.
  private var nodes: IDIndex?
  /// References that were not found, by their place in `wayRefs`.
  private var unresolved: [(place: Int, id: Int64)] = []

  /// - Throws: ``OSMError`` code `oversized` for more nodes than can be numbered; the file is the caller's to name.
  /// - Complexity: O(bytes).
  mutating func append(_ block: OSMBlock) throws(OSMError) {
    guard data.nodeIDs.count + block.nodeIDs.count <= Self.nodeLimit else {
      throw OSMError(
        .oversized,
        Bilingual(
          "结点多于\(Self.nodeLimit)个；请裁剪数据范围，或只保留道路（`osmium tags-filter FILE w/highway`）",
          "more than \(Self.nodeLimit) nodes; cut the extract, or keep streets alone (`osmium tags-filter FILE w/highway`)"
        ))
    }
    var numbering = LocalStrings(block)
    appendNodes(block, &numbering)
    appendWays(block, &numbering)
    appendRelations(block, &numbering)
    data.remark = data.remark ?? block.remark
  }

  /// The data of all blocks.
  consuming func finished() -> OSMData {
    resolveRest()
    let ways = IDIndex(data.wayIDs, isRising: areWaysRising)
    for (id, place) in wayCenters { data.wayCenters[Int(ways.position(of: id, in: data.wayIDs))] = place }
    resolveMembers(ways)
    // A centre stands for the nodes, which were not asked for.
    data.clippedWayCount -= data.wayCenters.keys.count { data.nodes(ofWay: $0).contains(OSMData.missingNode) }
    let centers = Array(data.wayCenters.values) + Array(data.areaCenters.values)
    data.bounds = Self.box(longitudes: data.longitudes, latitudes: data.latitudes)
    data.bounds.add(Self.box(longitudes: centers.map(\.x), latitudes: centers.map(\.y)))
    return data
  }

  // MARK: One block

  private mutating func appendNodes(_ block: OSMBlock, _ numbering: inout LocalStrings) {
    let first = data.nodeIDs.count
    areNodesRising = areNodesRising && Self.rise(block.nodeIDs, after: data.nodeIDs.last)
    data.nodeIDs.append(contentsOf: block.nodeIDs)
    data.longitudes.append(contentsOf: block.longitudes)
    data.latitudes.append(contentsOf: block.latitudes)
    var tagStart = 0
    for (tagged, local) in block.taggedNodes.enumerated() {
      let tagEnd = Int(block.nodeTagEnds[tagged])
      data.taggedNodes.append(Int32(first + Int(local)))
      for tag in block.nodeTags[tagStart..<tagEnd] { data.nodeTags.append(numbering.id(tag, in: &data.strings)) }
      data.nodeTagStarts.append(data.nodeTags.count)
      tagStart = tagEnd
    }
  }

  private mutating func appendWays(_ block: OSMBlock, _ numbering: inout LocalStrings) {
    guard !block.wayIDs.isEmpty else { return }
    let nodes = self.nodes ?? IDIndex(data.nodeIDs, isRising: areNodesRising)
    self.nodes = nodes
    if areWaysRising, !Self.rise(block.wayIDs, after: data.wayIDs.last) {
      areWaysRising = false
      knownWays = Set(data.wayIDs)
    }
    var tagStart = 0
    var refStart = 0
    for (way, id) in block.wayIDs.enumerated() {
      let tagEnd = Int(block.wayTagEnds[way])
      let refEnd = Int(block.wayRefEnds[way])
      if areWaysRising || knownWays.insert(id).inserted {
        data.wayIDs.append(id)
        for tag in block.wayTags[tagStart..<tagEnd] { data.wayTags.append(numbering.id(tag, in: &data.strings)) }
        data.wayTagStarts.append(data.wayTags.count)
        for ref in block.wayRefs[refStart..<refEnd] {
          let node = nodes.position(of: ref, in: data.nodeIDs)
          if node == OSMData.missingNode { unresolved.append((data.wayRefs.count, ref)) }
          data.wayRefs.append(node)
        }
        data.wayRefStarts.append(data.wayRefs.count)
      }
      tagStart = tagEnd
      refStart = refEnd
    }
    for (id, center) in block.wayCenters { wayCenters.append((id, center)) }
  }

  /// Members keep their ids until all ways are there.
  private mutating func appendRelations(_ block: OSMBlock, _ numbering: inout LocalStrings) {
    data.relationCount += block.relationCount
    func numbered(_ relation: OSMRelation) -> OSMRelation {
      var relation = relation
      relation.tags = relation.tags.map { numbering.id($0, in: &data.strings) }
      for member in relation.members.indices {
        relation.members[member].role = numbering.id(relation.members[member].role, in: &data.strings)
      }
      return relation
    }
    for restriction in block.restrictions { data.restrictions.append(numbered(restriction)) }
    for area in block.areas where knownAreas.insert(area.id).inserted {
      if let center = block.relationCenters[area.id] { data.areaCenters[data.areas.count] = center }
      data.areas.append(numbered(area))
    }
  }

  /// Whether ids rise, each above the one before.
  private static func rise(_ ids: [Int64], after last: Int64?) -> Bool {
    if let last, let first = ids.first, first <= last { return false }
    return zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 }
  }

  // MARK: The end

  /// Looks again for what stood behind the first way, counts what is missing, and forgets the tags of repeated nodes.
  private mutating func resolveRest() {
    let isWhole = nodes.map { $0.count == data.nodeIDs.count } ?? false
    let all = isWhole ? nodes! : IDIndex(data.nodeIDs, isRising: areNodesRising)
    nodes = all
    var way = 0
    var lastClipped = -1
    for (place, id) in unresolved {
      let node = isWhole ? OSMData.missingNode : all.position(of: id, in: data.nodeIDs)
      guard node == OSMData.missingNode else {
        data.wayRefs[place] = node
        continue
      }
      data.missingNodeCount += 1
      while data.wayRefStarts[way + 1] <= place { way += 1 }
      if way != lastClipped { data.clippedWayCount += 1 }
      lastClipped = way
    }
    unresolved = []
    if all.duplicateCount > 0 { forgetRepeatedNodes(all) }
  }

  private mutating func forgetRepeatedNodes(_ nodes: IDIndex) {
    let (tagged, starts, tags) = (data.taggedNodes, data.nodeTagStarts, data.nodeTags)
    (data.taggedNodes, data.nodeTagStarts, data.nodeTags) = ([], [0], [])
    for (index, node) in tagged.enumerated()
    where nodes.position(of: data.nodeIDs[Int(node)], in: data.nodeIDs) == node {
      data.taggedNodes.append(node)
      data.nodeTags.append(contentsOf: tags[starts[index]..<starts[index + 1]])
      data.nodeTagStarts.append(data.nodeTags.count)
    }
  }

  private mutating func resolveMembers(_ ways: IDIndex) {
    func resolve(_ relations: inout [OSMRelation]) {
      for relation in relations.indices {
        for member in relations[relation].members.indices {
          let (kind, id) = (relations[relation].members[member].kind, relations[relation].members[member].reference)
          let position: Int32 =
            switch kind {
            case .node: nodes?.position(of: id, in: data.nodeIDs) ?? -1
            case .way: ways.position(of: id, in: data.wayIDs)
            case .relation: -1
            }
          relations[relation].members[member].reference = Int64(position)
        }
      }
    }
    var (restrictions, areas) = (data.restrictions, data.areas)
    resolve(&restrictions)
    resolve(&areas)
    (data.restrictions, data.areas) = (restrictions, areas)
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

/// From an OpenStreetMap id to its first position in a list, which is handed in again at each question.
///
/// Where ids rise, as in any sorted extract, they are found in the list itself: some 2 bytes an id for where to begin.
/// Elsewhere a hash table finds them, of 8 to 16 bytes an id.
struct IDIndex {
  private enum Form {
    /// Ids of `first + (number << shift)` and more begin at position `begins[number]`; the last is the end of all.
    case rising(begins: [Int32], first: Int64, shift: Int)
    /// Open addressing, at most half full; -1 is empty. Ids of neighbours are near each other, so the multiplicative hash
    /// keeps the walk short.
    case hashed(slots: [Int32], shift: UInt64)
  }

  private let form: Form
  /// How many ids the list had.
  let count: Int
  /// How many ids stand behind an equal one.
  private(set) var duplicateCount = 0

  /// - Parameters:
  ///   - ids: at most 2^31 - 1.
  ///   - isRising: that each id is larger than the one before.
  init(_ ids: [Int64], isRising: Bool) {
    count = ids.count
    if isRising, let first = ids.first, let last = ids.last {
      form = Self.stretches(ids, first, last)
      return
    }
    var bits: UInt64 = 4
    while 1 << bits < ids.count * 2 { bits += 1 }
    let shift = 64 - bits
    let mask = (1 << Int(bits)) - 1
    var slots = [Int32](repeating: -1, count: mask + 1)
    var duplicates = 0
    slots.withUnsafeMutableBufferPointer { slots in
      for (position, id) in ids.enumerated() {
        var slot = Self.hash(id, shift)
        while slots[slot] >= 0, ids[Int(slots[slot])] != id { slot = (slot + 1) & mask }
        if slots[slot] < 0 { slots[slot] = Int32(position) } else { duplicates += 1 }
      }
    }
    form = .hashed(slots: slots, shift: shift)
    duplicateCount = duplicates
  }

  /// - Parameter ids: the list of the index, or one that begins with it.
  /// - Returns: -1 when the id is not there.
  func position(of id: Int64, in ids: [Int64]) -> Int32 {
    switch form {
    case .rising(let begins, let first, let shift):
      guard id >= first else { return -1 }
      let number = Self.stretch(of: id, first, shift)
      guard number < begins.count - 1 else { return -1 }
      var low = Int(begins[number])
      let end = Int(begins[number + 1])
      var high = end
      while low < high {
        let middle = (low + high) / 2
        if ids[middle] < id { low = middle + 1 } else { high = middle }
      }
      return low < end && ids[low] == id ? Int32(low) : -1
    case .hashed(let slots, let shift):
      let mask = slots.count - 1
      var slot = Self.hash(id, shift)
      while slots[slot] >= 0, ids[Int(slots[slot])] != id { slot = (slot + 1) & mask }
      return slots[slot]
    }
  }

  /// Stretches of equally many numbers, a quarter to half as many as there are ids.
  private static func stretches(_ ids: [Int64], _ first: Int64, _ last: Int64) -> Form {
    var shift = 0
    while stretch(of: last, first, shift) > max(ids.count / 2, 1) { shift += 1 }
    var begins: [Int32] = []
    begins.reserveCapacity(stretch(of: last, first, shift) + 2)
    for (position, id) in ids.enumerated() {
      while begins.count <= stretch(of: id, first, shift) { begins.append(Int32(position)) }
    }
    begins.append(Int32(ids.count))
    return .rising(begins: begins, first: first, shift: shift)
  }

  /// Ids may be as far apart as 2^64 - 1.
  @inline(__always)
  private static func stretch(of id: Int64, _ first: Int64, _ shift: Int) -> Int {
    Int(clamping: (UInt64(bitPattern: id) &- UInt64(bitPattern: first)) >> UInt64(shift))
  }

  @inline(__always)
  private static func hash(_ id: Int64, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: (UInt64(bitPattern: id) &* 0x9e37_79b9_7f4a_7c15) >> shift)
  }
}
