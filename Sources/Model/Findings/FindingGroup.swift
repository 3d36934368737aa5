/// Findings that say the same of several records, as one line for people.
///
/// Of one severity, rule, layer and file they are, and of one message but for numbers and what it quotes. What is about a
/// whole layer stands alone.
package struct FindingGroup: Hashable, Sendable {
  /// The three that weigh most, the foremost first: by the demand concerned, then by the number found, then as they came.
  package var worst: [Example]
  /// Records concerned; 1 for what is about no record.
  package var count: Int
  /// Travel modes concerned, where there are several.
  package var modes: [String]
  /// Whether all have the message of the first, to the letter, in both languages.
  package var isOfOneMessage: Bool
  /// The demand concerned; nil when it is not known.
  package var effect: FindingEffect?

  package struct Example: Hashable, Sendable {
    package var finding: QualityFinding
    /// The record's name; nil when it has none beside its id.
    package var name: String?
  }

  package var first: QualityFinding { worst[0].finding }
}

/// How much of all demand of a kind a finding concerns: by so much it moves the result at the most.
package struct FindingEffect: Hashable, Sendable {
  package var kind: DemandKind
  /// 0...1 of the weight inside the area.
  package var share: Double

  package init(_ kind: DemandKind, _ share: Double) {
    self.kind = kind
    self.share = share
  }
}

extension [QualityFinding] {
  /// Findings that differ in their travel mode only are one with all of the modes, where the first stood.
  package mutating func joinModes() {
    var places: [QualityFinding: Int] = [:]
    var joined: [QualityFinding] = []
    for finding in self {
      guard !finding.modes.isEmpty else {
        joined.append(finding)
        continue
      }
      var alike = finding
      alike.modes = []
      if let place = places[alike] {
        joined[place].modes += finding.modes.filter { !joined[place].modes.contains($0) }
      } else {
        places[alike] = joined.count
        joined.append(finding)
      }
    }
    self = joined
  }

  /// Errors first; then by what they do to the result where it is known; then by severity, count and place.
  ///
  /// - Parameters:
  ///   - effect: of records of a layer together.
  ///   - name: of a record, by its layer and id.
  /// - Complexity: O(n log n), an effect for each record and group.
  package func folded(
    effect: (_ layer: String, _ records: [String]) -> FindingEffect? = { _, _ in nil },
    name: (_ layer: String, _ record: String) -> String? = { _, _ in nil }
  ) -> [FindingGroup] {
    var places: [FoldKey: Int] = [:]
    var members: [[QualityFinding]] = []
    for finding in self {
      let key = FoldKey(finding)
      if let place = places[key] {
        members[place].append(finding)
      } else {
        places[key] = members.count
        members.append([finding])
      }
    }
    let groups = members.map { findings -> FindingGroup in
      let weighed = findings.map { finding in
        (share: effect(finding.layer, finding.concerned)?.share ?? 0, number: finding.number)
      }
      let order = weighed.indices.sorted {
        let (a, b) = (weighed[$0], weighed[$1])
        return (-a.share, -a.number, $0) < (-b.share, -b.number, $1)
      }
      var worst: [QualityFinding] = []
      for place in order where worst.count < 3 && !worst.contains(where: { $0.record == findings[place].record }) {
        worst.append(findings[place])
      }
      var modes: [String] = []
      for mode in findings.flatMap(\.modes) where !modes.contains(mode) { modes.append(mode) }
      var seen: Set<String> = []
      let records = findings.flatMap { $0.concerned.filter { seen.insert($0).inserted } }
      return FindingGroup(
        worst: worst.map { finding in
          let name = finding.record.flatMap { name(finding.layer, $0) }
          return .init(finding: finding, name: name == finding.record ? nil : name)
        },
        count: findings.count == 1 ? 1 : Set(findings.map(\.record)).count, modes: modes,
        isOfOneMessage: findings.allSatisfy { $0.words == findings[0].words },
        effect: effect(findings[0].layer, records))
    }
    let severities: [QualityFinding.Severity] = [.error, .warning, .note]
    func rank(_ index: Int) -> (Int, Double, Int, Int, Int) {
      let group = groups[index]
      let severity = severities.firstIndex(of: group.first.severity) ?? 0
      return (severity == 0 ? 0 : 1, -(group.effect?.share ?? 0), severity, -group.count, index)
    }
    return groups.indices.sorted { rank($0) < rank($1) }.map { groups[$0] }
  }
}

/// What findings of one group have in common.
private struct FoldKey: Hashable {
  var severity: QualityFinding.Severity
  var rule: QualityRule
  var layer: String
  var file: String?
  var message: String
  var fix: String
  /// Of a finding that is about no single record.
  var alone: QualityFinding?

  init(_ finding: QualityFinding) {
    severity = finding.severity
    rule = finding.rule
    layer = finding.layer
    file = finding.file
    message = Self.form(finding.message)
    fix = Self.form(finding.fix)
    if finding.record == nil || finding.others != nil { alone = finding }
  }

  /// Without numbers, quotes and what stands in brackets.
  private static func form(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var closing: Unicode.Scalar?
    for letter in text.unicodeScalars {
      if let end = closing {
        if letter == end { closing = nil }
        continue
      }
      switch letter {
      case "“": closing = "”"
      case "`": closing = "`"
      case "(": closing = ")"
      case "0"..."9", ".": break
      case " " where result.last.map { $0 == " " } ?? true: break
      default: result.append(letter)
      }
    }
    return String(result)
  }
}

extension QualityFinding {
  /// Records by id; none for what is about the whole layer.
  var concerned: [String] { others ?? record.map { [$0] } ?? [] }

  /// The number that its value begins with; 0 without one.
  fileprivate var number: Double {
    guard let value else { return 0 }
    return Double(value.prefix { $0.isNumber || $0 == "." }) ?? 0
  }
}
