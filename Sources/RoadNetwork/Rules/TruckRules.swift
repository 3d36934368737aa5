import Model

extension ModeRules {
  /// A delivery truck of 12 t, 3.8 m high, 2.5 m wide and 9 m long, at 30 km/h in town.
  ///
  /// All roads and tracks; pedestrian streets and paths only where `motor_vehicle`, `goods` or `hgv` opens them. One-ways
  /// and turn restrictions bind; roundabouts and motorways are one-way by themselves. The speed is the mode's times the class's factor (a
  /// judgement for streets of houses, yards and field tracks), never above `maxspeed` or `maxspeed:hgv`. Bollards and
  /// the like stop; gates do not unless the node's access tags say no; kerbs only where they are lowered.
  /// Source: wiki.openstreetmap.org/wiki/OSM_tags_for_routing/Access_restrictions (worldwide table), Key:hgv,
  /// Key:maxweight, Key:maxheight, Key:barrier.
  public static let truck: ModeRules = {
    var rules = ModeRules(
      mode: .truck,
      classKeys: ["highway", "route"],
      classes: truckClasses,
      closedBy: [Tag("indoor", "area"), Tag("oneway", "reversible")],
      accessKeys: ["access", "vehicle", "motor_vehicle", "goods", "hgv"],
      openingKeys: ["motor_vehicle", "goods", "hgv"],
      accessValues: accessValues(open: ["delivery", "local", "discouraged"], closed: ["use_sidepath"]),
      onewayKeys: ["oneway", "oneway:vehicle", "oneway:motor_vehicle", "oneway:hgv"],
      onewayValues: onewayValues,
      impliedOneways: [
        Tag("junction", "roundabout"): .forward, Tag("junction", "circular"): .forward,
        Tag("highway", "motorway"): .forward,
      ])
    rules.destinationValues = ["destination", "delivery", "customers", "residents", "local"]
    rules.mayTurnRound = false
    rules.defaultSpeed = KilometersPerHour(30)
    rules.footSpeed = KilometersPerHour(4)
    rules.limits = [
      // The combination is the truck alone: it draws nothing.
      Limit(
        keys: freightKeys(["maxweight", "maxweightrating", "maxgcweight", "maxgcweightrating"]), quantity: .tonnes,
        vehicle: 12),
      // Of 12 t on two axles the rear one bears eight, and so does a bogie that is that axle alone.
      Limit(keys: freightKeys(["maxaxleload", "maxbogieweight", "maxtandemaxleload"]), quantity: .tonnes, vehicle: 8),
      Limit(keys: freightKeys(["maxheight"]) + ["maxheight:physical"], quantity: .meters, vehicle: 3.8),
      Limit(keys: freightKeys(["maxwidth"]) + ["maxwidth:physical"], quantity: .meters, vehicle: 2.5),
      Limit(keys: freightKeys(["maxlength"]), quantity: .meters, vehicle: 9),
    ]
    rules.turnKeys = ["restriction", "restriction:motor_vehicle", "restriction:hgv"]
    rules.turnExceptions = ["motor_vehicle", "goods", "hgv"]
    rules.speedLimitKeys = ["maxspeed", "maxspeed:hgv"]
    rules.speedLimitWords = speedLimitWords
    // A judgement for a loaded truck in town; speed is not gained downhill, and steep descents are braked.
    rules.slope = .factors([
      .init(slope: -0.12, factor: 0.6), .init(slope: -0.06, factor: 1), .init(slope: 0.02, factor: 1),
      .init(slope: 0.06, factor: 0.6), .init(slope: 0.1, factor: 0.4),
    ])
    rules.barriers = Barriers(openedBy: [
      Tag("kerb", "lowered"), Tag("kerb", "flush"), Tag("kerb", "rolled"), Tag("kerb", "no"), Tag("bollard", "rising"),
    ])
    let stopping = [
      "bollard", "block", "jersey_barrier", "planter", "log", "debris", "chain", "rope", "kerb", "cycle_barrier",
      "motorcycle_barrier", "bar", "stile", "turnstile", "full-height_turnstile", "kissing_gate", "horse_stile",
      "bus_trap", "sump_buster", "wall", "fence", "hedge", "city_wall", "retaining_wall", "ditch", "guard_rail", "yes",
    ]
    for value in stopping { rules.barriers?.values[value] = false }
    return rules
  }()

  /// Limits for all, for goods vehicles and for heavy ones.
  private static func freightKeys(_ keys: [String]) -> [String] { keys.flatMap { [$0, $0 + ":goods", $0 + ":hgv"] } }

  private static let truckClasses: [Tag: ClassRule] = {
    let open = [
      "motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link",
      "tertiary", "tertiary_link", "unclassified", "road",
    ]
    let closed = [
      "pedestrian", "footway", "cycleway", "path", "bridleway", "steps", "corridor", "elevator", "platform", "busway",
      "bus_guideway", "raceway", "escape",
    ]
    var classes: [Tag: ClassRule] = [
      Tag("highway", "residential"): ClassRule(isOpen: true, speedFactor: 0.8),
      Tag("highway", "living_street"): ClassRule(isOpen: true, speedFactor: 0.3),
      Tag("highway", "service"): ClassRule(isOpen: true, speedFactor: 0.5),
      Tag("highway", "track"): ClassRule(isOpen: true, speedFactor: 0.4),
      Tag("route", "ferry"): ClassRule(isOpen: false, ownSpeed: ferrySpeed),
    ]
    for value in open { classes[Tag("highway", value)] = ClassRule(isOpen: true) }
    for value in closed { classes[Tag("highway", value)] = ClassRule(isOpen: false, speedFactor: 0.3) }
    return classes
  }()
}
