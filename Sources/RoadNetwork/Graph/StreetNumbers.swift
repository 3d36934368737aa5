import Model

/// The dense number of a junction or dead end in a ``RoadGraph``.
public struct NodeIndex: OrderedByRawValue {
  public var rawValue: Int32
  /// - Parameter rawValue: `0 ..< nodeCount` of its graph.
  public init(rawValue: Int32) { self.rawValue = rawValue }
  /// - Parameter value: `0 ..< nodeCount` of its graph.
  public init(_ value: Int) { rawValue = Int32(value) }
}

/// The dense number of a street between two nodes of a ``RoadGraph``.
public struct StreetID: OrderedByRawValue {
  public var rawValue: Int32
  /// - Parameter rawValue: the position of a street among those of its graph.
  public init(rawValue: Int32) { self.rawValue = rawValue }
  /// - Parameter value: the position of a street among those of its graph.
  public init(_ value: Int) { rawValue = Int32(value) }
}

/// A place on a street, by the whole-number cost of the way to it from the street's first node.
public struct StreetPosition: Hashable, Sendable {
  package var street: StreetID
  package var offset: Int

  /// - Parameter offset: of the graph's impedance, in milliseconds or millimetres; 0 at the first node.
  public init(street: StreetID, offset: Int) {
    self.street = street
    self.offset = offset
  }
}
