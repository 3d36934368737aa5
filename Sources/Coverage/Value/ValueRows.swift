import Model

/// The value of ``ServiceValue`` as rows that are served or not: what sites at hand serve already, and what each of some
/// offers would add.
///
/// A service at a minute is the same as another where the same fittings have it then, and a demand point is the same as
/// another where the same sites are within its cutoff and it is there at the same times. What the same offers can serve
/// is one row.
package struct ValueRows: Sendable {
  /// A site as it would be.
  package struct Offer: Hashable, Sendable {
    package var site: SiteIndex
    package var fitting: Fitting

    package init(_ site: SiteIndex, _ fitting: Fitting) {
      self.site = site
      self.fitting = fitting
    }
  }

  /// The value of each row: what is served when any offer on it is taken.
  package private(set) var weights: [Double] = []
  /// Per row the group of its demand; rows of several groups do not merge.
  package private(set) var groups: [Int] = []
  /// Per offer its rows, rising.
  package private(set) var rowsOfOffer: [[Int32]]
  /// What is served already, per group.
  package private(set) var today: [Double]
  /// What would be served if everybody had everything at every minute, per group.
  package private(set) var most: [Double]

  /// The demand in question.
  package struct Points {
    package var weights: [Double]
    package var presences: [Presence]
    /// Per point the position of its presence.
    package var presenceOf: [Int]
    /// Per point its group, from zero.
    package var groupOf: [Int]

    package init(weights: [Double], presences: [Presence], presenceOf: [Int], groupOf: [Int]) {
      self.weights = weights
      self.presences = presences
      self.presenceOf = presenceOf
      self.groupOf = groupOf
    }
  }

  /// - Parameters:
  ///   - standing: the sites at hand, each once.
  /// - Complexity: O(pairs + classes of points x classes of minutes x offers in reach).
  package init(
    _ value: ServiceValue, _ points: Points, _ covers: CoverSets, standing: [Offer], offers: [Offer]
  ) {
    let aspects = Aspects(value, standing + offers)
    let worth = points.presences.map { presence in aspects.parts.map { $0.worth(presence) } }
    rowsOfOffer = [[Int32]](repeating: [], count: offers.count)
    let groupCount = (points.groupOf.max() ?? 0) + 1
    today = [Double](repeating: 0, count: groupCount)
    most = today
    for (index, weight) in points.weights.enumerated() {
      most[points.groupOf[index]] += weight * value.most(points.presences[points.presenceOf[index]])
    }

    let places = PlacesAlike(points, covers, (standing + offers).map(\.site))
    var standingOf: [SiteIndex: Int] = [:]
    for (index, offer) in standing.enumerated() { standingOf[offer.site] = aspects.fittingOf[index] }
    var offersOf: [SiteIndex: [(offer: Int32, fitting: Int)]] = [:]
    for (index, offer) in offers.enumerated() {
      offersOf[offer.site, default: []].append((Int32(index), aspects.fittingOf[standing.count + index]))
    }
    struct Key: Hashable {
      var offers: [Int32]
      var group: Int
    }
    var rowOf: [Key: Int] = [:]
    for place in places.classes where place.weight > 0 {
      let there = place.sites.compactMap { standingOf[$0] }
      let near = place.sites.flatMap { offersOf[$0] ?? [] }.sorted { $0.offer < $1.offer }
      for (aspect, part) in aspects.parts.enumerated() {
        let amount = place.weight * worth[place.presence][aspect]
        guard amount > 0 else { continue }
        if there.contains(where: { part.isOffered[$0] }) {
          today[place.group] += amount
          continue
        }
        let key = Key(offers: near.filter { part.isOffered[$0.fitting] }.map(\.offer), group: place.group)
        guard !key.offers.isEmpty else { continue }
        if let row = rowOf[key] {
          weights[row] += amount
        } else {
          rowOf[key] = weights.count
          for offer in key.offers { rowsOfOffer[Int(offer)].append(Int32(weights.count)) }
          weights.append(amount)
          groups.append(place.group)
        }
      }
    }
  }
}

