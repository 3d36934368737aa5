import Model

/// Which ways a mode may use, as a table: another mode is another value, not another branch.
///
/// A way is judged in this order. Its class comes from the first of `classKeys` whose tag is in `classes`; ways without
/// one are no streets. Then access, by `accessKeys` from the general to the particular: a general key closes, or opens
/// again what a more general one closed; the last key is the mode's own word, which also opens a class that is closed by
/// itself or by a tag in `closedBy`. Then direction: `impliedOneways`, overruled by each of `onewayKeys` from the
/// general to the particular.
public struct ModeRules: Hashable, Sendable {
  public struct Tag: Hashable, Sendable {
    public var key: String
    public var value: String
    public init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  public struct ClassRule: Hashable, Sendable {
    /// The class is open unless an access tag closes it; a closed class is opened by one.
    public var isOpen: Bool
    /// Share of the mode's speed that is reached here; 1 for all of it.
    public var speedFactor: Double
    public init(isOpen: Bool, speedFactor: Double = 1) {
      self.isOpen = isOpen
      self.speedFactor = speedFactor
    }
  }

  public enum Oneway: String, Hashable, Sendable {
    case both
    /// In the order of the way's nodes only.
    case forward
    case backward
  }

  public var mode: TravelMode
  public var classKeys: [String]
  public var classes: [Tag: ClassRule]
  public var closedBy: [Tag]
  public var accessKeys: [String]
  /// true opens, false closes; a value not listed says nothing.
  public var accessValues: [String: Bool]
  public var onewayKeys: [String]
  public var onewayValues: [String: Oneway]
  public var impliedOneways: [Tag: Oneway]

  public init(
    mode: TravelMode, classKeys: [String], classes: [Tag: ClassRule], closedBy: [Tag] = [], accessKeys: [String],
    accessValues: [String: Bool], onewayKeys: [String], onewayValues: [String: Oneway],
    impliedOneways: [Tag: Oneway] = [:]
  ) {
    self.mode = mode
    self.classKeys = classKeys
    self.classes = classes
    self.closedBy = closedBy
    self.accessKeys = accessKeys
    self.accessValues = accessValues
    self.onewayKeys = onewayKeys
    self.onewayValues = onewayValues
    self.impliedOneways = impliedOneways
  }
}
