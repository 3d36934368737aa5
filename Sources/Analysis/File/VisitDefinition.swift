import Model
import Words

/// How many visits are expected of whom, and how they fall to stations: `coverage.visits` and what belongs to it.
package struct VisitDefinition: Hashable, Sendable {
  /// How a visit chooses among the stations open within reach.
  package enum Sharing: String, CaseIterable, Sendable {
    /// All to the nearest within the cutoff.
    case nearest
    /// To each by the weight of its zone of ``CoverageDefinition/Access``.
    case e2sfca
  }

  package enum Scale: String, CaseIterable, Sendable {
    case none, observed
  }

  /// Visits a day for each head, or for each trip of a route.
  package struct Rate: Hashable, Sendable {
    /// A kind of demand, or a trade.
    package var name: String
    package var perDay: Double

    /// The kind that is meant; nil for a trade.
    package var kind: DemandKind? { VisitDefinition.kinds[name] }
  }

  /// In the order of the file.
  package var rates: [Rate]
  /// The mean stay.
  package var dwell = Seconds.minutes(20)
  package var isDwellStated = false
  package var sharing = Sharing.nearest
  package var scale = Scale.none

  package var dwellHours: Double { dwell.value / 3600 }

  /// The names of the kinds; residents are those of the communities.
  static let kinds: [String: DemandKind] = [
    "communities": .communities, "residents": .communities, "workers": .workers, "routes": .routes,
  ]
  package static let key = "coverage.visits"
  /// Nobody comes more often; beyond it sums would lose whole visits.
  private static let mostPerDay = 1000.0
  private static let longestDwell = Seconds(24 * 3600)

  /// - Returns: nil without the key.
  /// - Throws: ``AnalysisError`` for no rate, a kind named twice, a rate or a stay out of range, and keys that belong to
  ///   visits without any.
  static func read(_ document: AnalysisDocument) throws(AnalysisError) -> VisitDefinition? {
    let belonging = ["dwell", "visits_to", "visits_scale"].map { "coverage.\($0)" }
    guard document.node(key) != nil else {
      guard let alone = belonging.first(where: { document.node($0) != nil }) else { return nil }
      throw AnalysisError(
        .missingKey,
        Bilingual(
          "没有与之相应的到访。请写明，例如visits: {takeaway: 0.3, residents: 0.01}。",
          "there are no visits for it. Write for example visits: {takeaway: 0.3, residents: 0.01}."),
        at: document.at(alone))
    }
    var visits = VisitDefinition(rates: [])
    for (name, text) in document.dictionary(key) {
      let place = document.at("\(key).\(name)")
      guard let rate = document.quantity(.amount, of: text), rate <= mostPerDay else {
        throw AnalysisError(
          .badValue,
          Bilingual(
            "每人每日到访“\(text)”次太多。请写不超过\(plainNumber(mostPerDay))的数。",
            "“\(text)” visits a day for each are too many. Give \(plainNumber(mostPerDay)) at the most."),
          at: place)
      }
      if let kind = kinds[name], let other = visits.rates.first(where: { $0.kind == kind }) {
        throw AnalysisError(
          .badValue,
          Bilingual(
            "“\(name)”与“\(other.name)”是同一类人，后者已写到访率。请只留一个。",
            "“\(name)” are those of “\(other.name)”, which have a rate already. Keep one of the two."),
          at: place)
      }
      visits.rates.append(Rate(name: name, perDay: rate))
    }
    guard !visits.rates.isEmpty else {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "没有写任何到访率。请写明，例如visits: {takeaway: 0.3, residents: 0.01}。",
          "no rate is given. Write for example visits: {takeaway: 0.3, residents: 0.01}."), at: document.at(key)
      )
    }
    if let text = document.text("coverage.dwell"), let dwell = Seconds(parsing: text) {
      guard dwell.value > 0, dwell <= longestDwell else {
        throw AnalysisError(
          .badValue,
          Bilingual(
            "“\(text)”不能作为停留时间。请写大于0、不超过一天的时间，例如20min。",
            "“\(text)” is no time that a visit lasts. Give more than 0, and a day at the most, such as 20min."),
          at: document.at("coverage.dwell"))
      }
      visits.dwell = dwell
      visits.isDwellStated = true
    }
    if let sharing = document.text("coverage.visits_to").flatMap(Sharing.init) { visits.sharing = sharing }
    if let scale = document.text("coverage.visits_scale").flatMap(Scale.init) { visits.scale = scale }
    return visits
  }
}
