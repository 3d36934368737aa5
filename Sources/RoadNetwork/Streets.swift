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
  public var streetClass: String
  /// Position of the way in the file or of the record in the layer; the first, where several make one street.
  public var source: Int
  public var component: Int
}

extension RoadGraph {
  public func street(_ id: StreetID) -> Street {
    let index = Int(id.rawValue)
    let coordinates = vertices(of: index).map(vertexPosition)
    return Street(
      id: id, from: NodeIndex(rawValue: streetFrom[index]), to: NodeIndex(rawValue: streetTo[index]),
      coordinates: coordinates, length: Meters(lengthInMeters(coordinates)),
      streetClass: classNames[Int(streetClasses[index])], source: Int(streetSources[index]),
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

  /// The place on the ground of a position; offsets beyond the street's ends are taken as its ends.
  public func coordinate(at position: StreetPosition) -> Coordinate {
    let street = Int(position.street.rawValue)
    let offset = UInt32(clamping: position.offset)
    let vertices = vertices(of: street)
    var next = vertices.lowerBound + 1
    while next < vertices.upperBound - 1, vertexOffsets[next] < offset { next += 1 }
    return interpolate(next, offset)
  }

  /// The place at a cost between the vertices `next - 1` and `next`.
  func interpolate(_ next: Int, _ offset: UInt32) -> Coordinate {
    let a = vertexOffsets[next - 1]
    let b = vertexOffsets[next]
    if offset <= a { return vertexPosition(next - 1) }
    if offset >= b { return vertexPosition(next) }
    let share = Double(offset - a) / Double(b - a)
    let first = vertexPosition(next - 1)
    let last = vertexPosition(next)
    return Coordinate(x: first.x + (last.x - first.x) * share, y: first.y + (last.y - first.y) * share)
  }

  /// The part of a street between two costs from its first node, as a line; two equal costs give one place twice.
  func part(of street: Int, _ range: ClosedRange<Int>) -> [Coordinate] {
    let from = UInt32(clamping: range.lowerBound)
    let to = UInt32(clamping: range.upperBound)
    let vertices = vertices(of: street)
    var line: [Coordinate] = []
    var next = vertices.lowerBound + 1
    while next < vertices.upperBound - 1, vertexOffsets[next] <= from { next += 1 }
    line.append(interpolate(next, from))
    while next < vertices.upperBound - 1, vertexOffsets[next] < to {
      line.append(vertexPosition(next))
      next += 1
    }
    line.append(interpolate(next, to))
    return line
  }
}

extension RoadGraph {
  /// The nodes of the search for independent checks: `node,lon,lat`. Where turns are restricted, several lie at one place.
  public var exportedNodes: some RandomAccessCollection<(node: Int, position: Coordinate)> {
    (0..<searchNodeCount).lazy.map { ($0, position(of: NodeIndex($0))) }
  }

  /// Every arc of the contracted graph: `from,to,metres,seconds`. Metres are the street's length; seconds are the whole
  /// milliseconds the search adds, nil when the graph counts distance. Turns at restricted junctions cost nothing.
  public func forEachArc<E: Error>(
    _ body: (_ from: Int, _ to: Int, _ metres: Double, _ seconds: Double?) throws(E) -> Void
  ) throws(E) {
    for node in 0..<searchNodeCount {
      for arc in Int(outward.starts[node])..<Int(outward.starts[node + 1]) {
        let cost = Double(outward.heads[arc].cost)
        switch impedance {
        case .distance: try body(node, Int(outward.heads[arc].head), cost / 1000, nil)
        case .time:
          let isTurn = outward.streets[arc] == ArcTable.turn
          let length = isTurn ? 0 : street(StreetID(rawValue: outward.streets[arc])).length.value
          try body(node, Int(outward.heads[arc].head), length, cost / 1000)
        }
      }
    }
  }
}
