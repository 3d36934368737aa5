import Analysis
import Foundation
import Model

/// A small made-up town in which every plan of acts can be tried: three services, hours of the day in whole hours, the
/// same on every day. Nothing here is shared with the code that is tested.
struct ActTown {
  struct Place {
    var x: Double
    var y: Double

    /// Metres on the equator.
    func distance(to other: Place) -> Double {
      (pow((x - other.x) * 111_319.49, 2) + pow((y - other.y) * 110_574.28, 2)).squareRoot()
    }
  }

  /// What a site has: services by number, hours of the day.
  struct Having: Hashable {
    var services: Set<Int> = []
    var hours: Set<Int> = []

    /// A bit for each hour at which it has the service.
    func mask(_ service: Int) -> Int { services.contains(service) ? hours.reduce(0) { $0 | 1 << $1 } : 0 }
  }

  struct Way {
    var yuan: Int
    var having: Having
    var hoursText: String
  }

  static let services = ["drink", "rest", "charge"]

  var points: [(place: Place, residents: Int)] = []
  var stations: [(place: Place, having: Having, hoursText: String)] = []
  /// Each with the ways to build there.
  var hosts: [(place: Place, kind: String)] = []
  var ways: [String: [Way]] = [:]
  /// By service; nil where it has no price.
  var upgrades: [Int?] = [nil, nil, nil]
  var extensions: [Way] = []
  var serviceValues = [1, 1, 1]
  /// By hour of the day.
  var hourValues = [Int](repeating: 1, count: 24)
  var periodValues: [(name: String, text: String, hours: Set<Int>, value: Int)] = []
  var budget = 0
  var phases: [(year: Int, budget: Int)] = []
  var spacing: Double?
  var mostBuilds: Int?
  /// Per point the sites within the cutoff.
  private var near: [[Int]] = []
  /// Of every set of twelve hours: of the first half of the day, of the second.
  private var valueOfHalfDay: [[Int]] = []

  init(seed: UInt64, phases wantsPhases: Bool) {
    var random = SplitMix(seed: seed)
    func number(_ range: ClosedRange<Int>) -> Int {
      range.lowerBound + Int(random.next() % UInt64(range.count))
    }
    func place() -> Place {
      Place(x: 105 + Double(number(0...15_000)) / 1e6, y: Double(number(0...10_000)) / 1e6)
    }
    func span() -> (Set<Int>, String) {
      if number(0...5) == 0 { return (Set(0..<24), "24/7") }
      let from = number(0...18)
      let to = number(from + 1...24)
      return (Set(from..<to), "\(Self.two(from)):00-\(Self.two(to)):00")
    }
    func some() -> Set<Int> { Set((0..<3).filter { _ in number(0...1) == 1 }) }
    for _ in 0..<number(4...9) { points.append((place(), number(1...50))) }
    for _ in 0..<number(1...2) {
      let (hours, text) = span()
      stations.append((place(), Having(services: some(), hours: hours), text))
    }
    for _ in 0..<number(1...3) { hosts.append((place(), ["bank", "fuel", "other"][number(0...2)])) }
    for kind in ["bank", "default"] {
      for _ in 0..<number(1...2) {
        let (hours, text) = span()
        ways[kind, default: []].append(
          Way(
            yuan: number(1...40), having: Having(services: some().union([number(0...2)]), hours: hours), hoursText: text
          ))
      }
    }
    for service in 0..<3 where number(0...2) > 0 { upgrades[service] = number(0...12) }
    for _ in 0..<number(0...2) {
      let (hours, text) = span()
      extensions.append(Way(yuan: number(1...20), having: Having(hours: hours), hoursText: text))
    }
    serviceValues = [number(1...3), number(0...3), number(0...2)]
    periodValues = [
      ("day", "08:00-18:00", Set(8..<18), number(1...3)), ("noon", "11:00-14:00", Set(11..<14), number(0...3)),
      ("night", "22:00-06:00", Set([22, 23, 0, 1, 2, 3, 4, 5]), number(0...2)),
    ]
    hourValues = (0..<24).map { hour in
      periodValues.reduce(0) { $0 + ($1.hours.contains(hour) ? $1.value : 0) }
    }
    budget = number(0...90)
    if wantsPhases { phases = (0..<number(2...3)).map { (2027 + $0, number(0...40)) } }
    if number(0...3) == 0 { spacing = 400 }
    if number(0...4) == 0 { mostBuilds = number(0...2) }
    let places = stations.map(\.place) + hosts.map(\.place)
    near = points.map { point in places.indices.filter { point.place.distance(to: places[$0]) <= 500 } }
    valueOfHalfDay = [0, 12].map { first in
      (0..<4096).map { mask in
        (0..<12).reduce(0) { $0 + (mask >> $1 & 1 == 1 ? hourValues[first + $1] : 0) }
      }
    }
  }

