import Model

/// By how many stations each demand point is covered: in all, and with each service asked for.
///
/// One station more or less costs its own row.
package struct CoveredCounts: Hashable, Sendable {
  private var all: [UInt16]
  private var byService: [(service: Service, counts: [UInt16])]

  package var services: [Service] { byService.map(\.service) }

  /// No station.
  package init(demandCount: Int, services: [Service]) {
    all = [UInt16](repeating: 0, count: demandCount)
    byService = services.map { [all] in ($0, all) }
  }

  /// - Parameter row: what the station covers, each demand point once.
  /// - Precondition: fewer than 65,536 stations cover a point.
  /// - Complexity: O(row), for each of its services asked for.
  package mutating func add(_ row: some Sequence<Int32>, with services: Set<Service>) {
    change(row, services) { $0 += 1 }
  }

  /// - Precondition: the same row was added.
  package mutating func remove(_ row: some Sequence<Int32>, with services: Set<Service>) {
    change(row, services) { $0 -= 1 }
  }

  private mutating func change(
    _ row: some Sequence<Int32>, _ services: Set<Service>, _ by: (inout UInt16) -> Void
  ) {
    for point in row { by(&all[Int(point)]) }
    for index in byService.indices where services.contains(byService[index].service) {
      for point in row { by(&byService[index].counts[Int(point)]) }
    }
  }

  /// One flag per demand point.
  package var isCovered: [Bool] { all.map { $0 > 0 } }

  /// By a station that has the service; nothing for one that was not asked for.
  package func isCovered(with service: Service) -> [Bool] {
    byService.first { $0.service == service }?.counts.map { $0 > 0 } ?? all.map { _ in false }
  }

  package static func == (a: CoveredCounts, b: CoveredCounts) -> Bool {
    a.all == b.all && a.byService.elementsEqual(b.byService) { $0.service == $1.service && $0.counts == $1.counts }
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(all)
    for entry in byService { hasher.combine(entry.service) }
  }
}

/// One flag per demand point: whether any of the sites covers it.
///
/// - Complexity: O(pairs of the sites).
package func coveredPoints(by sites: some Sequence<SiteIndex>, _ covers: CoverSets) -> [Bool] {
  var isCovered = [Bool](repeating: false, count: covers.demandCount)
  for site in sites {
    for point in covers.demand(of: site) { isCovered[Int(point)] = true }
  }
  return isCovered
}
