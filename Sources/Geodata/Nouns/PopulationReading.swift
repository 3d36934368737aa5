import GEOS
import Geometry
import Model
import Words

extension Layer {
  /// Where people live: at points by their weight; in buildings by their weight, else by floor area, which is the area of
  /// the outline times the storeys.
  ///
  /// A building is where its centre of gravity is; a polygon of more than a hectare is spread evenly over squares of
  /// 100 m (longer where there would be more than 10,000 of them), each part at its own centre of gravity.
  /// - Parameter areCounted: the numbers are the demand itself, and not only shares of what is known otherwise.
  /// - Returns: in file order; places of nobody are left out.
  /// - Throws: ``GeodataError`` for a record without a place, a line, a negative weight; `missingField` when the numbers are
  ///   the demand and nothing says how many people there are.
  package func population(
    areCounted: Bool, _ findings: inout [QualityFinding]
  ) throws(GeodataError) -> [PopulationPlace] {
    var weighing = try PopulationWeighing(self, areCounted: areCounted)
    var places: [PopulationPlace] = []
    for (index, record) in records.enumerated() {
      let weight = try weighing.weight(of: record)
      guard weight > 0, let shape = record.shape else { continue }
      for part in try spread(shape, record) {
        places.append(PopulationPlace(position: part.position, people: weight * part.share, record: index))
      }
    }
    findings += weighing.findings
    return places
  }

  /// People where a weight says how many there are, else floor where there are buildings.
  package var populationUnit: PopulationUnit {
    get throws(GeodataError) {
      let weight = try columns.first(.weight)
      if weight != nil || source.mapping[.weight] != nil { return .people }
      return records.contains { ($0.shape?.areaOnGround ?? 0) > 0 } ? .squareMeters : .places
    }
  }

  /// The places that stand for a record, with the share of it that each has.
  private func spread(
    _ shape: Shape, _ record: Record
  ) throws(GeodataError) -> [(position: Coordinate, share: Double)] {
    if shape.polygons.isEmpty {
      var positions: [Coordinate] = []
      shape.forEachCoordinate { positions.append($0) }
      return positions.map { ($0, 1 / Double(positions.count)) }
    }
    do throws(GEOSError) {
      guard shape.areaOnGround > Self.largestBuilding else {
        return [(try shape.centroid() ?? shape.box.center, 1)]
      }
      return evenly(try shape.repaired().shape)
    } catch {
      throw GeodataError(
        .invalidGeometry,
        Bilingual("边界无法使用：", "the outline cannot be used: ") + error.words
          + Bilingual("。请在地理信息软件中修复。", ". Repair it in the GIS."), at: context(record), underlying: error)
    }
  }

  /// Square metres: a larger polygon is no single place.
  private static let largestBuilding = 10_000.0
  private static let square = 100.0
  private static let mostSquares = 10_000.0

  private func evenly(_ shape: Shape) -> [(position: Coordinate, share: Double)] {
    let box = shape.box
    let scale = LocalScale(latitude: box.center.y)
    let width = box.width * scale.metersPerDegreeX
    let height = box.height * scale.metersPerDegreeY
    let side = max(Self.square, (width * height / Self.mostSquares).squareRoot())
    let (dx, dy) = (side / scale.metersPerDegreeX, side / scale.metersPerDegreeY)
    let polygons = shape.polygons.map { polygon in
      polygon.map { Coordinate(x: ($0.x - box.minX) / dx, y: ($0.y - box.minY) / dy) }
    }
    var parts: [(position: Coordinate, share: Double)] = []
    CellCoverage(polygons, columns: Int(width / side) + 1, rows: Int(height / side) + 1).forEachCell { part in
      parts.append(
        (Coordinate(x: box.minX + part.middle.x * dx, y: box.minY + part.middle.y * dy), part.share))
    }
    let total = parts.reduce(0) { $0 + $1.share }
    guard total > 0 else { return [(box.center, 1)] }
    return parts.map { ($0.position, $0.share / total) }
  }
}

extension Shape {
  /// Square metres of its polygons, for polygons of some kilometres at the most.
  package var areaOnGround: Double {
    polygons.reduce(0) { sum, polygon in
      guard let origin = polygon.ring(0).first else { return sum }
      let scale = LocalScale(latitude: Box(polygon.ring(0)).center.y)
      let rings = (0..<polygon.ringCount).map { abs(signedArea(polygon.ring($0), about: origin)) }
      return sum + max(0, rings[0] - rings.dropFirst().reduce(0, +)) * scale.metersPerDegreeX * scale.metersPerDegreeY
    }
  }
}

/// How much each record counts, and what is to be said about it.
private struct PopulationWeighing {
  private let layer: Layer
  private var reading: FieldReading?
  private let constant: Double?
  private let hasWeights: Bool
  private let hasStoreys: Bool
  /// Square metres, of the layer's buildings on average: what a point among them stands for; nil without buildings.
  private let meanArea: Double?
  private var blank = Told()
  private var low = Told()
  private var bare = Told()

  /// Some records, of which the first is told.
  private struct Told {
    var count = 0
    var first: Record?

    mutating func add(_ record: Record) {
      if count == 0 { first = record }
      count += 1
    }
  }