  private static func two(_ hour: Int) -> String { hour < 10 ? "0\(hour)" : "\(hour)" }

  /// Whether a distance is too near the cutoff or the spacing for two ways of measuring.
  var isDoubtful: Bool {
    let sites = stations.map(\.place) + hosts.map(\.place)
    let all = sites.flatMap { site in points.map { $0.place.distance(to: site) } }
    let between = sites.flatMap { a in sites.map { $0.distance(to: a) } }
    return all.contains { abs($0 - 500) < 2 } || between.contains { abs($0 - (spacing ?? -100)) < 2 }
  }

  func folder(_ programme: String = "each-year") throws -> ScratchFolder {
    func list(_ services: Set<Int>) -> String { services.sorted().map { Self.services[$0] }.joined(separator: ", ") }
    var lines = [
      "inputs: {stations: s.csv, communities: c.csv, candidates: {file: k.csv, kind: kind}}",
      "circle: {cutoff: 500m, measure: circle}",
      "coverage:", "  services: [drink, rest, charge]",
      "  periods: {\(periodValues.map { "\($0.name): \"\($0.text)\"" }.joined(separator: ", "))}",
      "siting:",
    ]
    if phases.isEmpty {
      lines.append("  budget: \(budget)")
    } else {
      lines.append("  phases: [\(phases.map { "{year: \($0.year), budget: \($0.budget)}" }.joined(separator: ", "))]")
      lines.append("  programme: \(programme)")
    }
    if let mostBuilds { lines.append("  new: \(mostBuilds)") }
    if let spacing { lines.append("  constraints: {spacing: \(Int(spacing))m}") }
    lines += ["  options:", "    build:"]
    for (kind, ways) in ways.sorted(by: { $0.key < $1.key }) {
      lines.append("      \(kind):")
      for way in ways {
        lines.append(
          "        - {cost: \(way.yuan), hours: \"\(way.hoursText)\", services: [\(list(way.having.services))]}")
      }
    }
    let priced = upgrades.indices.filter { upgrades[$0] != nil }
    if !priced.isEmpty {
      lines.append("    upgrade: {\(priced.map { "\(Self.services[$0]): \(upgrades[$0]!)" }.joined(separator: ", "))}")
    }
    if !extensions.isEmpty {
      lines.append("    extend:")
      for way in extensions { lines.append("      - {hours: \"\(way.hoursText)\", cost: \(way.yuan)}") }
    }
    lines += [
      "  value:",
      "    services: {\(serviceValues.indices.map { "\(Self.services[$0]): \(serviceValues[$0])" }.joined(separator: ", "))}",
      "    periods: {\(periodValues.map { "\($0.name): \($0.value)" }.joined(separator: ", "))}",
    ]
    return try ScratchFolder([
      "analysis.yaml": lines.joined(separator: "\n") + "\n",
      "s.csv": "id,services,hours,lon,lat\n"
        + stations.enumerated().map {
          "s\($0),\"\(list($1.having.services))\",\($1.hoursText),\($1.place.x),\($1.place.y)\n"
        }
        .joined(),
      "c.csv": "id,population,lon,lat\n"
        + points.enumerated().map { "c\($0),\($1.residents),\($1.place.x),\($1.place.y)\n" }.joined(),
      "k.csv": "id,kind,lon,lat\n"
        + hosts.enumerated().map { "k\($0),\($1.kind),\($1.place.x),\($1.place.y)\n" }.joined(),
    ])
  }

  var today: [Having?] { stations.map(\.having) + hosts.map { _ in nil } }

  var most: Int {
    points.reduce(0) { $0 + $1.residents } * serviceValues.reduce(0, +) * hourValues.reduce(0, +)
  }

  func worth(_ sites: [Having?]) -> Int {
    worth(sites.map { site in (0..<3).map { site?.mask($0) ?? 0 } })
  }

  private func worth(_ masks: [[Int]]) -> Int {
    var sum = 0
    for (point, sites) in near.enumerated() {
      for service in 0..<3 {
        var hours = 0
        for site in sites { hours |= masks[site][service] }
        sum +=
          points[point].residents * serviceValues[service]
          * (valueOfHalfDay[0][hours & 4095] + valueOfHalfDay[1][hours >> 12])
      }
    }
    return sum
  }

  /// Every state that money can make of a site, with what it costs.
  private func states(_ site: Int, _ now: Having?, isExtended: Bool) -> [(yuan: Int, having: Having?)] {
    guard site < stations.count else {
      if now != nil { return [(0, now)] }
      let kind = hosts[site - stations.count].kind
      return [(0, nil)] + (ways[kind] ?? ways["default"]!).map { ($0.yuan, $0.having) }
    }
    let now = now!
    var states: [(yuan: Int, having: Having?)] = []
    let priced = (0..<3).filter { upgrades[$0] != nil && !now.services.contains($0) }
    for subset in 0..<(1 << priced.count) {
      let added = priced.indices.filter { subset >> $0 & 1 == 1 }.map { priced[$0] }
      let yuan = added.reduce(0) { $0 + upgrades[$1]! }
      let having = Having(services: now.services.union(added), hours: now.hours)
      states.append((yuan, having))
      for longer in isExtended ? [] : extensions {
        states.append(
          (yuan + longer.yuan, Having(services: having.services, hours: now.hours.union(longer.having.hours))))
      }
    }
    return states
  }

  /// The most that a sum of money can make of some sites, by trying everything.
  ///
  /// - Parameter extended: stations that have taken their schedule before.
  func best(from sites: [Having?], budget: Int, builds: Int = 0, extended: Set<Int> = []) -> Int {
    let places = stations.map(\.place) + hosts.map(\.place)
    let choices = sites.indices.map { site in
      states(site, sites[site], isExtended: extended.contains(site)).map { state in
        (yuan: state.yuan, having: state.having, masks: (0..<3).map { state.having?.mask($0) ?? 0 })
      }
    }
    var masks = sites.map { site in (0..<3).map { site?.mask($0) ?? 0 } }
    var best = 0
    var chosen = sites
    func choose(_ site: Int, _ left: Int, _ built: Int) {
      guard site < choices.count else {
        best = max(best, worth(masks))
        return
      }
      for choice in choices[site] where choice.yuan <= left {
        let isNew = sites[site] == nil && choice.having != nil
        if isNew {
          if let mostBuilds, built >= mostBuilds { continue }
          if let spacing {
            let isNear = places.indices.contains { other in
              other != site && (other < site ? chosen[other] : sites[other]) != nil
                && places[other].distance(to: places[site]) < spacing
            }
            if isNear { continue }
          }
        }
        chosen[site] = choice.having
        masks[site] = choice.masks
        choose(site + 1, left - choice.yuan, built + (isNew ? 1 : 0))
      }
      chosen[site] = sites[site]
      masks[site] = (0..<3).map { sites[site]?.mask($0) ?? 0 }
    }
    choose(0, budget, builds)
    return best
  }

  /// What sites have after some acts, by their words.
  func after(_ acts: [PlannedAct], from sites: [Having?]) -> [Having?] {
    var sites = sites
    for act in acts.map(\.act) {
      let site = act.site.rawValue
      let services = Set(act.services.map { Self.services.firstIndex(of: $0.rawValue)! })
      switch act.kind {
      case .build:
        let way = (ways[hosts[site - stations.count].kind] ?? ways["default"]!).first {
          $0.hoursText == act.hours && $0.having.services == services
        }
        sites[site] = way?.having
      case .upgrade: sites[site]!.services.formUnion(services)
      case .extend: sites[site]!.hours.formUnion(extensions.first { $0.hoursText == act.hours }!.having.hours)
      }
    }
    return sites
  }
}
