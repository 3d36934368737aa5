import Analysis
import Geometry
import Model

/// Something that differs, where it is: a row of `compare.geojson` and a sign on the page's map.
struct CompareMark: Hashable, Sendable {
  enum Level: String, Sendable {
    case record, community, station, site
  }

  enum Change: String, CaseIterable, Sendable {
    case onlyInA = "only-in-a"
    case onlyInB = "only-in-b"
    case moved, renamed, changed, undecided, gained, lost
    case gainedWithPlan = "gained-with-plan"
    case lostWithPlan = "lost-with-plan"

    /// One colour a change, on the map and in its legend.
    var color: String {
      switch self {
      case .onlyInA, .lost, .lostWithPlan: "#c0392b"
      case .onlyInB, .gained, .gainedWithPlan: "#1e8449"
      case .moved: "#2471a3"
      case .renamed: "#8e44ad"
      case .changed: "#e67e22"
      case .undecided: "#7f8c8d"
      }
    }
  }

  var level: Level
  var id: String
  var name: String
  var change: Change
  /// Rule that matched the two; nil for what one side has alone.
  var matchedBy: String?
  /// What each side says.
  var a: String?
  var b: String?
  /// Metres of a move; of a share B less A.
  var difference: Double?
  /// As the data have it; of a move the line from A to B.
  var shape: Shape?
  var place: Coordinate?
}

extension Comparison {
  /// Everything that differs, records first.
  var marks: [CompareMark] {
    // Of ledgers of stations the records themselves are the stations.
    (ledgers?.comparison.marks ?? []) + (results?.marks(withStations: ledgers?.role != .stations) ?? [])
  }
}

extension LedgerComparison {
  fileprivate var marks: [CompareMark] {
    func mark(
      _ record: LedgerRecord, _ change: CompareMark.Change, _ rule: LedgerMatching.Rule?, _ a: String?, _ b: String?
    ) -> CompareMark {
      CompareMark(
        level: .record, id: record.key, name: record.words, change: change, matchedBy: rule?.rawValue, a: a, b: b,
        shape: record.shape, place: record.place)
    }
    var marks = matching.onlyA.map { mark(a.records[$0], .onlyInA, nil, a.records[$0].words, nil) }
    marks += matching.onlyB.map { mark(b.records[$0], .onlyInB, nil, nil, b.records[$0].words) }
    for change in changes {
      let (old, new, rule) = (a.records[change.pair.a], b.records[change.pair.b], change.pair.rule)
      if change.hasMoved, let from = old.place, let to = new.place {
        var moved = mark(old, .moved, rule, nil, nil)
        moved.difference = change.pair.meters
        moved.shape = .lineString([from, to])
        marks.append(moved)
      }
      if change.isRenamed { marks.append(mark(new, .renamed, rule, old.name, new.name)) }
      guard change.isReshaped || !change.fields.isEmpty else { continue }
      func words(_ value: KeyPath<FieldChange, String?>) -> String {
        (change.fields.map { "\($0.name): \($0[keyPath: value] ?? "–")" } + (change.isReshaped ? ["geometry"] : []))
          .joined(separator: "; ")
      }
      marks.append(mark(new, .changed, rule, words(\.old), words(\.new)))
    }
    for tie in matching.ties {
      let (one, other) = (tie.a.map { a.records[$0].key }, tie.b.map { b.records[$0].key })
      marks += tie.a.map {
        mark(a.records[$0], .undecided, tie.rule, a.records[$0].words, other.joined(separator: "; "))
      }
      marks += tie.b.map {
        mark(b.records[$0], .undecided, tie.rule, one.joined(separator: "; "), b.records[$0].words)
      }
    }
    return marks
  }
}

extension ResultComparison {
  fileprivate func marks(withStations: Bool) -> [CompareMark] {
    func mark(
      _ place: ComparedResult.Community, _ change: CompareMark.Change, _ a: Double?, _ b: Double?
    ) -> CompareMark {
      func text(_ share: Double?) -> String? { share.map { trimmedNumber($0, decimals: 4) } }
      return CompareMark(
        level: .community, id: place.id, name: place.name, change: change, a: text(a), b: text(b),
        difference: a.flatMap { a in b.map { rounded($0 - a, 4) } }, shape: place.shape,
        place: place.shape.map(\.box.center))
    }
    var marks = gained.map { mark($0.b, .gained, $0.a.share, $0.b.share) }
    marks += lost.map { mark($0.b, .lost, $0.a.share, $0.b.share) }
    marks += gainedWithPlan.map { mark($0.b, .gainedWithPlan, $0.a.shareWithPlan, $0.b.shareWithPlan) }
    marks += lostWithPlan.map { mark($0.b, .lostWithPlan, $0.a.shareWithPlan, $0.b.shareWithPlan) }
    marks += communitiesOnlyA.map { mark($0, .onlyInA, $0.share, nil) }
    marks += communitiesOnlyB.map { mark($0, .onlyInB, nil, $0.share) }
    if withStations { marks += Self.marks(.station, stations) }
    return marks + Self.marks(.site, sites)
  }

  private static func marks(_ level: CompareMark.Level, _ sites: Sites) -> [CompareMark] {
    func mark(_ site: ComparedResult.Site, _ change: CompareMark.Change, _ a: String?, _ b: String?) -> CompareMark {
      CompareMark(
        level: level, id: site.id, name: site.name, change: change, a: a, b: b, shape: site.place.map { .point($0) },
        place: site.place)
    }
    return sites.onlyA.map { mark($0, .onlyInA, $0.name, nil) } + sites.onlyB.map { mark($0, .onlyInB, nil, $0.name) }
      + sites.hasMoved.filter(\.isSameID).compactMap { same in
        guard let from = same.a.place, let to = same.b.place else { return nil }
        var moved = mark(same.a, .moved, nil, nil)
        moved.matchedBy = "id"
        moved.difference = same.meters
        moved.shape = .lineString([from, to])
        return moved
      }
  }
}
