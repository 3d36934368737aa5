import Geometry
import Model
import RoadNetwork
import Words

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
        message: Bilingual("`fields`指明它为\(role)字段，但没有一条道路有此字段", "`fields` names it for \(role), and no street has it"),
        fix: Bilingual("请查看文件中该字段的名称，或删去这一项", "look what the file calls it, or take it out"))
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
        message: Bilingual("`classes`中的“\(word)”在道路中没有出现", "`classes` names a word that no street has"),
        fix: Bilingual("请查看文件中的写法，或删去这一行", "look how the file writes it, or take the line out"))
    }
    return unused
      + counts.sorted { $0.key < $1.key }.map { word, count in
        QualityFinding(
          .note, .streetWords, layer: "roads",
          field: layer.source.mapping.named["class"] ?? layer.source.mapping.named["highway"],
          value: word,
          message: Bilingual(
            "有\(count)条道路的等级“\(word)”未列入`classes`，现按原词使用",
            "\(count) streets of a class that `classes` does not name; the word is taken as it is"),
          fix: Bilingual(
            "如不是OpenStreetMap的用词，请加入inputs.roads.classes", "add it to inputs.roads.classes unless it is OpenStreetMap's"
          ))
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
        message: Bilingual(
          "有\(count)条道路线的方向写作“\(word)”，现读作\(LineDirection.usual[word.lowercased()]!.meaning.chinese)",
          "\(count) lines; read as \(LineDirection.usual[word.lowercased()]!.meaning.english)"),
        fix: Bilingual(
          "如读法有误，请注明含义：inputs.roads.directions: {\(word): along}",
          "if that is wrong say what it means: inputs.roads.directions: {\(word): along}"))
    }
      + unknown.sorted { $0.key < $1.key }.map { word, count in
        QualityFinding(
          .warning, .streetWords, layer: "roads", field: field, value: word,
          message: Bilingual(
            "有\(count)条道路线的方向写作“\(word)”，无法识别；现按双向通行处理",
            "\(count) lines with a direction that nobody knows; they are open both ways"),
          fix: Bilingual(
            "请注明含义：inputs.roads.directions: {\(word): along}，或写against、both",
            "say what it means: inputs.roads.directions: {\(word): along}, against or both"))
      }
  }
}

extension StreetLayer {
  /// F and T that may be false and true, or from start to end and back: how they were read, and how to say either.
  fileprivate var ambiguousWords: [QualityFinding] {
    ambiguous.sorted { $0.key < $1.key }.compactMap { key, ambiguous -> QualityFinding? in
      let words = ambiguous.words.sorted()
      if words.allSatisfy({ definition.directions[$0] != nil }) { return nil }
      func text(_ isLogical: Bool, _ word: (LineDirection) -> String) -> String {
        words.map { "\($0): \(LineDirection($0, isLogical: isLogical).map(word) ?? "")" }.joined(separator: ", ")
      }
      let reading = words.map { word in
        let own = definition.directions[word].flatMap(LineDirection.init)
        let meaning = (own ?? LineDirection(word, isLogical: ambiguous.isLogical))?.meaning ?? Bilingual(same: "")
        return Bilingual("\(word)作\(meaning.chinese)", "\(word) as \(meaning.english)")
      }
      return QualityFinding(
        .warning, .streetWords, layer: "roads", field: layer.source.mapping.named[key] ?? key,
        value: words.joined(separator: ", "),
        message: Bilingual(
          "该列可能表示“否、是”，也可能表示“从起点到终点、从终点到起点”；因\(ambiguous.isLogical ? "每条道路都有字母" : "另有道路没有填写")，现取\(reading.joined("，").chinese)",
          "the column may say false and true, or from start to end and back;"
            + " \(reading.joined("", ", ").english) was taken, since "
            + (ambiguous.isLogical ? "every street has a letter" : "other streets have none")),
        fix: Bilingual(
          "请注明含义：表示“否、是”请写inputs.roads.directions: {\(text(true, \.rawValue))}，表示起止方向请写{\(text(false, \.rawValue))}",
          "say which: inputs.roads.directions: {\(text(true, \.rawValue))} for false and true,"
            + " {\(text(false, \.rawValue))} for from start to end and back"))
    }
  }
}

extension LineDirection {
  fileprivate var meaning: Bilingual {
    switch self {
    case .along: Bilingual("沿绘制方向单行", "one-way as the line is drawn")
    case .against: Bilingual("逆绘制方向单行", "one-way against the drawing")
    case .both: Bilingual("双向通行", "open both ways")
    }
  }
}

