import Coverage
import Model
import Siting
import Words

/// All that money could be spent on, given what sites have.
///
/// What is worth more together than apart (equipment and longer hours of one station: a microwave serves at night only
/// where the door is open) is offered in every combination, of which one is taken; the ways to build at a place, too.
/// Equipment of a station that cannot open longer is offered piece by piece.
struct ActCatalog: Sendable {
  /// Some acts at one site.
  struct Offer: Hashable, Sendable {
    var site: SiteIndex
    /// Positions in ``acts``, rising.
    var acts: [Int]
    /// What the site has then.
    var fitting: Fitting
    var yuan: Double
    /// Of offers with the same number one is taken; nil where each may be.
    var group: Int?
  }

  private(set) var acts: [Act] = []
  private(set) var offers: [Offer] = []
  /// What sites have now: stations, and what a plan has built before.
  let standing: [SiteIndex: Fitting]

  private static let mostCombinations = 4096

  /// - Parameters:
  ///   - standing: what sites in operation have.
  ///   - isAllowed: whether an act may be taken at all.
  /// - Throws: ``AnalysisError`` for a place to build at without a cost, and a station with too many combinations.
  init(
    _ inputs: AnalysisInputs, _ asked: AnalysisFile.Acts, standing: [SiteIndex: Fitting], _ week: CountedWeek,
    isAllowed: (Act) -> Bool
  ) throws(AnalysisError) {
    self.standing = standing
    for (site, station) in zip(inputs.sites.stationIndices, inputs.stations) {
      try offerChanges(of: station, at: site, asked, isAllowed)
    }
    let taken = Set(inputs.stations.map(\.id))
    var open: [String: WeekMinutes] = [:]
    for (index, candidate) in inputs.candidates.enumerated() where !taken.contains(candidate.id) {
      let site = inputs.sites.index(ofCandidate: index)
      guard standing[site] == nil else { continue }
      let ways = asked.builds(ofHost: candidate.host)
      for way in ways {
        guard let yuan = way.yuan ?? candidate.costYuan else {
          throw AnalysisError(
            .badData,
            Bilingual(
              "候选点图层，记录\(candidate.id.rawValue)（\(candidate.name)）：没有造价，而siting.options要求有造价。请填写该字段并在inputs.candidates.cost中写明，或在siting.options.build中为\(candidate.host.isEmpty ? "default" : candidate.host)写明费用。",
              "candidates, record \(candidate.id.rawValue) (\(candidate.name)): no cost, but siting.options needs one. "
                + "Fill the field and name it under inputs.candidates.cost, or give siting.options.build a cost for "
                + "\(candidate.host.isEmpty ? "default" : candidate.host)."),
            at: .init(file: "inputs.candidates", key: "cost"))
        }
        let act = Act(
          kind: .build, site: site, services: way.services.sorted(), hours: way.hours, yuan: yuan)
        guard isAllowed(act) else { continue }
        let minutes = open[way.hours] ?? StationWeek(way.hours, week).open
        open[way.hours] = minutes
        acts.append(act)
        offers.append(
          Offer(
            site: site, acts: [acts.count - 1], fitting: Fitting(services: way.services, open: minutes), yuan: yuan,
            group: ways.count > 1 ? site.rawValue : nil))
      }
    }
  }

  private mutating func offerChanges(
    of station: Station, at site: SiteIndex, _ asked: AnalysisFile.Acts, _ isAllowed: (Act) -> Bool
  ) throws(AnalysisError) {
    guard let now = standing[site] else { return }
    var upgrades: [Int] = []
    for upgrade in asked.upgrades where !now.services.contains(upgrade.service) {
      guard let yuan = upgrade.price.yuan(at: station) else { continue }
      let act = Act(kind: .upgrade, site: site, services: [upgrade.service], hours: nil, yuan: yuan)
      guard isAllowed(act) else { continue }
      upgrades.append(acts.count)
      acts.append(act)
    }
    var extensions: [(act: Int, open: WeekMinutes)] = []
    for longer in asked.extensions where longer.stations?.contains(station.id.rawValue) ?? true {
      let open = now.open.union(longer.minutes)
      guard open != now.open, let yuan = longer.price.yuan(at: station) else { continue }
      let act = Act(kind: .extend, site: site, services: [], hours: longer.hours, yuan: yuan)
      guard isAllowed(act) else { continue }
      extensions.append((acts.count, open))
      acts.append(act)
    }
    func offer(_ upgrades: [Int], _ longer: (act: Int, open: WeekMinutes)?, _ group: Int?) -> Offer {
      let all = upgrades + (longer.map { [$0.act] } ?? [])
      return Offer(
        site: site, acts: all,
        fitting: Fitting(
          services: now.services.union(upgrades.flatMap { acts[$0].services }), open: longer?.open ?? now.open),
        yuan: all.reduce(0) { $0 + acts[$1].yuan }, group: group)
    }
    guard !extensions.isEmpty else {
      offers += upgrades.map { offer([$0], nil, nil) }
      return
    }
    let subsets = upgrades.count < 30 ? 1 << upgrades.count : Int.max / 64
    guard subsets <= Self.mostCombinations / (extensions.count + 1) else {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "驿站\(station.id.rawValue)（\(station.name)）可增加\(upgrades.count)项服务、\(extensions.count)种时间，组合超过\(Self.mostCombinations)种。请减少有价格的服务，或在siting.options.extend中写明各种时间适用的驿站。",
          "station \(station.id.rawValue) (\(station.name)) could have \(upgrades.count) services more and "
            + "\(extensions.count) schedules: more than \(Self.mostCombinations) combinations. Price fewer services, or "
            + "name the stations of a schedule under siting.options.extend."),
        at: .init(file: "siting.options"))
    }
    for subset in 0..<subsets {
      let some = upgrades.indices.filter { subset >> $0 & 1 == 1 }.map { upgrades[$0] }
      if !some.isEmpty { offers.append(offer(some, nil, site.rawValue)) }
      for longer in extensions { offers.append(offer(some, longer, site.rawValue)) }
    }
  }
}
