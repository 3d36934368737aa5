import Geometry

/// The nodes, ways and tags of one OpenStreetMap file, ready to be asked.
///
/// Nodes and ways keep the order of the file. Positions are whole units of 1e-7 degree, as OpenStreetMap stores them.
/// Relations are counted; only turn restrictions and areas are kept.
public struct OSMData: Sendable {
  package internal(set) var nodeIDs: [Int64] = []
  /// Units of 1e-7 degree.
  package internal(set) var longitudes: [Int32] = []
  package internal(set) var latitudes: [Int32] = []

  var taggedNodes: [Int32] = []
  var nodeTagStarts: [Int] = [0]
  var nodeTags: [Int32] = []

  package internal(set) var wayIDs: [Int64] = []
  var wayRefStarts: [Int] = [0]
  /// Positions in `nodeIDs`; ``missingNode`` where the file does not hold the node.
  var wayRefs: [Int32] = []
  var wayTagStarts: [Int] = [0]
  var wayTags: [Int32] = []

  /// In the order of the file.
  package internal(set) var restrictions: [OSMRelation] = []
  /// Multipolygons and boundaries in the order of the file.
  package internal(set) var areas: [OSMRelation] = []
  /// By position of the way or the area: where the file says that it is.
  var wayCenters: [Int: SIMD2<Int32>] = [:]
  var areaCenters: [Int: SIMD2<Int32>] = [:]
  /// What the service that made the file remarks: that it stopped before the end.
  package internal(set) var remark: String?

  var strings = StringTable()

  /// How many node references of ways point to a node that the file does not hold: more than 0 in clipped files.
  package internal(set) var missingNodeCount = 0
  /// How many ways have at least one such reference.
  package internal(set) var clippedWayCount = 0
  package internal(set) var relationCount = 0
  /// The box of all nodes in degrees; empty without nodes.
  package internal(set) var bounds = Box()

  package static let missingNode: Int32 = -1

  package var nodeCount: Int { nodeIDs.count }
  package var wayCount: Int { wayIDs.count }
  package var taggedNodeCount: Int { taggedNodes.count }

  package func position(_ node: Int32) -> Coordinate {
    Coordinate(x: Double(longitudes[Int(node)]) / 1e7, y: Double(latitudes[Int(node)]) / 1e7)
  }

  /// The nodes of a way as positions in `nodeIDs`, ``missingNode`` where clipped.
  package func nodes(ofWay way: Int) -> ArraySlice<Int32> {
    wayRefs[wayRefStarts[way]..<wayRefStarts[way + 1]]
  }

  /// Key, value, key, value… as string numbers.
  package func tags(ofWay way: Int) -> ArraySlice<Int32> {
    wayTags[wayTagStarts[way]..<wayTagStarts[way + 1]]
  }

  /// Every node with tags: its position in `nodeIDs`, and its tags as of ways.
  package func forEachTaggedNode(_ body: (_ node: Int32, _ tags: ArraySlice<Int32>) -> Void) {
    for (index, node) in taggedNodes.enumerated() {
      body(node, nodeTags[nodeTagStarts[index]..<nodeTagStarts[index + 1]])
    }
  }

  package func stringID(_ text: String) -> Int32? { strings.id(of: text) }
  package func string(_ id: Int32) -> String { strings.string(id) }
  package var stringCount: Int { strings.count }
}
