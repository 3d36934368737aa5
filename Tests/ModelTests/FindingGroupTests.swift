import Model
import Testing

struct FindingGroupTests {
  private func finding(
    _ record: String?, _ message: String, _ value: String? = nil, severity: QualityFinding.Severity = .warning,
    _ rule: QualityRule = .snapDistance, layer: String = "stations", by modes: [String] = []
  ) -> QualityFinding {
    var finding = QualityFinding(
      severity, rule, layer: layer, record: record, value: value, message: .init(same: message),
      fix: .init(same: "look"))
    finding.modes = modes
    return finding
  }

  @Test func equalFindingsAreOneLineWithTheWorst() throws {
    let findings = [
      finding("a", "it stands far", "51 m"), finding("b", "it stands far", "120 m"),
      finding("c", "it stands far", "9 m"),
      finding("d", "it stands far", "75.5 m"), finding("a", "it has no service", nil, .noService),
      finding("k", "it stands far", "60 m", layer: "candidates"),
      finding("e", "it stands far", "60 m", severity: .note),
    ]
    let groups = findings.folded()
    #expect(groups.map(\.count) == [4, 1, 1, 1])
    // 120, 75.5, 51, 9 m: the three largest.
    #expect(groups[0].worst.map { $0.finding.record } == ["b", "d", "a"] && groups[0].isOfOneMessage)
    #expect(groups.map { $0.first.severity } == [.warning, .warning, .warning, .note])
  }

  /// Numbers and quoted names differ from record to record, words do not.
  @Test func numbersAndQuotesDoNotPart() {
    let alike = [
      finding("a", "“x” (X) has the same name and stands 12 m away"),
      finding("b", "“y” has the same name and stands 3.5 m away"),
    ]
    let groups = (alike + [finding("c", "“z” has another name and stands 3 m away")]).folded()
    #expect(groups.map(\.count) == [2, 1] && !groups[0].isOfOneMessage)
  }

  /// A number that only the Chinese sentence has is one record's all the same.
  @Test func messagesAreOneInBothLanguages() {
    let findings = ["12", "3"].map { (number: String) in
      QualityFinding(
        .note, .snapDistance, layer: "stations", record: number,
        message: .init("相距\(number)米", "it stands far"), fix: .init(same: "look"))
    }
    #expect(findings.folded().map(\.isOfOneMessage) == [false])
  }

  /// What is about a whole layer, or counts its records itself, is never one of several.
  @Test func wholeLayersStandAlone() {
    var counted = finding("a", "3 of them stand far")
    counted.others = ["a", "b", "c"]
    var other = finding("d", "2 of them stand far")
    other.others = ["d", "e"]
    #expect(
      [finding(nil, "the layer is empty 1"), finding(nil, "the layer is empty 2"), counted, other].folded().count == 4)
  }

  /// What moves the result stands first, whatever its severity; errors before all.
  @Test func theOrderIsThatOfTheEffect() {
    let shares = ["a": 0.02, "b": 0.3, "c": 0.01, "d": 0.01]
    let findings = [
      finding("a", "one"), finding("b", "two", severity: .note), finding("c", "three"), finding("d", "three"),
      finding("x", "four"), finding("y", "five", severity: .error), finding("z", "six", severity: .note),
    ]
    let groups = findings.folded { _, records in
      let known = records.compactMap { shares[$0] }
      return known.isEmpty ? nil : FindingEffect(.communities, known.reduce(0, +))
    }
    // five is an error; two 0.3; one 0.02 and three 0.01 + 0.01 are equal, and three has two records.
    #expect(groups.map { $0.first.message } == ["five", "two", "three", "one", "four", "six"])
    #expect(groups[1].effect == FindingEffect(.communities, 0.3) && groups[0].effect == nil)
  }

  @Test func theRecordsWithTheMostDemandAreNamed() {
    let shares = ["a": 0.1, "b": 0.4, "c": 0.2, "d": 0.3]
    let groups = ["a", "b", "c", "d"].map { finding($0, "one", "5 m") }.folded(
      effect: { _, records in FindingEffect(.workers, records.reduce(0) { $0 + (shares[$1] ?? 0) }) },
      name: { layer, record in layer == "stations" && record == "b" ? "茶花社区" : record })
    #expect(groups.count == 1 && groups[0].worst.map { $0.finding.record } == ["b", "d", "c"])
    #expect(groups[0].worst.map(\.name) == ["茶花社区", nil, nil])
  }

  @Test func modesAreJoinedWhereTheyAgree() {
    var findings = [
      finding("a", "far", "60 m", by: ["walk"]), finding("b", "far", "70 m", by: ["walk"]), finding("c", "none"),
      finding("a", "far", "60 m", by: ["e-bike"]), finding("b", "far", "80 m", by: ["e-bike"]), finding("c", "none"),
    ]
    findings.joinModes()
    #expect(findings.map(\.record) == ["a", "b", "c", "b", "c"])
    #expect(findings.map(\.modes) == [["walk", "e-bike"], ["walk"], [], ["e-bike"], []])
    #expect(
      findings[0].told.english == "far (walk, e-bike)" && findings[0].told.chinese == "far（步行、电动自行车）"
        && findings[2].told.english == "none")
    let groups = findings.folded()
    // Two records, though three findings.
    #expect(groups[0].count == 2 && groups[0].modes == ["walk", "e-bike"])
    #expect(groups[0].worst.map { $0.finding.value } == ["80 m", "60 m"])
  }
}
