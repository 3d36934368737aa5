import Model
import RoadNetwork
import Words
import Yams

/// The modes an analysis may name: those of the library and the file's own.
package struct ModeTables: Sendable {
  /// In the order of the library, then of the file.
  package private(set) var all: [ModeRules] = ModeRules.all
  /// What a mode of the file is called in the report, by language; a mode without an entry goes by its own word.
  package private(set) var names: [TravelMode: (chinese: String, english: String)] = [:]

  package init() {}

  /// The table of a mode; nil when there is none of this name.
  package subscript(mode: TravelMode) -> ModeRules? { all.first { $0.mode == mode } }

  /// The modes of a YAML file's `custom_modes`, beside those of the library; the rest of the file must be an analysis
  /// file's, and is not looked at.
  /// - Throws: ``AnalysisError`` with line, column and the nearest valid key.
  package init(path: String) throws(AnalysisError) {
    try self.init(AnalysisDocument(file: path, overrides: []))
  }

  init(_ document: AnalysisDocument) throws(AnalysisError) {
    let key = ModeTables.key
    let count = document.node(key)?.mapping?.count ?? 0
    guard count <= Self.most else {
      throw document.error(
        .badValue,
        Bilingual(
          "自定义出行方式有\(count)种，数量太多。请写不超过\(Self.most)种。",
          "\(count) modes of your own are too many. Give at most \(Self.most)."), at: document.node(key)!,
        path: [key])
    }
    for (nameNode, node) in document.node(key)?.mapping ?? [:] {
      let name = nameNode.string ?? ""
      let path = [key, name]
      guard ModeRules.named(TravelMode(rawValue: name)) == nil else {
        throw document.error(
          .badValue,
          Bilingual(
            "“\(name)”是程序已有的出行方式。请给自定义的方式另起名称。",
            "“\(name)” is a mode of the library already. Give your own another name."), at: nameNode, path: path
        )
      }
      guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }) else {
        throw document.error(
          .badValue,
          Bilingual(
            "“\(name)”不能作为出行方式的名称。请用字母、数字和连字符。", "“\(name)” is no name for a mode. Use letters, digits and hyphens."),
          at: nameNode, path: path)
      }
      guard let like = node.mapping?["like"]?.string,
        var rules = ModeRules.named(TravelMode(rawValue: like))
      else {
        throw document.error(
          .missingKey,
          Bilingual(
            "没有写明以哪种出行方式为基础。请加上like: \(ModeRules.all[0].mode.rawValue)，也可写\(ModeRules.all.dropFirst().map(\.mode.rawValue).joined(separator: "、"))。",
            "the mode says nothing about the table it starts from. Add `like: \(ModeRules.all[0].mode.rawValue)`, or "
              + ModeRules.all.dropFirst().map(\.mode.rawValue).joined(separator: ", ") + "."), at: nameNode, path: path)
      }
      rules.mode = TravelMode(rawValue: name)
      for field in ModeField.all {
        guard let value = node.mapping?[Node(field.name)] else { continue }
        if let mistake = field.apply(&rules, value) {
          throw document.error(.badValue, mistake.words, at: mistake.node, path: path + [field.name])
        }
      }
      if let open = node.mapping?["open"], let closed = node.mapping?["closed"],
        let mistake = closed.classMistake(alsoIn: open, rules)
      {
        throw document.error(.badValue, mistake.words, at: mistake.node, path: path + ["closed"])
      }
      all.append(rules)
      let plain = document.text("\(key).\(name).name")
      let chinese = document.text("\(key).\(name).name.zh") ?? plain ?? document.text("\(key).\(name).name.en")
      let english = document.text("\(key).\(name).name.en") ?? plain ?? document.text("\(key).\(name).name.zh")
      if let chinese, let english { names[rules.mode] = (chinese, english) }
    }
  }

  /// Modes that a file may have of its own: each in use has a network.
  private static let most = 100

  /// Where an analysis file has its own modes.
  static let key = "custom_modes"

  /// How fast a mode can be meant to go: beyond it a speed is a slip of the pen.
  static func largestSpeed(of mode: TravelMode) -> KilometersPerHour {
    switch mode {
    case .walk: KilometersPerHour(20)
    case .bicycle, .eBike: KilometersPerHour(60)
    default: largestSpeed
    }
  }

  /// The same of any mode.
  static let largestSpeed = KilometersPerHour(130)
}
