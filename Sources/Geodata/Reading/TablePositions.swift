import Geometry
import Words

/// The positions of a text table's rows, row by row.
///
/// A comma in one asks how the whole column writes its numbers: the file is read once more to tell, as it is from the
/// start where points may part thousands.
struct TablePositions {
  private let columns: PositionColumns
  private let source: LayerSource
  private var judged: NumberWritings?
  /// Points before three digits may be thousands.
  private let doubtsPoints: Bool

  init(_ columns: PositionColumns, _ source: LayerSource, delimiter: UInt8) {
    self.columns = columns
    self.source = source
    doubtsPoints = delimiter == UInt8(ascii: ";") && columns.isGeographic == false
  }

  /// - Parameter soFar: of the rows before this one.
  mutating func shape(
    of record: Record, _ soFar: NumberWritings, _ context: GeodataError.Context
  ) throws(GeodataError) -> Shape? {
    let hasMore = columns.numbers.contains { name in
      record.fields.plainNumber(name) == nil && record.fields[name]?.text != nil
    }
    if judged == nil, doubtsPoints || hasMore {
      judged = try NumberWritings(
        table: source.path, encoding: source.encoding, columns: columns.numbers, degrees: columns.degrees)
      for name in columns.numbers where judged?[name] == .comma && !doubtsPoints {
        guard let earlier = soFar.openPoint(name) else { continue }
        throw GeodataError(
          .badCoordinate, NumberWriting.open(earlier).advice(earlier, noun: Bilingual("坐标", "coordinate")),
          at: .init(
            file: context.file, layer: context.layer, record: "\(record.number)", line: record.line, field: name))
      }
    }
    return try columns.shape(of: record, context: context, judged)
  }
}
