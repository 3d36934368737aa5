import Coverage
import Geometry
import Model
import RoadNetwork
import Siting
import Words

/// Demand of one community, firm or route that no station and no candidate reaches.
package struct UnreachedGroup: Hashable, Sendable {
  package var kind: DemandKind
  /// Position in its layer.
  package var owner: Int
  /// Residents, heads or trip-kilometres that no site reaches.
  package var weight: Double
  /// The same as a part of the group's weight inside the area.
  package var share: Double
  /// The smallest cutoff, rounded up to a whole minute or ten metres, under which a site reaches all of it that any site
  /// can reach; nil when no cutoff helps, and for routes that count by a detour.
  package var cutoff: Cutoff?
  /// Weight that no cutoff helps: no path leads to any site.
  package var weightWithoutPath: Double
}

/// A place where a new candidate would help.
package struct RepairSpot: Hashable, Sendable {
  /// WGS84 degrees, on a street when there are roads.
  package var position: Coordinate
  /// Weight of each kind it would cover that no site reaches and no spot before it covers.
  package var covered: [DemandKind: Double]
  /// The same as a part of the plan's value.
  package var gain: Double
}

/// A cutoff for those to whom a key of the analysis file gives theirs.
package struct KeyedCutoff: Hashable, Sendable {
  /// `circle.cutoff`, `circle.cutoffs.workers.takeaway`.
  package var key: String
  package var cutoff: Cutoff
}

/// The demand no site reaches, and what would mend that.
package struct UnreachedDemand: Hashable, Sendable {
  /// Weight of each kind.
  package var weight: [DemandKind: Double]
  /// Largest share of all demand first.
  package var groups: [UnreachedGroup]
  /// Under this cutoff a site reaches all of it that any site can reach; nil when no cutoff helps.
  package var cutoff: Cutoff?
  /// The same for each key that gives some of it their cutoff; empty where nobody has a cutoff of their own.
  package var ownCutoffs: [KeyedCutoff] = []
  /// Each the spot that covers most of what those before it leave.
  package var spots: [RepairSpot]

  /// A site reaches all.
  package static let nothing = UnreachedDemand(weight: [:], groups: [], cutoff: nil, spots: [])
}

extension PreparedAnalysis {
  /// Spots looked at, at the most.
  private static let mostSpots = 1_000
  /// Distance of the spots along the streets; wider when there would be too many.
  private static let spotSpacing = Meters(100)
  private static let spotsTold = 3
  /// Spots are looked for so far around the demand.
  private static let spotMargin = Meters(500)

  /// Without groups when a site reaches all demand that counts; nil when a signal came before it was found out.
  ///
  /// - Parameter weights: per demand point, as a part of the plan's value.
  /// - Complexity: one search from all sites without cutoff, and one bounded search per spot.
  func unreached(weights: [Double], _ options: RunOptions) async throws -> UnreachedDemand? {
    // A signal leaves this away, never the plan that stands already.
    if options.isCancelled() { return nil }
    do {
      return try await sought(weights: weights, options)
    } catch let error as RoadNetworkError where error.code == .cancelled {
      return nil
    }
  }

