import Model

/// The dense number of a junction or dead end in a ``RoadGraph``.
public struct NodeIndex: OrderedByRawValue {
  public var rawValue: Int32
  public init(rawValue: Int32) { self.rawValue = rawValue }
  public init(_ value: Int) { rawValue = Int32(value) }
}

/// The dense number of a street between two nodes of a ``RoadGraph``.
public struct StreetID: OrderedByRawValue {
  public var rawValue: Int32
  public init(rawValue: Int32) { self.rawValue = rawValue }
  public init(_ value: Int) { rawValue = Int32(value) }
}

/// A place on a street, by the whole-number cost of the way to it from the street's first node.
public struct StreetPosition: Hashable, Sendable {
  package var street: StreetID
  package var offset: Int

  public init(street: StreetID, offset: Int) {
    self.street = street
    self.offset = offset
  }
}
