import Geometry
import Model

/// One street of the graph: the way between two nodes.
public struct Street: Hashable, Sendable {
  public var id: StreetID
  public var from: NodeIndex
  public var to: NodeIndex
  /// WGS84 degrees, both nodes included, from first to last.
  public var coordinates: [Coordinate]
  public var length: Meters
  /// `residential`, `footway`…: the source's word; empty when a line layer has none.
  package var streetClass: String
  package var component: Int
}

extension RoadGraph {
  package func street(_ id: StreetID) -> Street {
    let index = Int(id.rawValue)
    let coordinates = (0..<vertexCount(index)).map { vertexPosition(index, $0) }
    return Street(
      id: id, from: NodeIndex(rawValue: streetFrom[index]), to: NodeIndex(rawValue: streetTo[index]),
      coordinates: coordinates, length: Meters(lengthInMeters(coordinates)),
      streetClass: classNames[Int(streetTraits[index] >> 2)],
      component: Int(nodeComponents[Int(streetFrom[index])]))
  }

  /// Every street once, in the order of ``StreetID``.
  public func forEachStreet<E: Error>(_ body: (Street) throws(E) -> Void) throws(E) {
    for index in 0..<streetCount { try body(street(StreetID(index))) }
  }

  /// All streets, each once, made one by one.
  public var streets: some RandomAccessCollection<Street> {
    (0..<streetCount).lazy.map { street(StreetID($0)) }
  }
}

extension RoadGraph {
  /// The nodes of the search for independent checks: `node,lon,lat`. Where turns are restricted, several lie at one place.
  public var exportedNodes: some RandomAccessCollection<(node: Int, position: Coordinate)> {
    (0..<searchNodeCount).lazy.map { ($0, position(of: NodeIndex($0))) }
  }

  /// Every arc of the contracted graph: `from,to,metres,seconds,street`. Metres are the street's length; seconds are the
  /// whole milliseconds the search adds, nil when the graph counts distance. Turns at restricted junctions cost nothing and
  /// have no street; parallel streets and loops differ by theirs.
  public func forEachArc<E: Error>(
    _ body: (_ from: Int, _ to: Int, _ metres: Double, _ seconds: Double?, _ street: StreetID?) throws(E) -> Void
  ) throws(E) {
    for node in 0..<searchNodeCount {
      for arc in Int(outward.starts[node])..<Int(outward.starts[node + 1]) {
        let cost = Double(outward.heads[arc].cost)
        let street = outward.streets[arc] == ArcTable.turn ? nil : StreetID(rawValue: outward.streets[arc])
        switch impedance {
        case .distance: try body(node, Int(outward.heads[arc].head), cost / 1000, nil, street)
        case .time:
          let length = street.map { self.street($0).length.value } ?? 0
          try body(node, Int(outward.heads[arc].head), length, cost / 1000, street)
        }
      }
    }
  }
}
