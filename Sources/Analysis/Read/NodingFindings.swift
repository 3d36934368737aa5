import Geometry
import Model
import RoadNetwork

extension Roads {
  /// What noding the lines did, and words that nobody knows.
  var findings: [QualityFinding] {
    guard case .lines(let streets) = self else { return [] }
    var findings =
      streets.unusedFields + streets.unknownClasses + streets.directionWords + streets.ambiguousWords
    if let noding = streets.definition.noding, let report = streets.noded?.report {
      findings += report.findings(noding)
    }
    return findings
  }
}

extension StreetLayer {
  /// Fields of `fields` that no record has: a slip of the pen, or nothing known of any street.
  fileprivate var unusedFields: [QualityFinding] {
    unknownFields.map { role, name in
      QualityFinding(
        .warning, .streetWords, layer: "roads", field: name, value: role,
        message: "`fields` names it for \(role), and no street has it",
        fix: "look what the file calls it, or take it out")
    }
  }

  /// Class words that `classes` does not name, when it names some.
  fileprivate var unknownClasses: [QualityFinding] {
    guard !definition.classes.isEmpty else { return [] }
    let known = Set(definition.classes.keys).union(definition.classes.values)
    var counts: [String: Int] = [:]
    for record in layer.records {
      let word = columns.value("highway", in: record.fields)?.text ?? ""
      if !word.isEmpty, !known.contains(word) { counts[word, default: 0] += 1 }
    }
    let found = Set(
      layer.records.compactMap { columns.value("highway", in: $0.fields)?.text })
    let unused = definition.classes.keys.filter { !found.contains($0) }.sorted().map { word in
      QualityFinding(
        .warning, .streetWords, layer: "roads", field: "classes", value: word,
        message: "`classes` names a word that no street has", fix: "look how the file writes it, or take the line out")
    }
    return unused
      + counts.sorted { $0.key < $1.key }.map { word, count in
        QualityFinding(
          .note, .streetWords, layer: "roads",
          field: layer.source.mapping.named["class"] ?? layer.source.mapping.named["highway"],
          value: word, message: "\(count) streets of a class that `classes` does not name; the word is taken as it is",
          fix: "add it to inputs.roads.classes unless it is OpenStreetMap's")
      }
  }
}

extension StreetLayer {
  /// Words for directions that are not OpenStreetMap's: how they were read, and those that nobody knows.
  fileprivate var directionWords: [QualityFinding] {
    let plain: Set<String> = ["yes", "true", "1", "-1", "reverse", "no", "false", "0", "alternating", "reversible"]
    let ambiguous = ambiguous["oneway"]?.words ?? []
    var read: [String: Int] = [:]
    var unknown: [String: Int] = [:]
    for record in layer.records {
      let word = columns.value("oneway", in: record.fields)?.text ?? ""
      if word.isEmpty || plain.contains(word) || ambiguous.contains(word) || definition.directions[word] != nil {
        continue
      }
      if LineDirection.usual[word.lowercased()] != nil {
        read[word, default: 0] += 1
      } else {
        unknown[word, default: 0] += 1
      }
    }
    let field = layer.source.mapping.named["oneway"] ?? "oneway"
    return read.sorted { $0.key < $1.key }.map { word, count in
      QualityFinding(
        .note, .streetWords, layer: "roads", field: field, value: word,
        message: "\(count) lines; read as \(LineDirection.usual[word.lowercased()]!.meaning)",
        fix: "if that is wrong say what it means: inputs.roads.directions: {\(word): along}")
    }
      + unknown.sorted { $0.key < $1.key }.map { word, count in
        QualityFinding(
          .warning, .streetWords, layer: "roads", field: field, value: word,
          message: "\(count) lines with a direction that nobody knows; they are open both ways",
          fix: "say what it means: inputs.roads.directions: {\(word): along}, against or both")
      }
  }
}

extension StreetLayer {
  /// F and T that may be false and true, or from start to end and back: how they were read, and how to say either.
  fileprivate var ambiguousWords: [QualityFinding] {
    ambiguous.sorted { $0.key < $1.key }.compactMap { key, ambiguous in
      let words = ambiguous.words.sorted()
      if words.allSatisfy({ definition.directions[$0] != nil }) { return nil }
      func text(_ isLogical: Bool, _ word: (LineDirection) -> String) -> String {
        words.map { "\($0): \(LineDirection($0, isLogical: isLogical).map(word) ?? "")" }.joined(separator: ", ")
      }
      let reading = words.map { word in
        let own = definition.directions[word].flatMap(LineDirection.init)
        return "\(word) as \((own ?? LineDirection(word, isLogical: ambiguous.isLogical))?.meaning ?? "")"
      }
      return QualityFinding(
        .warning, .streetWords, layer: "roads", field: layer.source.mapping.named[key] ?? key,
        value: words.joined(separator: ", "),
        message: "the column may say false and true, or from start to end and back;"
          + " \(reading.joined(separator: ", ")) was taken, since "
          + (ambiguous.isLogical ? "every street has a letter" : "other streets have none"),
        fix: "say which: inputs.roads.directions: {\(text(true, \.rawValue))} for false and true,"
          + " {\(text(false, \.rawValue))} for from start to end and back")
    }
  }
}

