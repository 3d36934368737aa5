import Analysis
import Model
import Words

extension LedgerJob.Outcome {
  /// Ledgers of different things.
  package var roleCautions: [Bilingual] {
    guard let roleOfB else { return [] }
    return [
      Bilingual(
        "按列名看，A为\(AnalysisResult.layerName(role.rawValue).chinese)，B为\(AnalysisResult.layerName(roleOfB.rawValue).chinese)：两份台账记的可能不是同一类对象（可用--as注明）。",
        "By their columns A holds \(role.rawValue) and B \(roleOfB.rawValue): ledgers of different things? --as says what "
          + "both are.")
    ]
  }
}

extension LedgerComparison {
  /// What makes the comparison less than it seems: coordinates that differ as a whole, ids that mean nothing, columns
  /// that one ledger has alone.
  package var cautions: [Bilingual] {
    var cautions: [Bilingual] = []
    if let shift {
      let (side, other) = shift.isOfB ? ("B", "A") : ("A", "B")
      let option = "--crs \(side.lowercased()):\(shift.datum.rawValue)"
      let (far, near) = (grouped(shift.meters), grouped(shift.metersThen))
      cautions.append(
        Bilingual(
          "两份台账的坐标整体相差约\(far)米；若\(side)按\(shift.datum.words.chinese)读取则相差约\(near)米（\(shift.recordCount)条记录的中位数）。请用`\(option)`注明。",
          "\(side) lies \(far) m from \(other) as a whole, and \(near) m when it is read as \(shift.datum.words.english) (the "
            + "middle of \(shift.recordCount) records). State it: \(option)."))
    }
    if matching.sharedIDs > 0, !matching.usesIDs {
      cautions.append(
        Bilingual(
          "两份台账有\(matching.sharedIDs)个相同编号，但其中\(matching.contradictedIDs)个的名称和位置都不同，因此未按编号配对。",
          "The ledgers share \(matching.sharedIDs) ids, but \(matching.contradictedIDs) of them stand for another name at "
            + "another place: ids are not used."))
    } else if matching.contradictedIDs > 0 {
      cautions.append(
        Bilingual(
          "有\(matching.contradictedIDs)个编号在两份台账中名称和位置都不同，可能已改给别处使用。",
          "\(matching.contradictedIDs) ids stand for another name at another place: they may have been given to others."
        ))
    } else if matching.sharedIDs == 0, !a.records.isEmpty, !b.records.isEmpty {
      cautions.append(
        Bilingual(
          "两份台账没有共同编号，按名称和位置配对。", "The ledgers share no id: records are matched by name and place."))
    }
    if !matching.farNamesakes.isEmpty {
      let first = matching.farNamesakes[0]
      let meters = grouped(first.meters ?? 0)
      let name = a.records[first.a].words.shown
      cautions.append(
        Bilingual(
          "有\(matching.farNamesakes.count)个名称在两份台账中各出现一次，但相距超过\(grouped(limits.namesake.value))米，按不同记录计；首个为“\(name)”，相距\(meters)米（可用--same-name放宽）。",
          "\(matching.farNamesakes.count) names stand once in each ledger, farther apart than "
            + "\(grouped(limits.namesake.value)) m, and are taken for two; the first is “\(name)”, \(meters) m (--same-name "
            + "says how far)."))
    }
    for (side, ledger) in [("A", a), ("B", b)] {
      let without = ledger.records.count { $0.place == nil }
      guard without > 0 else { continue }
      cautions.append(
        Bilingual(
          "\(side)有\(without)条记录没有位置，只按编号或名称比较。",
          "\(without) records of \(side) have no place: they are compared by id or name alone."))
    }
    return cautions
  }
}
