import Model

/// How much each record of a layer counts, and what is to be said about it.
struct Weighing {
  private let layer: Layer
  /// Stated for every record: `weight: 1`.
  private let constant: Double?
  private var unweighted: [QualityFinding] = []

  init(_ layer: Layer) {
    self.layer = layer
    constant = layer.source.mapping.constantWeight(among: layer.columns.names)
  }

  /// The stated number, or the one in the weight's column; 1 where there is none, which is told.
  mutating func weight(_ reading: FieldReading) throws(GeodataError) -> Double {
    if let constant { return constant }
    if let weight = try reading.amount(.weight) { return weight }
    unweighted.append(
      QualityFinding(
        .warning, .missingWeight, layer: layer.source.role, record: try reading.id,
        field: reading.columns.displayName(.weight),
        at: reading.record.shape?.firstCoordinate.map { [$0] } ?? [], message: "no weight is given; 1 is used",
        fix: "fill in the field or name it under `weight:`"))
    return 1
  }

  /// An error where no record at all has a weight: every figure would count records and look like people.
  var findings: [QualityFinding] {
    guard unweighted.count == layer.records.count, var all = unweighted.first else { return unweighted }
    let columns = layer.columns
    let role = layer.source.role
    let blank = columns.possible(.weight).first
    let likely = weightLookalikes(layer.records, columns)
    all.severity = .error
    all.record = nil
    all.places = []
    all.field = blank ?? "weight"
    all.value = "\(layer.records.count)"
    var message = "no column is known to say how much each record counts"
    var fix = "name the column under inputs.\(role) as `weight`"
    if let blank {
      message = "“\(blank.shown)” has no weight in any record"
      fix = "fill it in"
    }
    if let first = likely.first {
      message += "; \(likely.quoted) look\(likely.count == 1 ? "s" : "") like it"
      fix = "write under inputs.\(role) `weight: \(LayerColumns.written(first))`"
    } else if blank == nil {
      message += "; the columns are \(columns.names.listed)"
    }
    all.message = message
    all.fix = "\(fix), or write `weight: 1` there to count every record as one"
    return [all]
  }
}

extension FieldMapping {
  /// A number that stands for the weight of every record, unless a column is called so.
  package func constantWeight(among names: [String]) -> Double? {
    guard let named = self[.weight], !names.contains(named), let number = try? Quantity.number.value(of: named),
      number > 0
    else { return nil }
    return number
  }
}
