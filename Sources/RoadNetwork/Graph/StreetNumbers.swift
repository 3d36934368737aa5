/// The dense number of a junction or dead end in a ``RoadGraph``.
public struct NodeIndex: RawRepresentable, Hashable, Comparable, Sendable {
  public var rawValue: Int32
  public init(rawValue: Int32) { self.rawValue = rawValue }
  public init(_ value: Int) { rawValue = Int32(value) }
  public static func < (a: NodeIndex, b: NodeIndex) -> Bool { a.rawValue < b.rawValue }
}

/// The dense number of a street between two nodes of a ``RoadGraph``.
public struct StreetID: RawRepresentable, Hashable, Comparable, Sendable {
  public var rawValue: Int32
  public init(rawValue: Int32) { self.rawValue = rawValue }
  public init(_ value: Int) { rawValue = Int32(value) }
  public static func < (a: StreetID, b: StreetID) -> Bool { a.rawValue < b.rawValue }
}

/// A place on a street, by the whole-number cost of the way to it from the street's first node.
public struct StreetPosition: Hashable, Sendable {
  public var street: StreetID
  public var offset: Int

  public init(street: StreetID, offset: Int) {
    self.street = street
    self.offset = offset
  }
}
