/// What the user's file calls a station. Not its position in an array: that is an ``Int`` index into the layer.
public struct StationID: RawRepresentable, Hashable, Comparable, Sendable {
  public var rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public static func < (a: StationID, b: StationID) -> Bool { a.rawValue < b.rawValue }
}

/// What the user's file calls a community.
public struct CommunityID: RawRepresentable, Hashable, Comparable, Sendable {
  public var rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public static func < (a: CommunityID, b: CommunityID) -> Bool { a.rawValue < b.rawValue }
}

/// What the user's file calls a group of workers at one place.
public struct WorkerGroupID: RawRepresentable, Hashable, Comparable, Sendable {
  public var rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public static func < (a: WorkerGroupID, b: WorkerGroupID) -> Bool { a.rawValue < b.rawValue }
}

/// What the user's file calls a delivery route.
public struct RouteID: RawRepresentable, Hashable, Comparable, Sendable {
  public var rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public static func < (a: RouteID, b: RouteID) -> Bool { a.rawValue < b.rawValue }
}

/// The dense position of a site in ``CoverSets``: not what a file calls it.
public struct SiteIndex: RawRepresentable, Hashable, Comparable, Sendable {
  public var rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }
  public init(_ value: Int) { rawValue = value }
  public static func < (a: SiteIndex, b: SiteIndex) -> Bool { a.rawValue < b.rawValue }
}