/// Services at minutes, those that the same fittings have taken together.
private struct Aspects {
  struct Part {
    /// By fitting.
    var isOffered: [Bool]
    var pieces: [(minutes: WeekMinutes, value: Double)]

    func worth(_ presence: Presence) -> Double {
      pieces.reduce(0) { $0 + $1.value * presence.amount(in: $1.minutes) }
    }
  }

  /// Those that some fitting has.
  private(set) var parts: [Part] = []
  /// Per offer its fitting.
  private(set) var fittingOf: [Int] = []

  init(_ value: ServiceValue, _ offers: [ValueRows.Offer]) {
    var numbers: [Fitting: Int] = [:]
    var fittings: [Fitting] = []
    for offer in offers {
      if numbers[offer.fitting] == nil {
        numbers[offer.fitting] = fittings.count
        fittings.append(offer.fitting)
      }
      fittingOf.append(numbers[offer.fitting]!)
    }
    var found: [[Bool]: Int] = [:]
    for (open, minutes, worth) in Self.pieces(value, fittings) {
      for valued in value.services {
        let isOffered = fittings.indices.map { open[$0] && fittings[$0].services.contains(valued.service) }
        guard isOffered.contains(true) else { continue }
        let piece = (minutes, worth * valued.value)
        if let part = found[isOffered] {
          parts[part].pieces.append(piece)
        } else {
          found[isOffered] = parts.count
          parts.append(Part(isOffered: isOffered, pieces: [piece]))
        }
      }
    }
  }

  /// Minutes that are worth the same and at which the same fittings are open: which, when, and the worth of a minute.
  private static func pieces(
    _ value: ServiceValue, _ fittings: [Fitting]
  ) -> [(open: [Bool], minutes: WeekMinutes, value: Double)] {
    struct Kind: Hashable {
      var open: [Bool]
      var part: Int
    }
    let schedules = Set(fittings.map(\.open)).union(value.parts.map(\.minutes))
    let bounds = Set(schedules.flatMap { $0.ranges.flatMap { [$0.lowerBound, $0.upperBound] } }).sorted()
    var minutes: [Kind: [Range<Int>]] = [:]
    var order: [Kind] = []
    for (start, end) in zip(bounds, bounds.dropFirst()) {
      guard let part = value.parts.firstIndex(where: { $0.minutes.contains(start) }) else { continue }
      let kind = Kind(open: fittings.map { $0.open.contains(start) }, part: part)
      if minutes[kind] == nil { order.append(kind) }
      minutes[kind, default: []].append(start..<end)
    }
    return order.map { ($0.open, WeekMinutes(minutes[$0]!), value.parts[$0.part].value) }
  }
}

/// Demand points with the same sites around them, there at the same times, of one group.
private struct PlacesAlike {
  struct Class {
    var presence: Int
    var group: Int
    var sites: [SiteIndex]
    var weight = 0.0
  }

  private(set) var classes: [Class] = []

  /// - Parameter sites: those that matter, in any order, repeated or not.
  init(_ points: ValueRows.Points, _ covers: CoverSets, _ sites: [SiteIndex]) {
    struct Beginning: Hashable {
      var presence: Int
      var group: Int
    }
    var first: [Beginning: Int] = [:]
    var ofPoint: [Int] = []
    for index in points.weights.indices {
      let beginning = Beginning(presence: points.presenceOf[index], group: points.groupOf[index])
      let number = first[beginning] ?? classes.count
      if number == classes.count {
        first[beginning] = number
        classes.append(Class(presence: beginning.presence, group: beginning.group, sites: []))
      }
      ofPoint.append(number)
    }
    for site in Set(sites).sorted() {
      // Where the points of one class go with this site: found once for each class.
      var next: [Int: Int] = [:]
      for point in covers.demand(of: site) where points.weights[Int(point)] > 0 {
        let from = ofPoint[Int(point)]
        let to = next[from] ?? classes.count
        if to == classes.count {
          next[from] = to
          var finer = classes[from]
          finer.sites.append(site)
          classes.append(finer)
        }
        ofPoint[Int(point)] = to
      }
    }
    for (index, weight) in points.weights.enumerated() { classes[ofPoint[index]].weight += weight }
  }
}