extension NodingReport {
  fileprivate func findings(_ noding: StreetNoding) -> [QualityFinding] {
    let tolerance = noding.tolerance.text
    var findings: [QualityFinding] = []
    func add(_ severity: QualityFinding.Severity, _ tally: Tally, _ message: Bilingual, _ fix: Bilingual) {
      guard tally.count > 0 else { return }
      let places = tally.spots.map { spot in
        "\(spot.position.text)" + (spot.distance.value > 0 ? " (\(spot.distance.text))" : "")
      }
      let more =
        tally.count > places.count
        ? Bilingual("等\(tally.count)处", " and \(tally.count - places.count) more") : Bilingual(same: "")
      findings.append(
        QualityFinding(
          severity, .noding, layer: "roads", record: tally.spots.first.map { "\($0.record)" }, field: "geometry",
          value: "\(tally.count)", at: tally.spots.map(\.position),
          message: message + Bilingual("：", ": ") + places.map(Bilingual.init(same:)).joined("；", "; ") + more, fix: fix
        ))
    }
    add(
      .note, endsJoined,
      Bilingual(
        "距离在\(tolerance)以内的线端已合并为一个结点，最远相距\(endsJoined.largest.text)",
        "ends of lines within \(tolerance) became one node, the farthest \(endsJoined.largest.text)"),
      Bilingual(
        "请查看所列位置；如要少合并，请减小inputs.roads.noding.tolerance",
        "look at the places; a smaller inputs.roads.noding.tolerance joins fewer"))
    add(
      .warning, wideChains,
      Bilingual("一连串线端的跨度超过容差的两倍，没有合并", "chains of ends wider than twice the tolerance were not drawn together"),
      Bilingual("请减小容差，或重新绘制该处道路", "use a smaller tolerance, or draw the streets there anew"))
    add(
      .note, endsJoinedToLines,
      Bilingual(
        "线端接到了另一条线的中间，最远相距\(endsJoinedToLines.largest.text)",
        "ends joined another line between its ends, the farthest \(endsJoinedToLines.largest.text)"),
      Bilingual(
        "请查看所列位置；写noding.t_junctions: false则只合并线端和折点",
        "look at the places; noding.t_junctions: false joins only ends and vertices"))
    add(
      .note, crossingsJoined, Bilingual("相互交叉的线已连接", "lines that cross were joined"),
      Bilingual("立交处请注明bridge、tunnel或layer", "give overpasses bridge, tunnel or layer"))
    add(
      .note, keptApart, Bilingual("桥梁、隧道或层次不同的线没有连接", "lines of different bridge, tunnel or layer were not joined"),
      Bilingual("确为上下穿越的无需处理", "nothing to do where one passes over the other"))
    add(
      .warning, nearMisses,
      Bilingual(
        "断头路靠近另一条道路而没有连接，最近相距\(nearMisses.smallest.text)",
        "dead ends near another street, not joined, the nearest \(nearMisses.smallest.text)"),
      Bilingual(
        "实际相连的，请增大noding.tolerance\(noding.joinsTJunctions ? "" : "并写t_junctions: true")，或把线画到一起",
        "where they meet in reality raise noding.tolerance\(noding.joinsTJunctions ? "" : ", set t_junctions: true")"
          + " or draw them together"))
    add(
      .note, shortLines,
      Bilingual(
        "两端合并为一个结点的短线已略去，最长\(shortLines.largest.text)",
        "lines whose ends became one node were dropped, the longest \(shortLines.largest.text)"),
      Bilingual(
        "无需处理；减小inputs.roads.noding.tolerance可予保留", "nothing to do; a smaller inputs.roads.noding.tolerance keeps them")
    )
    add(
      .note, duplicateLines, Bilingual("重复绘制的线已略去", "lines drawn twice were dropped"),
      Bilingual("无需处理", "nothing to do"))
    findings.append(connection(noding))
    return findings
  }

  private func connection(_ noding: StreetNoding) -> QualityFinding {
    let share = "\((largestShare * 1000).rounded(.down) / 10) %"
    let isSufficient = largestShare >= Self.sufficientShare
    var fix = Bilingual("无需处理", "nothing to do")
    if !isSufficient {
      func advice(_ distance: Meters) -> String {
        // Not less than what is joined already.
        let tolerance = max(distance, noding.tolerance).value
        return "noding {tolerance: \((tolerance * 100).rounded(.up) / 100)m, t_junctions: true}"
      }
      fix =
        if let sufficientTolerance {
          Bilingual(
            "请查看相近而未连接之处；\(advice(sufficientTolerance))即可连接足够的道路",
            "look at the near misses; \(advice(sufficientTolerance)) would join enough")
        } else if let nextTolerance {
          Bilingual(
            "请查看相近而未连接之处；\(advice(nextTolerance))可再连接一处",
            "look at the near misses; \(advice(nextTolerance)) would join the next")
        } else {
          Bilingual(
            "请检查图层是否完整，以及交叉的道路是否应当连接：noding.crossings",
            "check that the layer is complete, and whether streets that cross are to be joined: noding.crossings")
        }
    }
    return QualityFinding(
      isSufficient ? .note : .warning, .noding, layer: "roads", field: "geometry", value: share,
      message: Bilingual(
        "路网分为\(componentCount)个互不相连的部分，最大的一个含\(nodeCount)个结点中的\(share.filter { $0 != " " })（共\(edgeCount)条边）",
        "of \(nodeCount) nodes in the largest of \(componentCount) parts that are connected"
          + " (\(edgeCount) edges)"), fix: fix)
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
