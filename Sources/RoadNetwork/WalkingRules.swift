import Model

extension ModeRules {
  /// Walking, by the defaults of OpenStreetMap.
  ///
  /// Everything that is no motorway is walked, cycleways and bridleways only where `foot` opens them, trunk roads unless
  /// they are motor roads; steps at the full speed; one-ways bind walkers only by `oneway:foot`. The outline of a square
  /// (`area=yes`) is walked like a street: it joins the streets that end there. Ferries are left to a later table.
  /// Source: wiki.openstreetmap.org/wiki/OSM_tags_for_routing/Access_restrictions (worldwide table) and Key:access.
  public static let walk = ModeRules(
    mode: .walk,
    classKeys: ["highway", "railway", "public_transport", "man_made"],
    classes: walkingClasses,
    closedBy: [Tag("motorroad", "yes"), Tag("indoor", "area")],
    accessKeys: ["access", "foot"],
    accessValues: [
      "yes": true, "designated": true, "permissive": true, "official": true, "public": true, "destination": true,
      "customers": true, "residents": true,
      "no": false, "private": false, "agricultural": false, "forestry": false, "delivery": false, "military": false,
      "permit": false, "restricted": false, "emergency": false, "use_sidepath": false,
    ],
    onewayKeys: ["oneway:foot"],
    onewayValues: [
      "yes": .forward, "true": .forward, "1": .forward,
      "-1": .backward, "reverse": .backward,
      "no": .both, "false": .both, "0": .both,
    ])

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
    ]
    for value in open { classes[Tag("highway", value)] = ClassRule(isOpen: true) }
    for value in closed { classes[Tag("highway", value)] = ClassRule(isOpen: false) }
    return classes
  }()
}
