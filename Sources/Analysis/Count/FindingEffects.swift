import Coverage
import Model

/// How much of the result findings about some records can move.
///
/// Of communities, firms and routes it is their own weight inside the area; of stations what nobody covers today but they,
/// and of candidates what nobody covers but those of them that are in the plan. Of anything else, of candidates outside the
/// plan and of sites that cover nothing (one off the streets) it is not known.
struct FindingEffects {
  private let totals: [DemandKind: Double]
  /// Weight of each owner, by kind.
  private var weights: [DemandKind: [Double]]
  private var places: [String: [String: Int]] = [:]
  private var names: [String: [String]] = [:]
  private let points: [DemandPoint]
  /// Rows of all sites; nil while nobody has searched.
  private let covers: CoverSets?
  private let sites: SiteTable
  /// The sites that the plan adds.
  private let planned: Set<SiteIndex>
  /// By how many stations each point is covered, today and with the plan.
  private var today: [Int32] = []
  private var withPlan: [Int32] = []

  /// - Parameter covers: rows of the stations, then the candidates.
  init(_ inputs: AnalysisInputs, _ demand: DemandPoints, covers: CoverSets? = nil, planned: [SiteIndex] = []) {
    points = demand.points
    var totals: [DemandKind: Double] = [:]
    var weights: [DemandKind: [Double]] = [
      .communities: Array(repeating: 0, count: inputs.communities.count),
      .workers: Array(repeating: 0, count: inputs.workers.count),
      .routes: Array(repeating: 0, count: inputs.routes.count),
    ]
    for point in points {
      totals[point.kind, default: 0] += point.weight
      if weights[point.kind]?.indices.contains(point.owner) ?? false {
        weights[point.kind]?[point.owner] += point.weight
      }
    }
    self.totals = totals
    self.weights = weights
    self.covers = covers
    self.planned = Set(planned)
    sites = inputs.sites
    if let covers {
      today = Array(repeating: 0, count: points.count)
      for site in sites.stationIndices {
        for point in covers.demand(of: site) { today[Int(point)] += 1 }
      }
      withPlan = today
      for site in planned {
        for point in covers.demand(of: site) { withPlan[Int(point)] += 1 }
      }
    }
    add("stations", inputs.stations.map { ($0.id.rawValue, $0.name) })
    add("candidates", inputs.candidates.map { ($0.id.rawValue, $0.name) })
    add("communities", inputs.communities.map { ($0.id.rawValue, $0.name) })
    add("workers", inputs.workers.map { ($0.id.rawValue, $0.name) })
    add("routes", inputs.routes.map { ($0.id.rawValue, $0.name) })
  }

  private mutating func add(_ layer: String, _ records: [(id: String, name: String)]) {
    places[layer] = Dictionary(records.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    names[layer] = records.map(\.name)
  }

  func folded(_ findings: [QualityFinding]) -> [FindingGroup] {
    findings.folded(effect: effect) { layer, record in
      places[layer]?[record].flatMap { names[layer]?[$0] }
    }
  }

  private func effect(_ layer: String, _ records: [String]) -> FindingEffect? {
    let found = records.compactMap { places[layer]?[$0] }
    guard !found.isEmpty else { return nil }
    if let kind = DemandKind(rawValue: layer) {
      guard let total = totals[kind], total > 0, let weights = weights[kind] else { return nil }
      return FindingEffect(kind, min(1, found.reduce(0) { $0 + weights[$1] } / total))
    }
    guard let covers, layer == "stations" || layer == "candidates" else { return nil }
    let areStations = layer == "stations"
    var mine: [Int32: Int32] = [:]
    for place in found {
      let site = areStations ? SiteIndex(place) : sites.index(ofCandidate: place)
      guard areStations || planned.contains(site) else { continue }
      for point in covers.demand(of: site) { mine[point, default: 0] += 1 }
    }
    guard !mine.isEmpty else { return nil }
    var alone: [DemandKind: Double] = [:]
    // In the order of the points: sums do not depend on hashing.
    for (point, count) in mine.sorted(by: { $0.key < $1.key })
    where (areStations ? today : withPlan)[Int(point)] == count {
      alone[points[Int(point)].kind, default: 0] += points[Int(point)].weight
    }
    let shares = DemandKind.allCases.compactMap { kind in
      totals[kind].flatMap { $0 > 0 ? FindingEffect(kind, (alone[kind] ?? 0) / $0) : nil }
    }
    return shares.reduce(nil) { best, next in best.map { $0.share >= next.share ? $0 : next } ?? next }
  }
}

extension PreparedAnalysis {
  /// - Parameter planned: sites that a plan adds.
  func findingEffects(_ planned: [SiteIndex]) -> FindingEffects {
    FindingEffects(inputs, demand, covers: reach.covers, planned: planned)
  }
}
