import DataQuality
import Geodata
import Geometry
import Model
import Words

extension Layer {
  /// Polygons that bound, close or cover something; the communities' are among the model values.
  var outlines: [QualityInput.Outline] {
    let bounding: Set<LayerRole> = [.boundary, .area, .water, .barriers, .exclusions]
    guard let role = LayerRole(rawValue: source.role), bounding.contains(role) else { return [] }
    return records.compactMap { record in
      guard let shape = record.shape, !shape.polygons.isEmpty else { return nil }
      return QualityInput.Outline(layer: source.role, record: record.id ?? "\(record.number)", shape: shape)
    }
  }

  /// Kinds of geometry that the layer's role does not use, kinds that stand side by side, and records without any.
  ///
  /// Roles that refuse a record of the wrong kind have said so before.
  var geometryFindings: [QualityFinding] {
    guard let role = LayerRole(rawValue: source.role) else { return [] }
    var findings: [QualityFinding] = []
    var kinds: [GeometryKind: Named] = [:]
    var bare = Named()
    for (index, record) in records.enumerated() {
      if let kind = record.shape?.kind {
        kinds[kind, default: Named()].add(index, record)
      } else {
        bare.add(index, record)
      }
    }
    let used = role.usedKinds
    if bare.count > 0, !role.refusesBareRecords {
      findings.append(
        QualityFinding(
          .warning, .missingGeometry, layer: source.role, record: bare.name, field: "geometry",
          value: "\(bare.count)",
          message: Bilingual(
            "\(records.count)条记录中有\(bare.count)条没有图形，已略去；此处列出第一条",
            "\(bare.count) of \(records.count) records have no geometry and are ignored; the first is named"),
          fix: Bilingual("请补绘图形，或用`filter`排除", "draw them, or leave them out with a `filter`")))
    }
    let present = GeometryKind.allCases.compactMap { kind in kinds[kind].map { (kind: kind, records: $0) } }
    for (kind, named) in present where !used.isEmpty && !used.contains(kind) {
      findings.append(
        QualityFinding(
          .warning, .mixedGeometry, layer: source.role, record: named.name, field: "geometry",
          value: "\(named.count) \(kind.rawValue)", at: places(named),
          message: Bilingual(
            "\(records.count)条记录中有\(named.count)条是\(kind.words.chinese)，本图层不使用，已略去；此处列出第一条",
            "\(named.count) of \(records.count) records are \(kind.rawValue), which this layer does not "
              + "use; they are ignored, the first is named"),
          fix: Bilingual(
            "请改用\(used.map(\.words.chinese).joined(separator: "或"))，或用`filter`排除",
            "give \(used.map(\.rawValue).joined(separator: " or ")), or leave them out with a `filter`")))
    }
    let side = present.filter { used.isEmpty || used.contains($0.kind) }
    if side.count > 1, let fewest = side.min(by: { $0.records.count < $1.records.count })?.records {
      findings.append(
        QualityFinding(
          .note, .mixedGeometry, layer: source.role, record: fewest.name, field: "geometry",
          value: side.map { "\($0.records.count) \($0.kind.rawValue)" }.joined(separator: ", "),
          at: places(fewest),
          message: Bilingual(
            "图层中几何类型混杂；此处列出最少一类的第一条", "the layer mixes kinds of geometry; the first of the rarest is named"),
          fix: Bilingual(
            "同属一类事物则无需处理，否则请用`filter`分开",
            "nothing to do if they are the same kind of thing; else part them with `filter`")))
    }
    return findings
  }

  private func places(_ named: Named) -> [Coordinate] { records[named.index].shape?.firstCoordinate.map { [$0] } ?? [] }
}

/// Some records of a layer, of which the first by name is told: whom a finding names does not depend on the order of the
/// file.
private struct Named {
  private(set) var count = 0
  private(set) var index = 0
  private(set) var name = ""

  mutating func add(_ index: Int, _ record: Record) {
    let name = record.id ?? record.fields["id"]?.text ?? "\(record.number)"
    if count == 0 || precedes(name, self.name) { (self.index, self.name) = (index, name) }
    count += 1
  }
}

/// Kinds of geometry by dimension.
enum GeometryKind: String, CaseIterable {
  case points, lines, polygons
  case collections = "mixed collections"
}

extension Shape {
  /// nil when it is empty.
  fileprivate var kind: GeometryKind? {
    if isEmpty { return nil }
    switch self {
    case .point, .multiPoint: return .points
    case .lineString, .multiLineString: return .lines
    case .polygon, .multiPolygon: return .polygons
    case .collection(let shapes):
      let kinds = Set(shapes.compactMap(\.kind))
      return kinds.count == 1 ? kinds.first : .collections
    }
  }
}

extension LayerRole {
  /// Empty where any kind will do, or where a wrong one is refused on reading.
  fileprivate var usedKinds: [GeometryKind] {
    switch self {
    case .boundary, .area: [.polygons]
    case .roads: [.lines]
    case .water, .barriers: [.lines, .polygons]
    case .stations, .communities, .population, .workers, .routes, .tracks, .candidates, .reports, .exclusions: []
    }
  }

  fileprivate var refusesBareRecords: Bool {
    switch self {
    case .stations, .communities, .population, .workers, .routes, .tracks, .candidates, .reports, .exclusions: true
    case .boundary, .area, .roads, .water, .barriers: false
    }
  }
}

extension [QualityFinding] {
  /// Writes to each finding of a layer the layer's file.
  mutating func nameFiles(_ records: [InputRecord]) {
    let files = Dictionary(records.map { ($0.layer, $0.file) }, uniquingKeysWith: { first, _ in first })
    for index in indices where self[index].file == nil { self[index].file = files[self[index].layer] }
  }
}
