import Model

extension ModeRules {
  /// Cycling, by the defaults of OpenStreetMap.
  ///
  /// All roads but motorways and motor roads, cycleways, paths and tracks; footways, pedestrian streets and steps only
  /// where `bicycle` opens them. `bicycle=dismount`, and steps that are open (also by `ramp:bicycle`), are pushed at
  /// walking speed. One-ways bind, except where `oneway:bicycle`, `cycleway=opposite…` or a lane's own direction opens
  /// the other way; turn restrictions bind without `except=bicycle`. Stiles, turnstiles and kissing gates stop; gates, bollards and kerbs do not.
  /// Class factors are a judgement: 0.8 on unpaved paths and tracks, 0.5 among walkers.
  /// Source: wiki.openstreetmap.org/wiki/OSM_tags_for_routing/Access_restrictions (worldwide table), Key:oneway:bicycle,
  /// Key:cycleway, Key:barrier.
  public static let bicycle: ModeRules = {
    var rules = ModeRules(
      mode: .bicycle,
      classKeys: ["highway", "route"],
      classes: cyclingClasses,
      closedBy: [Tag("motorroad", "yes"), Tag("indoor", "area"), Tag("oneway", "reversible")],
      accessKeys: ["access", "vehicle", "bicycle"],
      accessValues: accessValues(open: ["delivery", "dismount"], closed: ["use_sidepath"]),
      onewayKeys: ["oneway", "oneway:vehicle", "oneway:bicycle"],
      onewayValues: onewayValues,
      impliedOneways: escalators.merging([
        Tag("junction", "roundabout"): .forward, Tag("junction", "circular"): .forward,
      ]) { $1 })
    rules.defaultSpeed = KilometersPerHour(12)
    rules.footSpeed = KilometersPerHour(4)
    rules.openedBy = [Tag("ramp:bicycle", "yes"), Tag("ramp:bicycle", "automatic")]
    rules.pushedValues = ["dismount"]
    for side in ["cycleway", "cycleway:left", "cycleway:right", "cycleway:both"] {
      for value in ["opposite", "opposite_lane", "opposite_track", "opposite_share_busway"] {
        rules.contraflow[Tag(side, value)] = .both
      }
      rules.contraflow[Tag(side + ":oneway", "no")] = .both
      rules.contraflow[Tag(side + ":oneway", "-1")] = .backward
    }
    rules.turnKeys = ["restriction", "restriction:bicycle"]
    rules.turnExceptions = ["bicycle"]
    rules.speedLimitKeys = ["maxspeed", "maxspeed:bicycle"]
    rules.speedLimitWords = speedLimitWords
    rules.barriers = Barriers(values: [
      "stile": false, "turnstile": false, "full-height_turnstile": false, "kissing_gate": false, "horse_stile": false,
      "wall": false, "fence": false, "hedge": false, "city_wall": false, "retaining_wall": false,
    ])
    // 21.6 km/h on level ground, 1.44 km/h less for each percent uphill, 0.86 km/h more for each downhill; from 10 %
    // up the pace of pushing. Source: Parkin and Rotheram (2010), doi:10.1016/j.tranpol.2010.03.001.
    rules.slope = .factors([
      .init(slope: -0.05, factor: 1.2), .init(slope: 0, factor: 1), .init(slope: 0.1, factor: 0.33),
    ])
    return rules
  }()

  /// E-bikes of delivery riders: the rules of bicycles at 15 km/h in town, `electric_bicycle` the last word.
  public static let eBike: ModeRules = {
    var rules = bicycle
    rules.mode = .eBike
    rules.defaultSpeed = KilometersPerHour(15)
    rules.accessKeys.append("electric_bicycle")
    rules.openingKeys.append("electric_bicycle")
    // A judgement: the motor carries small slopes; speed is not gained downhill.
    rules.slope = .factors([
      .init(slope: 0, factor: 1), .init(slope: 0.03, factor: 0.95), .init(slope: 0.06, factor: 0.85),
      .init(slope: 0.1, factor: 0.65), .init(slope: 0.15, factor: 0.4),
    ])
    return rules
  }()

  /// Words in place of a number. Walking pace is taken as 7 km/h.
  static let speedLimitWords: [String: Double] = [
    "none": .infinity, "signals": .infinity, "variable": .infinity, "walk": 7,
  ]

  private static let cyclingClasses: [Tag: ClassRule] = {
    let open = [
      "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link", "tertiary", "tertiary_link",
      "unclassified", "residential", "living_street", "service", "road", "cycleway",
    ]
    let closed = [
      "motorway", "motorway_link", "bridleway", "busway", "bus_guideway", "raceway", "escape", "corridor", "platform",
    ]
    var classes: [Tag: ClassRule] = [
      Tag("highway", "track"): ClassRule(isOpen: true, speedFactor: 0.8),
      Tag("highway", "path"): ClassRule(isOpen: true, speedFactor: 0.8),
      Tag("highway", "footway"): ClassRule(isOpen: false, speedFactor: 0.5),
      Tag("highway", "pedestrian"): ClassRule(isOpen: false, speedFactor: 0.5),
      Tag("highway", "steps"): ClassRule(isOpen: false, isPushed: true),
      Tag("highway", "elevator"): ClassRule(isOpen: false, isPushed: true),
      Tag("route", "ferry"): ClassRule(isOpen: false, ownSpeed: ferrySpeed),
    ]
    for value in open { classes[Tag("highway", value)] = ClassRule(isOpen: true) }
    for value in closed { classes[Tag("highway", value)] = ClassRule(isOpen: false) }
    return classes
  }()
}
