import Foundation
import Geodata
import Model
import RoadNetwork
import Words
import Yams

/// The analysis file as checked YAML: every key known, every value of the right kind, each with its line and column.
struct AnalysisDocument {
  let file: String
  private(set) var root: Node
  /// Modes that the file may name: the library's and those under `custom_modes`.
  private var modeNames: [String] = []
  /// Dotted keys that `--set` gave: their mistakes are not in the file.
  private var overridden: [String] = []

  /// - Parameter overrides: `key=value` pairs that replace single keys, as `--set` gives them.
  init(file: String, overrides: [String]) throws(AnalysisError) {
    try self.init(
      file: file, overrides: overrides, keys: AnalysisKeys.root, named: Bilingual("分析文件", "analysis file"),
      starter: Bilingual(
        "运行`servicecircle init 文件夹`可生成示例。", "`servicecircle init DIR` writes a starter."))
  }

  /// A file of other keys than an analysis has.
  ///
  /// - Parameters:
  ///   - named: what to call the file in messages.
  ///   - starter: a sentence on what such a file looks like.
  init(
    file: String, overrides: [String] = [], keys: [AnalysisKey], named: Bilingual, starter: Bilingual
  ) throws(AnalysisError) {
    self.file = file
    guard FileManager.default.fileExists(atPath: file) else {
      throw AnalysisError(
        .fileMissing,
        Bilingual("\(named.chinese)不存在。\(starter.chinese)", "the \(named.english) does not exist. \(starter.english)"),
        at: .init(file: file))
    }
    if let refusal = refusalOfSpecialFile(file) {
      throw AnalysisError(.malformed, refusal, at: .init(file: file))
    }
    guard let data = FileManager.default.contents(atPath: file) else {
      throw AnalysisError(
        .malformed,
        Bilingual(
          "无法作为文件读取。请写明\(named.chinese)的路径，例如DIR/analysis.yaml。",
          "this is no file that can be read. Name the \(named.english), such as DIR/analysis.yaml."),
        at: .init(file: file))
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw AnalysisError(
        .malformed, Bilingual("文件不是UTF-8文本。请另存为UTF-8编码。", "the file is not UTF-8 text. Save it as UTF-8."),
        at: .init(file: file))
    }
    guard let node = try Self.compose(text, file: file) else {
      throw AnalysisError(
        .malformed,
        Bilingual("\(named.chinese)是空的。\(starter.chinese)", "the \(named.english) is empty. \(starter.english)"),
        at: .init(file: file))
    }
    root = node
    for override in overrides { try apply(override) }
    let own = root.mapping?[Node(ModeTables.key)]?.mapping?.compactMap(\.key.string) ?? []
    modeNames = ModeRules.all.map(\.mode.rawValue) + own
    try check(root, .keys(keys), path: [])
  }

  private static func compose(_ text: String, file: String) throws(AnalysisError) -> Node? {
    do {
      return try Yams.compose(yaml: text)
    } catch let error as YamlError {
      var place = AnalysisError.Context(file: file)
      if case .scanner(_, let problem, let mark, _) = error {
        place.line = mark.line
        place.column = mark.column
        throw AnalysisError(.malformed, Bilingual("YAML格式有误：\(problem)。", "not valid YAML: \(problem)."), at: place)
      }
      if case .parser(_, let problem, let mark, _) = error {
        place.line = mark.line
        place.column = mark.column
        throw AnalysisError(.malformed, Bilingual("YAML格式有误：\(problem)。", "not valid YAML: \(problem)."), at: place)
      }
      if case .composer(_, let problem, let mark, _) = error {
        place.line = mark.line
        place.column = mark.column
        throw AnalysisError(.malformed, Bilingual("YAML格式有误：\(problem)。", "not valid YAML: \(problem)."), at: place)
      }
      if case .duplicatedKeysInMapping(let keys, _) = error {
        throw AnalysisError(
          .malformed,
          Bilingual(
            "\(keys.map { "“\($0)”" }.joined(separator: "、"))在同一处出现两次。请只留一个。",
            "\(keys.map { "“\($0)”" }.joined(separator: ", ")) stands twice in one place. Keep one of them."),
          at: place)
      }
      throw AnalysisError(.malformed, Bilingual("YAML格式有误：\(error)。", "not valid YAML: \(error)."), at: place)
    } catch {
      throw AnalysisError(
        .malformed, Bilingual("YAML格式有误：\(error)。", "not valid YAML: \(error)."), at: .init(file: file))
    }
  }