extension LineDirection {
  fileprivate var meaning: String {
    switch self {
    case .along: "one-way as the line is drawn"
    case .against: "one-way against the drawing"
    case .both: "open both ways"
    }
  }
}

extension NodingReport {
  fileprivate func findings(_ noding: StreetNoding) -> [QualityFinding] {
    let tolerance = noding.tolerance.text
    var findings: [QualityFinding] = []
    func add(_ severity: QualityFinding.Severity, _ tally: Tally, _ message: String, _ fix: String) {
      guard tally.count > 0 else { return }
      let places = tally.spots.map { spot in
        "\(spot.position.text)" + (spot.distance.value > 0 ? " (\(spot.distance.text))" : "")
      }
      let more = tally.count > places.count ? " and \(tally.count - places.count) more" : ""
      findings.append(
        QualityFinding(
          severity, .noding, layer: "roads", record: tally.spots.first.map { "\($0.record)" }, field: "geometry",
          value: "\(tally.count)", at: tally.spots.map(\.position),
          message: "\(message): \(places.joined(separator: "; "))\(more)", fix: fix))
    }
    add(
      .note, endsJoined, "ends of lines within \(tolerance) became one node, the farthest \(endsJoined.largest.text)",
      "look at the places; a smaller inputs.roads.noding.tolerance joins fewer")
    add(
      .warning, wideChains, "chains of ends wider than twice the tolerance were not drawn together",
      "use a smaller tolerance, or draw the streets there anew")
    add(
      .note, endsJoinedToLines,
      "ends joined another line between its ends, the farthest \(endsJoinedToLines.largest.text)",
      "look at the places; noding.t_junctions: false joins only ends and vertices")
    add(.note, crossingsJoined, "lines that cross were joined", "give overpasses bridge, tunnel or layer")
    add(
      .note, keptApart, "lines of different bridge, tunnel or layer were not joined",
      "nothing to do where one passes over the other")
    add(
      .warning, nearMisses,
      "dead ends near another street, not joined, the nearest \(nearMisses.smallest.text)",
      "where they meet in reality raise noding.tolerance\(noding.joinsTJunctions ? "" : ", set t_junctions: true")"
        + " or draw them together")
    add(
      .note, shortLines, "lines whose ends became one node were dropped, the longest \(shortLines.largest.text)",
      "nothing to do; a smaller inputs.roads.noding.tolerance keeps them")
    add(.note, duplicateLines, "lines drawn twice were dropped", "nothing to do")
    findings.append(connection(noding))
    return findings
  }

  private func connection(_ noding: StreetNoding) -> QualityFinding {
    let share = "\((largestShare * 1000).rounded(.down) / 10) %"
    let isSufficient = largestShare >= Self.sufficientShare
    var fix = "nothing to do"
    if !isSufficient {
      func advice(_ distance: Meters) -> String {
        // Not less than what is joined already.
        let tolerance = max(distance, noding.tolerance).value
        return "noding {tolerance: \((tolerance * 100).rounded(.up) / 100)m, t_junctions: true}"
      }
      fix =
        if let sufficientTolerance {
          "look at the near misses; \(advice(sufficientTolerance)) would join enough"
        } else if let nextTolerance {
          "look at the near misses; \(advice(nextTolerance)) would join the next"
        } else {
          "check that the layer is complete, and whether streets that cross are to be joined: noding.crossings"
        }
    }
    return QualityFinding(
      isSufficient ? .note : .warning, .noding, layer: "roads", field: "geometry", value: share,
      message: "of \(nodeCount) nodes in the largest of \(componentCount) parts that are connected"
        + " (\(edgeCount) edges)", fix: fix)
  }
}

extension Meters {
  /// To the centimetre.
  fileprivate var text: String { "\((value * 100).rounded() / 100) m" }
}

extension Coordinate {
  /// To 1e-7 degree.
  fileprivate var text: String { "\((x * 1e7).rounded() / 1e7), \((y * 1e7).rounded() / 1e7)" }
}
