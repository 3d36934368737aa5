import Model

/// The services that are counted, and the full set of each kind of station.
package struct ServiceDefinition: Hashable, Sendable {
  /// Counted one by one.
  package var counted: [Service]
  /// Of a kind without an entry of its own.
  package var fullSet: Set<Service>
  /// By the station's kind, in the words of its file.
  package var fullSetOfKind: [String: Set<Service>]

  package init(
    counted: [Service] = Service.fullSet, fullSet: Set<Service> = Set(Service.fullSet),
    fullSetOfKind: [String: Set<Service>] = [:]
  ) {
    self.counted = counted
    self.fullSet = fullSet
    self.fullSetOfKind = fullSetOfKind
  }

  package func fullSet(ofKind kind: String) -> Set<Service> { fullSetOfKind[kind] ?? fullSet }

  /// All that any figure asks for, the counted ones first.
  package var asked: [Service] {
    let more = fullSetOfKind.values.reduce(fullSet) { $0.union($1) }.subtracting(counted)
    return counted + more.sorted()
  }
}

/// With what each demand point is served: the services that stations within its cutoff have, each alone and together.
///
/// The full set **at one station**: a station within the cutoff has all of its kind's full set. **Together**: the stations
/// within the cutoff have, between them, all of the full set of the kind of one of them. What one has, all have together.
package struct PointServices: Sendable {
  /// More than this many services cannot be told apart at once.
  package static let most = 64

  private let asked: [Service]
  /// Per demand point one bit for each service asked for.
  private var masks: [UInt64]
  package private(set) var isCovered: [Bool]
  package private(set) var isFullAtOne: [Bool]
  package private(set) var isFullTogether: [Bool]

  /// - Parameters:
  ///   - sites: what each covers, has and is called.
  /// - Precondition: at most ``most`` services are asked for.
  /// - Complexity: O(pairs).
  package init(
    demandCount: Int, _ definition: ServiceDefinition,
    sites: [(row: ArraySlice<Int32>, services: Set<Service>, kind: String)]
  ) {
    asked = definition.asked
    precondition(asked.count <= Self.most, "at most \(Self.most) services")
    let bits = Dictionary(uniqueKeysWithValues: asked.enumerated().map { ($1, UInt64(1) << UInt64($0)) })
    func mask(_ services: Set<Service>) -> UInt64 { services.reduce(0) { $0 | (bits[$1] ?? 0) } }
    masks = [UInt64](repeating: 0, count: demandCount)
    isCovered = [Bool](repeating: false, count: demandCount)
    isFullAtOne = isCovered
    isFullTogether = isCovered
    for site in sites {
      let offered = mask(site.services)
      let full = mask(definition.fullSet(ofKind: site.kind))
      for point in site.row {
        masks[Int(point)] |= offered
        isCovered[Int(point)] = true
        if offered & full == full { isFullAtOne[Int(point)] = true }
      }
    }
    // Only now is it known what stands around a point.
    for site in sites {
      let full = mask(definition.fullSet(ofKind: site.kind))
      for point in site.row where masks[Int(point)] & full == full { isFullTogether[Int(point)] = true }
    }
  }

  /// Whether a station within the cutoff of the point has the service.
  package func has(_ service: Service, at point: Int) -> Bool {
    asked.firstIndex(of: service).map { masks[point] & (1 << UInt64($0)) != 0 } ?? false
  }

  /// One flag per demand point.
  package func isCovered(with service: Service) -> [Bool] {
    guard let bit = asked.firstIndex(of: service) else { return masks.map { _ in false } }
    return masks.map { $0 & (1 << UInt64(bit)) != 0 }
  }

  /// Which of some services nobody within the cutoff has.
  package func missing(of services: [Service], at point: Int) -> [Service] {
    services.filter { !has($0, at: point) }
  }
}

/// Rows of the table of services that are no service.
package enum FullSetFigure {
  package static let atOne = "full-set-at-one"
  package static let together = "full-set-together"
  /// Any station, whatever it has.
  package static let any = "any"

  package static let all: Set<String> = [atOne, together, any]
}