  private func sought(weights: [Double], _ options: RunOptions) async throws -> UnreachedDemand {
    let isReached = coveredPoints(by: inputs.sites.indices, reach.covers)
    let left = demand.points.indices.filter { !isReached[$0] && weights[$0] > 0 }
    guard !left.isEmpty else { return .nothing }
    options.progress.report(Bilingual("正在查找所有站点都覆盖不到的需求", "what no site reaches"))
    let rest = demand.keeping(left)
    let links = inputs.links(rest, file.circle, standing: self.links, options)
    let far = inputs.nearest(of: inputs.places, rest, links, file.circle, options)
    var result = UnreachedDemand(weight: [:], groups: [], cutoff: nil, spots: [])
    var groups: [DemandKind: [Int: (group: UnreachedGroup, cost: Double, value: Double)]] = [:]
    var total: [DemandKind: [Int: Double]] = [:]
    for point in demand.points { total[point.kind, default: [:]][point.owner, default: 0] += point.weight }
    var largest = 0.0
    var largestByKey: [String: Double] = [:]
    for (index, point) in rest.points.enumerated() {
      result.weight[point.kind, default: 0] += point.weight
      let empty = UnreachedGroup(
        kind: point.kind, owner: point.owner, weight: 0, share: 0, cutoff: nil, weightWithoutPath: 0)
      var entry = groups[point.kind]?[point.owner] ?? (empty, 0, 0)
      entry.group.weight += point.weight
      entry.value += weights[left[index]]
      if point.kind == .routes, file.circle.detour != nil {
        // How long a detour would have to be is another search.
      } else if let nearest = far.sites[index] {
        entry.cost = max(entry.cost, nearest.cost)
        largest = max(largest, nearest.cost)
        if !file.circle.cutoffs.isEmpty {
          let trade = inputs.trade(of: point.kind, owner: point.owner)
          largestByKey[file.circle.cutoffs.key(of: point.kind, trade: trade), default: 0].raise(to: nearest.cost)
        }
      } else {
        entry.group.weightWithoutPath += point.weight
      }
      groups[point.kind, default: [:]][point.owner] = entry
    }
    let unit = file.circle.cutoff.unit
    result.cutoff = Cutoff(covering: largest, unit)
    result.ownCutoffs = largestByKey.sorted { $0.key < $1.key }.compactMap { key, cost in
      Cutoff(covering: cost, unit).map { KeyedCutoff(key: key, cutoff: $0) }
    }
    var entries: [(group: UnreachedGroup, value: Double)] = []
    for kind in DemandKind.allCases {
      for (owner, entry) in (groups[kind] ?? [:]).sorted(by: { $0.key < $1.key }) {
        var group = entry.group
        group.share = group.weight / (total[kind]?[owner] ?? group.weight)
        group.cutoff = Cutoff(covering: entry.cost, unit)
        entries.append((group, entry.value))
      }
    }
    // A stable order: of equal values the earlier kind, then the earlier record.
    result.groups = entries.enumerated()
      .sorted { ($1.element.value, $0.offset) < ($0.element.value, $1.offset) }.map(\.element.group)
    result.spots = try await spots(rest, links, weights: left.map { weights[$0] }, options)
    return result
  }

  private func spots(
    _ rest: DemandPoints, _ links: [DemandLink], weights: [Double], _ options: RunOptions
  ) async throws -> [RepairSpot] {
    let places = spotPlaces(rest)
    let covers = try await inputs.covers(
      of: places.map { SitePlace(position: $0, extraTime: Seconds(0)) }, rest, links, file.circle, options)
    let problem = try SitingProblem(
      covers: covers, weights: weights, statuses: places.map { _ in .candidate })
    var taken: [RepairSpot] = []
    var isCovered = [Bool](repeating: false, count: weights.count)
    while taken.count < Self.spotsTold {
      var best = (site: 0, gain: 0.0)
      for site in places.indices {
        var gain = 0.0
        for point in problem.covers.demand(of: SiteIndex(site)) where !isCovered[Int(point)] {
          gain += weights[Int(point)]
        }
        // Sums that differ by rounding alone are equal: of equal spots the first.
        if gain > best.gain * (1 + 1e-9) { best = (site, gain) }
      }
      guard best.gain > 0 else { break }
      var spot = RepairSpot(position: places[best.site], covered: [:], gain: best.gain)
      for point in problem.covers.demand(of: SiteIndex(best.site)) where !isCovered[Int(point)] {
        isCovered[Int(point)] = true
        spot.covered[rest.points[Int(point)].kind, default: 0] += rest.points[Int(point)].weight
      }
      taken.append(spot)
    }
    return taken
  }

  /// Street points near the demand; without streets, or none near it, the demand's own places. From west to east, then
  /// from south to north, each once: the order of the streets does not matter.
  private func spotPlaces(_ rest: DemandPoints) -> [Coordinate] {
    let own = rest.points.map(\.position)
    let margin = Self.spotMargin.value / LocalScale(latitude: own[0].y).metersPerDegreeX
    let box = Box(own).expanded(by: margin)
    let lines = inputs.streets.graph?.lines(without: [.lifted, .aboard, .private]) ?? []
    var places = streetSamples(lines, spacing: Self.spotSpacing).map(\.position).filter { box.contains($0) }
    if places.isEmpty { places = own }
    places = Set(places).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    guard places.count > Self.mostSpots else { return places }
    return (0..<Self.mostSpots).map { places[$0 * places.count / Self.mostSpots] }
  }
}

extension Double {
  fileprivate mutating func raise(to other: Double) { self = max(self, other) }
}

extension Cutoff {
  /// The cutoff that reaches a cost, rounded up to a whole minute or ten metres; nil for no cost.
  fileprivate init?(covering cost: Double, _ unit: ImpedanceUnit) {
    guard cost > 0 else { return nil }
    switch unit {
    case .milliseconds: self = .time(.minutes((cost / 60_000).rounded(.up)))
    case .millimeters: self = .distance(Meters((cost / 10_000).rounded(.up) * 10))
    }
  }
}