  /// Taller buildings do not stand in any town.
  private static let mostStoreys = 200.0

  init(_ layer: Layer, areCounted: Bool) throws(GeodataError) {
    self.layer = layer
    let columns = layer.columns
    constant = layer.source.mapping.constantWeight(among: columns.names)
    hasWeights = try layer.populationUnit == .people
    if let named = layer.source.mapping[.storeys], !columns.names.contains(named), let first = layer.records.first {
      throw GeodataError(
        .missingField, FieldReading.missing(named, first.fields.names), at: layer.context(first, field: named))
    }
    let storeys = try columns.first(.storeys)
    hasStoreys = layer.source.mapping[.storeys] != nil || storeys != nil
    reading = layer.records.first.map { FieldReading(layer: layer, columns: columns, record: $0) }
    let areas = hasWeights ? [] : layer.records.compactMap { $0.shape?.areaOnGround }.filter { $0 > 0 }
    meanArea = areas.isEmpty ? nil : areas.reduce(0, +) / Double(areas.count)
    guard areCounted, !hasWeights else { return }
    throw GeodataError(
      .missingField,
      Bilingual(
        "没有注明人数；仅有点位和建筑面积，只能说明人在何处。请在inputs.population下用`weight`注明人数所在的字段，"
          + "或提供社区，由社区居民数分摊；已有的列是",
        "nothing says how many people there are; points and floor area alone say where they are. Name the field with the "
          + "people under inputs.population as `weight`, or give communities, whose residents are then shared out; the "
          + "columns are ") + columns.names.listing + Bilingual("。", "."), at: layer.context())
  }

  mutating func weight(of record: Record) throws(GeodataError) -> Double {
    guard var reading else { return 0 }
    reading.record = record
    guard let shape = record.shape, !shape.isEmpty else {
      throw GeodataError(
        .missingField,
        Bilingual(
          "该记录没有图形。请提供点，或以面表示的建筑。", "the record has no geometry. Give points, or buildings as polygons."),
        at: layer.context(record))
    }
    guard shape.lines.isEmpty else {
      throw GeodataError(
        .badValue,
        Bilingual(
          "此处应为点或建筑，却是\(shape.chineseTypeName)，其上无人居住。请改为点或面。",
          "a \(shape.typeName) stands where a point or a building should: nobody lives on it."),
        at: layer.context(record))
    }
    if let constant { return constant }
    if hasWeights {
      if let weight = try reading.amount(.weight) { return weight }
      blank.add(record)
      return 0
    }
    let area = shape.areaOnGround
    if area == 0, meanArea != nil { bare.add(record) }
    return (area > 0 ? area : meanArea ?? 1) * storeys(reading)
  }

  /// One where nothing usable is said.
  private mutating func storeys(_ reading: FieldReading) -> Double {
    guard hasStoreys else { return 1 }
    // “2-3” and “G+4” are told, not a reason to stop.
    if let number = try? reading.number(.storeys), number > 0, number <= Self.mostStoreys { return number }
    low.add(reading.record)
    return 1
  }

  var findings: [QualityFinding] {
    var findings: [QualityFinding] = []
    func tell(_ told: Told, _ role: FieldRole, _ message: Bilingual, _ fix: Bilingual) {
      guard let record = told.first else { return }
      findings.append(
        QualityFinding(
          .warning, .populationValue, layer: layer.source.role, record: record.id ?? "\(record.number)",
          field: layer.columns.displayName(role), value: "\(told.count)",
          at: record.shape?.firstCoordinate.map { [$0] } ?? [], message: message, fix: fix))
    }
    let all = layer.records.count
    tell(
      blank, .weight,
      Bilingual(
        "\(all)条记录中有\(blank.count)条没有填写人数，按无人计；所列为第一条",
        "\(blank.count) of \(all) records have no number of people and count as nobody; the first is named"),
      Bilingual("请补填该字段", "fill in the field"))
    tell(
      low, .storeys,
      Bilingual(
        "\(all)条记录中有\(low.count)条没有可用的楼层数（缺失、为0、超过\(Int(Self.mostStoreys))或不是数值），按一层计；所列为第一条",
        "\(low.count) of \(all) records have no usable number of storeys (missing, 0, above \(Int(Self.mostStoreys)) or no "
          + "number) and count as one storey; the first is named"), Bilingual("请补填该字段", "fill in the field"))
    tell(
      bare, .weight,
      Bilingual(
        "\(all)条记录中有\(bare.count)条没有面积，按建筑的平均面积计；所列为第一条",
        "\(bare.count) of \(all) records have no area and count as the mean building; the first is named"),
      Bilingual("请补绘，或用`weight`注明字段", "draw them, or name a field under `weight`"))
    if !hasWeights, !hasStoreys, meanArea != nil {
      findings.append(
        QualityFinding(
          .warning, .populationValue, layer: layer.source.role, field: FieldRole.storeys.rawValue,
          message: Bilingual(
            "没有一列注明建筑的楼层数；都按一层计", "no column says how many storeys a building has; each counts as one"),
          fix: Bilingual(
            "如有该列，请在inputs.population下用`storeys`注明",
            "name the column under inputs.population as `storeys`, if there is one")))
    }
    return findings
  }
}
