import Geodata
import Geometry

/// What the records of ledgers are, by what their columns are called and by their geometry.
///
/// A role counts for each column that is known in such a layer by its own word (从业人数 of workers, 开放时间 of stations), and
/// more for one that hardly another layer has. Lines are routes, polygons communities.
struct LedgerRoleGuess {
  /// The best; stations where nothing tells.
  var role: LayerRole { rivals[0] }
  /// Roles that count as much as the best, itself first.
  var rivals: [LayerRole]

  var isSure: Bool { rivals.count == 1 }

  /// Columns by which a layer is known.
  private static let telling: [(role: LayerRole, fields: [FieldRole])] = [
    (.stations, [.services, .hours, .capacity]), (.candidates, [.cost, .status]), (.workers, [.group, .weight]),
    (.communities, [.weight]), (.routes, [.weight]),
  ]

  init(_ ledgers: [RawLayer]) {
    let scores = Self.telling.map { role, fields in
      (role: role, score: ledgers.map { Self.score($0, role, fields) }.reduce(0, +))
    }
    let best = scores.map(\.score).max() ?? 0
    rivals = scores.filter { $0.score == best }.map(\.role)
  }

  private static func score(_ ledger: RawLayer, _ role: LayerRole, _ fields: [FieldRole]) -> Int {
    var source = ledger.source
    source.role = role.rawValue
    let columns = LayerColumns(ledger.records, of: source)
    let known = FieldRole.allCases.count { !columns.possible($0).isEmpty }
    let telling = fields.count { !columns.possible($0).isEmpty }
    return known + 3 * telling + 20 * shapeScore(ledger, role)
  }

  private static func shapeScore(_ ledger: RawLayer, _ role: LayerRole) -> Int {
    let shapes = ledger.records.prefix(100).compactMap(\.shape)
    let lines = shapes.count { !$0.lines.isEmpty && $0.polygons.isEmpty }
    let polygons = shapes.count { !$0.polygons.isEmpty }
    guard 2 * max(lines, polygons) > shapes.count else { return 0 }
    return (lines > polygons ? LayerRole.routes : .communities) == role ? 1 : 0
  }
}
