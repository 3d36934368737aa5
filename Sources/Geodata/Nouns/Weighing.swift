import Model
import Words

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
        at: reading.record.shape?.firstCoordinate.map { [$0] } ?? [],
        message: Bilingual("权重是空的，按1计", "the weight is blank; it counts as 1"),
        fix: Bilingual("请补填该字段，或用`weight:`注明所在字段", "fill in the field or name it under `weight:`")))
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
    var message = Bilingual("没有一列注明每条记录的权重", "no column is known to say how much each record counts")
    var fix = Bilingual("请在inputs.\(role)下用`weight`注明所在的列", "name the column under inputs.\(role) as `weight`")
    if let blank {
      message = Bilingual(
        "所有记录的“\(blank.shown)”都没有权重", "“\(blank.shown)” has no weight in any record")
      fix = Bilingual("请补填该列", "fill it in")
    }
    if let first = likely.first {
      let names = likely.quoted
      message += Bilingual(
        "；\(names.chinese)列像是权重", "; \(names.english) look\(likely.count == 1 ? "s" : "") like it")
      let key = "`weight: \(LayerColumns.written(first))`"
      fix = Bilingual("请在inputs.\(role)下写\(key)", "write under inputs.\(role) \(key)")
    } else if blank == nil {
      message += Bilingual("；已有的列是", "; the columns are ") + columns.names.listing
    }
    all.words = message.asMessage
    all.cure =
      (fix
      + Bilingual(
        "，或在该处写`weight: 1`，每条记录都按1计",
        ", or write `weight: 1` there to count every record as one")).asMessage
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