  private mutating func apply(_ override: String) throws(AnalysisError) {
    guard let equals = override.firstIndex(of: "="), equals != override.startIndex else {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "“\(override)”不是“键=值”的形式，例如circle.cutoff=15min。",
          "“\(override)” is not key=value, for example circle.cutoff=15min."), at: .init(file: "--set"))
    }
    let path = override[..<equals].split(separator: ".").map(String.init)
    guard
      let value = try Self.compose(
        String(override[override.index(after: equals)...]), file: "--set")
    else {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "“\(override)”没有写值。如不用此键，请写\(path.joined(separator: "."))=none。",
          "“\(override)” has no value. Write \(path.joined(separator: "."))=none to leave the key out."),
        at: .init(file: "--set"))
    }
    if let scalar = value.scalar, scalar.style == .plain || scalar.style == .any,
      scalar.string == "none",
      try !isWord(scalar.string, of: path)
    {
      root = Self.leavingOut(root, path[...])
      return
    }
    // `stations: stations.csv` is short for `stations: {file: stations.csv}`, to which a key can be added.
    if path.count > 2, path[0] == "inputs", let file = node("inputs.\(path[1])"), file.scalar != nil {
      root = Self.setting(root, [path[0], path[1], "file"], to: file)
    }
    root = Self.setting(root, path[...], to: value)
    overridden.append(path.joined(separator: "."))
  }

  /// Whether the key at a path takes this word as a value of its own.
  /// - Throws: ``AnalysisError`` `unknownKey` when there is no such key.
  private func isWord(_ word: String, of path: [String]) throws(AnalysisError) -> Bool {
    var kind = ValueKind.keys(AnalysisKeys.root)
    for (depth, name) in path.enumerated() {
      guard let next = kind.member(name) else {
        throw unknownKey(
          name, among: kind.memberNames, at: Node(name), path: Array(path.prefix(depth + 1)))
      }
      kind = next
    }
    return kind.takes(word)
  }

  private static func leavingOut(_ node: Node, _ path: ArraySlice<String>) -> Node {
    guard let first = path.first, var mapping = node.mapping, let child = mapping[Node(first)]
    else { return node }
    mapping[Node(first)] = path.count == 1 ? nil : leavingOut(child, path.dropFirst())
    return .mapping(mapping)
  }

  private static func setting(_ node: Node, _ path: ArraySlice<String>, to value: Node) -> Node {
    guard let first = path.first else { return value }
    var mapping = node.mapping ?? Node.Mapping([])
    let child = mapping[Node(first)] ?? Node.mapping(Node.Mapping([]))
    mapping[Node(first)] = setting(child, path.dropFirst(), to: value)
    return .mapping(mapping)
  }

  // MARK: Checking

  func error(
    _ code: AnalysisError.Code, _ words: Bilingual, at node: Node?, path: [String]
  ) -> AnalysisError {
    AnalysisError(code, words, at: place(path.joined(separator: "."), node))
  }

  private func place(_ key: String, _ node: Node?) -> AnalysisError.Context {
    let name = key.isEmpty ? nil : key
    if overridden.contains(where: { key == $0 || key.hasPrefix($0 + ".") }) { return .init(file: "--set", key: name) }
    return .init(file: file, line: node?.mark?.line, column: node?.mark?.column, key: name)
  }

  private func check(_ node: Node, _ kind: ValueKind, path: [String]) throws(AnalysisError) {
    func refuse() -> AnalysisError {
      let found =
        node.scalar.map { Bilingual(same: "“\($0.string)”") }
        ?? (node.sequence != nil ? Bilingual("列表", "a list") : Bilingual("一组键", "a group of keys"))
      // A text of digits and separators: 12,500 may be either of two numbers.
      let isParted =
        kind.isQuantity && found.english.contains { $0.isNumber } && found.english.contains { $0 == "," || $0 == "，" }
      return error(
        .badValue,
        Bilingual(
          "此处应为\(kind.wanted.chinese)，却写成了\(found.chinese)。" + (isParted ? "小数请用小数点，千位之间不加分隔。" : ""),
          "\(found.english) is not \(kind.wanted.english)."
            + (isParted ? " Write a point before the decimals and nothing between thousands." : "")),
        at: node, path: path)
    }
    func require(_ condition: Bool) throws(AnalysisError) {
      guard condition else { throw refuse() }
    }
    let scalar = node.scalar?.string
    switch kind {
    case .text: try require(scalar.map { !$0.isEmpty } ?? false)
    case .number, .money, .amount, .degrees, .wholeNumber, .cutoff, .length, .duration, .speed, .share, .percentage,
      .tonnes:
      guard let scalar else { throw refuse() }
      let isRead: Bool
      do throws(QuantityMistake) { isRead = try kind.reads(scalar) } catch {
        throw self.error(.badValue, error.told, at: node, path: path)
      }
      try require(isRead)
    case .speeds:
      guard let mapping = node.mapping else { throw refuse() }
      for (key, value) in mapping {
        let name = key.string ?? ""
        guard modeNames.contains(name) else { throw unknownKey(name, among: modeNames, at: key, path: path + [name]) }
        try check(value, .speed, path: path + [name])
        let limit = ModeTables.largestSpeed(of: TravelMode(rawValue: name))
        guard value.string.flatMap(KilometersPerHour.init(parsing:)).map({ $0 <= limit }) ?? false else {
          throw error(
            .badValue,
            Bilingual(
              "“\(value.string ?? "")”不能作为\(name)的速度。请写不超过\(Int(limit.value))km/h的数值。",
              "“\(value.string ?? "")” is no speed for \(name). Give at most \(Int(limit.value))km/h."),
            at: value, path: path + [name])
        }
      }
    case .mode:
      guard let scalar else { throw refuse() }
      guard modeNames.contains(scalar) else {
        throw error(
          .badValue,
          Bilingual(
            "“\(scalar)”不是出行方式。\(didYouMean(scalar, among: modeNames).chinese)可写：\(modeNames.joined(separator: "、"))；其他方式请在\(ModeTables.key)中自定义。",
            "“\(scalar)” is no travel mode. \(didYouMean(scalar, among: modeNames).english)Valid here: "
              + "\(modeNames.joined(separator: ", ")); `\(ModeTables.key)` makes others."), at: node, path: path)
      }
    case .tag: try require(scalar.flatMap(ModeRules.Tag.init(text:)) != nil)
    case .flag: try require(scalar.map(["true", "false"].contains) ?? false)
    case .choice(let words): try require(scalar.map(words.contains) ?? false)
    case .list(let element):
      guard let sequence = node.sequence else { throw refuse() }
      for (index, item) in sequence.enumerated() { try check(item, element, path: path + ["\(index + 1)"]) }
    case .either(let plain, let structured):
      switch (scalar != nil, node.sequence != nil) {
      case (true, _):
        try require(!plain.isList)
        try check(node, plain, path: path)
      case (_, true):
        try require(plain.isList || structured.isList)
        try check(node, plain.isList ? plain : structured, path: path)
      default: try check(node, structured, path: path)
      }
    case .dictionary(let element):
      guard let mapping = node.mapping else { throw refuse() }
      for (key, value) in mapping { try check(value, element, path: path + [key.string ?? ""]) }
    case .keys(let keys):
      guard let mapping = node.mapping else { throw refuse() }
      for (key, value) in mapping {
        let name = key.string ?? ""
        let here = path + [name]
        guard let known = keys.first(where: { $0.name == name }) else {
          throw unknownKey(name, among: keys.map(\.name), at: key, path: here)
        }
        try check(value, known.kind, path: here)
      }
    }
  }

  private func unknownKey(_ name: String, among valid: [String], at key: Node, path: [String]) -> AnalysisError {
    error(
      .unknownKey,
      Bilingual(
        "没有这个键。\(didYouMean(name, among: valid).chinese)\(Self.commaHint(name).chinese)此处可写：\(valid.joined(separator: "、"))。",
        "unknown key. \(didYouMean(name, among: valid).english)\(Self.commaHint(name).english)Valid here: "
          + "\(valid.joined(separator: ", "))."), at: key, path: path)
  }

  /// `{budget: 1,200元}` are two keys.
  private static func commaHint(_ name: String) -> Bilingual {
    name.first?.isNumber ?? false
      ? Bilingual(
        "花括号内的逗号用来分隔键，逗号前的数字请加引号。", "A comma inside braces parts keys: write the number before it in quotes. ")
      : Bilingual(same: "")
  }

  // MARK: Access to checked values

  func node(_ path: String) -> Node? {
    var node: Node? = root
    for name in path.split(separator: ".") { node = node?.mapping?[Node(String(name))] }
    return node
  }

  func text(_ path: String) -> String? { node(path)?.scalar?.string }
  func wholeNumber(_ path: String) -> Int? { text(path).flatMap(Self.wholeNumber) }

  /// In the unit of its kind.
  func quantity(_ kind: Quantity, _ path: String) -> Double? { text(path).flatMap { quantity(kind, of: $0) } }
  func quantity(_ kind: Quantity, of text: String) -> Double? { try? kind.value(of: text) }

  /// Zero or more; nil for anything else.
  static func wholeNumber(_ text: String) -> Int? {
    if let number = Int(text) { return number >= 0 ? number : nil }
    guard let value = try? Quantity.count.value(of: text), value >= 0, value <= 1e15, value == value.rounded() else {
      return nil
    }
    return Int(value)
  }

  /// A list of texts; a single text is a list of one.
  func texts(_ path: String) -> [String]? {
    guard let node = node(path) else { return nil }
    if let scalar = node.scalar { return [scalar.string] }
    return node.sequence?.compactMap { $0.scalar?.string }
  }

  func dictionary(_ path: String) -> [(key: String, value: String)] {
    node(path)?.mapping?.compactMap { key, value in
      guard let name = key.string, let text = value.scalar?.string else { return nil }
      return (name, text)
    } ?? []
  }

  func at(_ path: String) -> AnalysisError.Context {
    place(path, node(path))
  }
}
