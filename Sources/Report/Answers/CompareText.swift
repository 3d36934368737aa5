import Analysis
import Model
import Words

/// What `compare` prints for people.
extension Comparison {
  /// - Parameter folder: where the table, the layer and the page are; nil when none were asked for.
  package func text(folder: String?) -> Bilingual {
    let (ledgerA, ledgerB) = (ledgers?.comparison.a, ledgers?.comparison.b)
    var lines = [line("A", "A", sideWords(a, ledgerA)), line("B", "B", sideWords(b, ledgerB))]
    if isOneFile {
      let isFolder = a.kind == .folder
      lines.append(
        line(
          "注意", "note",
          Bilingual(
            "A与B是同一个\(isFolder ? "文件夹" : "文件")", "A and B are the same \(isFolder ? "folder" : "file")")))
    }
    if isIllustrative {
      lines.append(
        line(
          "注意", "note",
          Bilingual("部分数据为示意数据，不能作为决策依据", "some of it is made-up sample data: no basis for decisions")))
    }
    if isSame {
      let isWhole = results.map { $0.a.missingLayers.isEmpty && $0.b.missingLayers.isEmpty } ?? true
      lines.append(
        line(
          "相同", "same",
          isWhole
            ? Bilingual("没有差别", "nothing differs") : Bilingual("两者都有的部分没有差别", "nothing differs in what both hold")))
    }
    if let ledgers { lines += ledgers.lines }
    if let results {
      if ledgers != nil {
        lines.append(
          results.isSame
            ? line(
              "覆盖", "coverage",
              Bilingual("该图层换成A或B，覆盖结果相同", "the same with A in the layer's place and with B"))
            : Bilingual("该图层换成A、换成B时的覆盖情况：", "coverage with A in the layer's place, and with B:"))
      }
      lines += results.isSame ? results.cautions.map { line("注意", "caution", $0) } : results.lines
    }
    if let folder { lines.append(line("已写入", "written", Bilingual(same: folder))) }
    return lines.inLines
  }

  /// The system and what was made of it, without the way.
  private static func short(_ path: String) -> String {
    guard path.contains("->"), let way = path.firstRange(of: " (") else { return path }
    return String(path[..<way.lowerBound])
  }

  private func sideWords(_ side: Side, _ ledger: Ledger?) -> Bilingual {
    let name = Bilingual(same: side.words.inOneLine)
    guard let ledger else { return name }
    let system =
      ledger.referenceSystemPath.map { Bilingual("，\(Self.short($0))", ", \(Self.short($0))") }
      ?? Bilingual("，没有位置", ", without places")
    return name + Bilingual("：", ": ") + counted(ledger.records.count) + system
  }
}

func counted(_ records: Int) -> Bilingual {
  Bilingual("\(records)条记录", records == 1 ? "1 record" : "\(records) records")
}

/// “无”, “none”.
let none = Bilingual("无", "none")

/// The first ten, and how many more there are.
func firstTen(_ words: [Bilingual]) -> Bilingual {
  Array(words.prefix(10)).listed
    + (words.count > 10
      ? Bilingual("……另有\(words.count - 10)项", ", … and \(words.count - 10) more") : Bilingual(same: ""))
}

extension LedgerRecord {
  /// Id and name, the id once where they are the same.
  package var label: String {
    guard let id, let name, id != name else { return words.shown }
    return "\(id.shown) \(name.shown)"
  }
}
