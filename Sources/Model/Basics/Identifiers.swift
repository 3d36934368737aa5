/// A name or number that is ordered as the text or number it wraps.
public protocol OrderedByRawValue: RawRepresentable, Hashable, Comparable, Sendable where RawValue: Comparable {}

extension OrderedByRawValue {
  /// As the raw values are ordered: text by its characters.
  @inlinable
  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// What the user's file calls a station. Not its position in an array: that is an ``Int`` index into the layer.
public struct StationID: OrderedByRawValue {
  public var rawValue: String
  /// - Parameter rawValue: as the file has it; unique among stations and candidates.
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// What the user's file calls a community.
public struct CommunityID: OrderedByRawValue {
  public var rawValue: String
  /// - Parameter rawValue: as the file has it; unique among communities.
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// What the user's file calls a group of workers at one place.
public struct WorkerGroupID: OrderedByRawValue {
  public var rawValue: String
  /// - Parameter rawValue: as the file has it; unique among groups of workers.
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// What the user's file calls a delivery route.
public struct RouteID: OrderedByRawValue {
  public var rawValue: String
  /// - Parameter rawValue: as the file has it; unique among routes.
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// The dense position of a site in ``CoverSets``: not what a file calls it.
public struct SiteIndex: OrderedByRawValue {
  public var rawValue: Int
  /// - Parameter rawValue: 0 or more.
  public init(rawValue: Int) { self.rawValue = rawValue }
  /// - Parameter value: 0 or more.
  public init(_ value: Int) { rawValue = value }
}
