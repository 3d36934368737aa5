import Model

/// The records of a layer as its file has them, before anybody decides what their coordinates mean.
package struct RawLayer: Sendable {
  /// Who says what the coordinates mean.
  package enum Statement: Sendable {
    case analysisFile
    /// A member or a side file of the data.
    case file
    /// GeoJSON is WGS84 by its definition, which not every writer keeps.
    case format
    /// The analysis file, with a `!` behind it, or OpenStreetMap.
    case beyondDoubt
    case nobody
  }

  package var source: LayerSource
  package var records: [Record]
  /// The reference system's name; nil when only the format or nobody says it.
  package var stated: String?
  package var statement: Statement
  /// nil for files that have none.
  package var encoding: FoundEncoding?
  /// What was found out about the file while reading it.
  package var notes: [QualityFinding]
  /// Of a table: whether its columns hold longitude and latitude (true) or planar x and y (false); nil for a table
  /// without a position. Layers with geometry of their own say true.
  package var isGeographic: Bool? = true
  /// What the driver calls the format of a file that is read through GDAL.
  package var format: String? = nil
  /// How its columns write numbers that are text, judged by all records of the file.
  package var writings = NumberWritings()
  /// From here on its whole numbers are no longer one by one: 10^15 in a spreadsheet, which keeps 15 digits.
  package var firstInexact = 0x1p53

  package init(
    source: LayerSource, records: [Record], stated: String? = nil, statement: Statement,
    encoding: FoundEncoding? = nil, notes: [QualityFinding] = []
  ) {
    self.source = source
    self.records = records
    self.stated = stated
    self.statement = statement
    self.encoding = encoding
    self.notes = notes
  }

  /// - Throws: as ``ReferenceSystem/toWGS84(_:at:)``.
  package consuming func layer(in system: ReferenceSystem? = nil) throws(GeodataError) -> Layer {
    let system = system ?? stated.map { ReferenceSystem($0) } ?? .wgs84
    let path = try system.toWGS84(&records, at: .init(file: source.shownPath, layer: source.role))
    source.keepBox(&records)
    return Layer(
      source: source, records: records, referenceSystemWords: path, system: system, encoding: encoding, notes: notes,
      writings: writings, firstInexact: firstInexact)
  }
}
