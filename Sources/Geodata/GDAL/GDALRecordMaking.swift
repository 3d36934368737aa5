#if GDAL
import GDALData
import Geometry
import Model
import Words

/// Makes records of features once the names and the encoding of a layer are known, and counts what they lose.
struct GDALRecordMaking {
  private let source: LayerSource
  private let place: GDALPlace
  private let isNorthingFirst: Bool
  private var text: TableDecoding
  /// Of a table without geometry.
  private let positions: PositionColumns?
  private var made = 0
  /// How its columns write numbers that are text, by the records so far.
  private(set) var writings: NumberWritings
  private var losses: [(kind: VectorFeature.Losses, count: Int)] = [(.dimensions, 0), (.curves, 0)]

  /// - Throws: ``GeodataError`` when a table has no columns of a position.
  init(
    _ source: LayerSource, _ place: GDALPlace, _ layer: VectorLayer, _ text: TableDecoding
  ) throws(GeodataError) {
    self.source = source
    self.place = place
    self.text = text
    var asked = AskedFields(source.filters)
    asked.see(names: text.names + [layer.idColumn])
    try asked.check(at: place.context)
    isNorthingFirst = layer.referenceSystem?.isNorthingFirst == true
    positions =
      layer.hasGeometry
      ? nil : try PositionColumns(header: text.names, source: source, context: place.context)
    writings = NumberWritings(degrees: positions?.degrees ?? [])
  }

  /// Learns how the columns of positions write their numbers before a position is made.
  mutating func judgePositions(_ features: [VectorFeature]) throws(GeodataError) {
    guard let positions, !positions.numbers.isEmpty else { return }
    for feature in features { writings.see(try text.fields(of: feature), only: positions.numbers) }
  }

  var encoding: FoundEncoding? { text.encoding }
  /// nil for layers with geometry.
  var isGeographic: Bool? { positions?.isGeographic }
  /// As many were made as are wanted.
  var isFull: Bool { made >= source.firstRead }

  /// Calls `body` with the record when it is wanted.
  ///
  /// - Throws: ``GeodataError`` naming the record; what `body` throws.
  mutating func make(
    _ feature: VectorFeature, row: Int, _ body: (Record) throws(GeodataError) -> Void
  ) throws(GeodataError) {
    var record = Record(
      number: Int(feature.id), line: place.format.isSheet ? row : nil, fields: try text.fields(of: feature))
    writings.see(record.fields)
    guard source.filters.isEmpty || source.filters.contains(where: { $0.matches(record.fields) }) else { return }
    guard !feature.losses.contains(.unreadable) else {
      var context = place.context
      context.record = "\(record.number)"
      throw GeodataError(
        .badCoordinate,
        Bilingual(
          "图形无法读取：数据不完整，或有坐标不是数值。请修复或删除该记录。",
          "the geometry cannot be read: it is torn or holds a coordinate that is no number. Repair or "
            + "delete the record."), at: context)
    }
    if let positions {
      record.shape = try positions.shape(of: record, context: place.context, writings)
    } else {
      if let count = feature.shape?.polygons.lazy.flatMap(\.rings).first(where: { $0.count < 4 })?.count {
        var context = place.context
        context.record = "\(record.number)"
        throw GeodataError(
          .invalidGeometry,
          Bilingual(
            "只有\(count)个点的环不构成面。请修复或删除该记录。",
            "a ring of \(count) position\(count == 1 ? "" : "s") is no area. Repair or delete the record."),
          at: context)
      }
      record.shape = feature.shape
      if isNorthingFirst { record.shape = record.shape?.map { Coordinate(x: $0.y, y: $0.x) } }
    }
    for index in losses.indices where feature.losses.contains(losses[index].kind) { losses[index].count += 1 }
    made += 1
    try body(record)
  }

  var notes: [QualityFinding] {
    text.notes + writings.notes(layer: source.role)
      + losses.filter { $0.count > 0 }.map { loss in
        QualityFinding(
          .note, layer: source.role, value: "\(loss.count)",
          message: loss.kind == .dimensions
            ? Bilingual(
              "\(place.fileName)中有记录带高程或测量值，这些值未读取",
              "records with heights or measures in \(place.fileName), which are left out")
            : Bilingual(
              "\(place.fileName)中有记录含圆弧，按每4度一个拐点的折线读取",
              "records with arcs in \(place.fileName), which are read as lines with a corner every 4 degrees"),
          fix: Bilingual("无需处理", "nothing to do"))
      }
  }
}
#endif
