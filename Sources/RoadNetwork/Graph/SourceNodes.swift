/// The OpenStreetMap nodes of admitted ways, by id, with the vertex at which each lies.
struct SourceNodes: Sendable {
  /// Rising.
  let ids: Column<Int64>
  let streets: Column<Int32>
  /// Number of the vertex on its street; 0 is the street's first node.
  let vertices: Column<Int32>

  static let none = SourceNodes(ids: Column([]), streets: Column([]), vertices: Column([]))

  func place(of id: Int64) -> (street: Int, vertex: Int)? {
    var low = 0
    var high = ids.count
    while low < high {
      let middle = (low + high) / 2
      if ids[middle] < id { low = middle + 1 } else { high = middle }
    }
    guard low < ids.count, ids[low] == id else { return nil }
    return (Int(streets[low]), Int(vertices[low]))
  }
}

extension SourceNodes {
  /// - Parameter places: the street and vertex of each node, as ``NoPlace`` where it is on none.
  init(_ nodeIDs: [Int64], places: [(street: Int32, vertex: Int32)]) {
    var order = nodeIDs.indices.filter { places[$0].street >= 0 }
    let isSorted = zip(order, order.dropFirst()).allSatisfy { nodeIDs[$0] < nodeIDs[$1] }
    if !isSorted { order.sort { nodeIDs[$0] < nodeIDs[$1] } }
    ids = Column(order.map { nodeIDs[$0] })
    streets = Column(order.map { places[$0].street })
    vertices = Column(order.map { places[$0].vertex })
  }
}
