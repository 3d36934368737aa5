import Model

extension ModeRules {
  /// Walking, by the defaults of OpenStreetMap.
  ///
  /// Everything that is no motorway is walked, cycleways and bridleways only where `foot` opens them, trunk roads unless
  /// they are motor roads; steps at the full speed; one-ways bind walkers only by
  /// `oneway:foot`, and the direction in which an escalator carries (`conveying`) does. The outline of a square
  /// (`area=yes`) is walked like a street: it joins the streets that end there. Ferries carry walkers where `foot` says
  /// so, waiting not counted. Gates, bollards and kerbs let walkers pass unless the node's access tags say no.
  /// Source: wiki.openstreetmap.org/wiki/OSM_tags_for_routing/Access_restrictions (worldwide table), Key:access and
  /// Key:barrier.
  public static let walk: ModeRules = {
    var rules = ModeRules(
      mode: .walk,
      classKeys: ["highway", "railway", "public_transport", "man_made", "route"],
      classes: walkingClasses,
      closedBy: [Tag("motorroad", "yes"), Tag("indoor", "area")],
      accessKeys: ["access", "foot"],
      accessValues: accessValues(open: [], closed: ["delivery", "use_sidepath"]),
      onewayKeys: ["oneway:foot"],
      onewayValues: onewayValues,
      impliedOneways: escalators)
    rules.carryingKeys = ["conveying"]
    rules.barriers = Barriers()
    rules.slope = .tobler
    return rules
  }()

  /// The words of `access` and its kin on which all modes agree, with those that a mode adds.
  static func accessValues(open: [String], closed: [String]) -> [String: Bool] {
    let commonOpen = ["yes", "designated", "permissive", "official", "public", "destination", "customers", "residents"]
    let commonClosed = ["no", "private", "agricultural", "forestry", "military", "permit", "restricted", "emergency"]
    var values: [String: Bool] = [:]
    for word in commonOpen + open { values[word] = true }
    for word in commonClosed + closed { values[word] = false }
    return values
  }

  /// Escalators and moving walkways go the way they carry; `reversible` and `yes` do not say which, `oneway` may.
  static let escalators: [Tag: Oneway] = [
    Tag("conveying", "forward"): .forward, Tag("conveying", "backward"): .backward,
  ]

  static let onewayValues: [String: Oneway] = [
    "yes": .forward, "true": .forward, "1": .forward,
    "-1": .backward, "reverse": .backward,
    "no": .both, "false": .both, "0": .both, "alternating": .both,
  ]

  /// Where no duration is given; a river ferry's.
  static let ferrySpeed = KilometersPerHour(10)

  private static let walkingClasses: [Tag: ClassRule] = {
    let open = [
      "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link", "tertiary", "tertiary_link",
      "unclassified", "residential", "living_street", "pedestrian", "service", "road", "track", "footway", "path",
      "steps", "corridor", "elevator", "platform",
    ]
    let closed = ["motorway", "motorway_link", "cycleway", "bridleway", "busway", "bus_guideway", "raceway", "escape"]
    var classes: [Tag: ClassRule] = [
      Tag("railway", "platform"): ClassRule(isOpen: true),
      Tag("public_transport", "platform"): ClassRule(isOpen: true),
      Tag("man_made", "pier"): ClassRule(isOpen: true),
      Tag("route", "ferry"): ClassRule(isOpen: false, ownSpeed: ferrySpeed),
    ]
    for value in open { classes[Tag("highway", value)] = ClassRule(isOpen: true) }
    for value in closed { classes[Tag("highway", value)] = ClassRule(isOpen: false) }
    return classes
  }()
}
