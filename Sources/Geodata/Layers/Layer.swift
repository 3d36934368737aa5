import Model
import Words

/// The records of a layer in WGS84 degrees.
package struct Layer: Sendable {
  package var source: LayerSource
  package var records: [Record]
  /// How its coordinates became WGS84.
  package var referenceSystemWords: Bilingual
  /// By which they were read; ``ReferenceSystem/wgs84`` where nobody states any.
  package var system: ReferenceSystem = .wgs84
  /// nil for files that have none.
  package var encoding: FoundEncoding? = nil
  /// What was found out about the file while reading it.
  package var notes: [QualityFinding] = []
  /// How its columns write numbers that are text.
  package var writings = NumberWritings()
  /// From here on its whole numbers are no longer one by one.
  package var firstInexact = 0x1p53

  /// The same for the manifest.
  package var referenceSystemPath: String { referenceSystemWords.english }

  /// Which of its columns play which roles.
  package var columns: LayerColumns { LayerColumns(records, of: source) }

  package func context(_ record: Record? = nil, field: String? = nil) -> GeodataError.Context {
    .init(
      file: source.shownPath, layer: source.role, record: record.map { "\($0.number)" }, line: record?.line,
      field: field)
  }
}
