import Coverage
import Model
import Siting
import Words

/// What a catalog of acts is worth: rows that are served or not, for the search and for what explains its plan.
struct ActProblem: Sendable {
  let catalog: ActCatalog
  /// By offer, the rows it serves, rising.
  let rows: [[Int32]]
  /// Whole numbers, so that sums are exact in any order: first what is served today and what nobody could serve, one of
  /// each for each group, then the rows that offers are on.
  let weights: [Double]
  let coveredToday: [Int32]
  let floors: [CoverageFloor]
  /// Offers that may not be taken together because their places are too near.
  let tooClose: [(Int, Int)]
  private let offerOf: [[Int]: Int]
  private let nearSites: [SiteIndex: Set<SiteIndex>]
  private let mostBuilds: Int?

  /// The whole is made this many units, as whole numbers.
  private static let fineness = 1e10

  var scale: Double { weights.reduce(0, +) }

  /// - Parameters:
  ///   - mostBuilds: of new stations; nil for any number.
  ///   - floors: members are demand points; a point is in one of them at the most.
  init(
    _ catalog: ActCatalog, _ value: ServiceValue, _ points: ValueRows.Points, _ covers: CoverSets,
    floors: [CoverageFloor], nearSites: [SiteIndex: Set<SiteIndex>], mostBuilds: Int?
  ) {
    self.catalog = catalog
    self.nearSites = nearSites
    self.mostBuilds = mostBuilds
    let found = ValueRows(
      value, points, covers, standing: catalog.standing.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) },
      offers: catalog.offers.map { .init($0.site, $0.fitting) })
    let groups = found.most.count
    let whole = found.most.reduce(0, +)
    var served = [Double](repeating: 0, count: groups)
    for (row, group) in found.groups.enumerated() { served[group] += found.weights[row] }
    let rest = found.most.indices.map { max(0, found.most[$0] - found.today[$0] - served[$0]) }
    weights = (found.today + rest + found.weights).map { whole > 0 ? ($0 / whole * Self.fineness).rounded() : 0 }
    coveredToday = (0..<groups).map { Int32($0) }
    rows = found.rowsOfOffer.map { $0.map { $0 + Int32(2 * groups) } }
    self.floors = floors.enumerated().map { index, floor in
      var floor = floor
      let group = index + 1
      floor.members =
        [group, groups + group] + found.groups.indices.filter { found.groups[$0] == group }.map { $0 + 2 * groups }
      return floor
    }
    var ofSite: [SiteIndex: [Int]] = [:]
    var byActs: [[Int]: Int] = [:]
    for (index, offer) in catalog.offers.enumerated() {
      ofSite[offer.site, default: []].append(index)
      byActs[offer.acts] = index
    }
    offerOf = byActs
    // Two stations in operation may be as near as they are.
    func builds(_ site: SiteIndex) -> [Int] {
      (ofSite[site] ?? []).filter { catalog.acts[catalog.offers[$0].acts[0]].kind == .build }
    }
    tooClose = nearSites.sorted { $0.key < $1.key }.flatMap { site, near in
      near.filter { $0 > site }.sorted().flatMap { other in
        builds(site).flatMap { first in builds(other).map { (first, $0) } }
      }
    }
  }

  /// Solves for a budget.
  ///
  /// - Parameters:
  ///   - kinds: of acts that may be taken; nil for all.
  ///   - start: acts that a first plan may be made of.
  ///   - meetingFloors: false for a step on the way, for which floors do not hold yet.
  func solve(
    budget: Double?, kinds: [SitingOption.Kind]? = nil, from start: [Int] = [], meetingFloors: Bool = true,
    _ limits: SolveLimits
  ) async throws(SitingError) -> (acts: [Int], solution: SitingSolution) {
    let kept = catalog.offers.indices.filter { index in
      kinds.map { kinds in catalog.offers[index].acts.allSatisfy { kinds.contains(catalog.acts[$0].kind) } } ?? true
    }
    guard !kept.isEmpty else {
      return ([], OptionPlanning.nothingToChoose(value: today, of: scale, limits))
    }
    var position = [Int](repeating: -1, count: catalog.offers.count)
    for (index, offer) in kept.enumerated() { position[offer] = index }
    let planning = try OptionPlanning(
      kept.map { offer in
        let chosen = catalog.offers[offer]
        return SitingOption(
          kind: catalog.acts[chosen.acts[0]].kind, cost: chosen.yuan, covers: rows[offer], group: chosen.group)
      }, weights: weights, coveredToday: coveredToday, budget: budget, mostBuilds: mostBuilds,
      tooClose: tooClose.filter { position[$0.0] >= 0 && position[$0.1] >= 0 }.map { (position[$0.0], position[$0.1]) },
      floors: meetingFloors ? floors : [])
    let first = offers(of: start).map { position[$0] }.filter { $0 >= 0 }
    let solution = try await planning.solve(limits, from: first)
    let faults = solution.objective == nil ? [] : planning.faults(in: solution)
    guard faults.isEmpty else {
      throw SitingError(
        code: .defect,
        message: Bilingual(
          "方案未通过复核（\(faults.joined(separator: "; "))）",
          "the verifier refuses the plan: \(faults.joined(separator: "; "))"), context: "options")
    }
    return (planning.options(in: solution).flatMap { catalog.offers[kept[$0]].acts }.sorted(), solution)
  }

  /// What is served already.
  var today: Double { coveredToday.reduce(0) { $0 + weights[Int($1)] } }

  /// The offers that some acts make.
  func offers(of acts: [Int]) -> [Int] {
    var bySite: [SiteIndex: [Int]] = [:]
    for act in acts.sorted() { bySite[catalog.acts[act].site, default: []].append(act) }
    return bySite.sorted { $0.key < $1.key }.flatMap { site, acts in
      offerOf[acts].map { [$0] } ?? acts.compactMap { offerOf[[$0]] }
    }
  }

  /// What sites have with some acts, where it is not what they have without.
  func fittings(with acts: [Int]) -> [SiteIndex: Fitting] {
    var fittings: [SiteIndex: Fitting] = [:]
    for offer in offers(of: acts).map({ catalog.offers[$0] }) {
      let known = fittings[offer.site]
      fittings[offer.site] =
        known.map {
          Fitting(services: $0.services.union(offer.fitting.services), open: $0.open.union(offer.fitting.open))
        } ?? offer.fitting
    }
    return fittings
  }

  /// Whether an act may join others.
  func allows(_ act: Int, beside acts: [Int]) -> Bool {
    let new = catalog.acts[act]
    let there = acts.filter { catalog.acts[$0].site == new.site }
    guard !acts.contains(act) else { return false }
    if !there.isEmpty, offerOf[(there + [act]).sorted()] == nil {
      let all = there + [act]
      guard all.allSatisfy({ offerOf[[$0]].map { catalog.offers[$0].group == nil } ?? false }) else { return false }
    }
    guard new.kind == .build else { return true }
    if let mostBuilds, acts.count(where: { catalog.acts[$0].kind == .build }) >= mostBuilds { return false }
    let near = nearSites[new.site] ?? []
    return near.isEmpty || !acts.contains { catalog.acts[$0].kind == .build && near.contains(catalog.acts[$0].site) }
  }
}
