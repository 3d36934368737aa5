import Geodata
import Words

/// One input that a process declares.
struct ProcessInput: Sendable {
  enum Kind: Sendable {
    case text
    /// At most so many.
    case texts(Int)
    /// Keys of the analysis and their values.
    case overrides
    /// Changes of the stations, as the page sends them; each is looked at by whoever makes them.
    case edits
    case number(ClosedRange<Double>)
    case wholeNumber(ClosedRange<Int>)
  }

  var name: String
  var kind: Kind
  var isRequired = false
  var title: String
  var description: String
  var example: JSONValue

  /// As JSON Schema has it.
  var schema: JSONValue {
    switch kind {
    case .text: ["type": "string", "minLength": 1, "maxLength": .int(Self.longestText)]
    case .texts(let most):
      [
        "type": "array", "minItems": 1, "maxItems": .int(most),
        "items": ["type": "string", "minLength": 1, "maxLength": .int(Self.longestText)],
      ]
    case .overrides:
      [
        "type": "array", "maxItems": .int(Self.mostOverrides),
        "items": ["type": "string", "maxLength": 1000, "pattern": .string(Self.overridePattern)],
      ]
    case .edits: ["type": "array", "maxItems": .int(Self.mostEdits), "items": editSchema]
    case .number(let range):
      ["type": "number", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)]
    case .wholeNumber(let range):
      ["type": "integer", "minimum": .int(range.lowerBound), "maximum": .int(range.upperBound)]
    }
  }

  private static let longestText = 200
  private static let mostOverrides = 50
  private static let mostEdits = 10_000

  /// Sections of an analysis in which no key names a file, a folder or a database. Others are refused: who may ask for a
  /// run may not thereby read or write what the server can.
  static let openSections = ["circle", "siting", "synonyms"]

  /// Keys of plain letters, digits and Chinese characters; a value of one line. What follows the sign of equality stands for
  /// itself and is no mark upon it. No star: YAML repeats by it what stood before, and a line of repetitions of repetitions
  /// fills any memory.
  static let overridePattern =
    "^(\(openSections.joined(separator: "|")))(\\.[A-Za-z0-9_\\u4e00-\\u9fff-]+)+="
    + "[\\u0020-\\u0029\\u002b-\\u007e\\u4e00-\\u9fff]"
    + "[^\\u0000-\\u001f\\u002a\\u007f-\\u009f\\u2028\\u2029]*$"

  /// What is wrong with a value; nil for one of its kind.
  func fault(_ value: JSONValue) -> Bilingual? {
    switch kind {
    case .text:
      guard Self.isText(value) else {
        return Bilingual("应为1到200个字的文字", "it is to be a text of 1 to 200 characters")
      }
    case .texts(let most):
      guard case .array(let items) = value, (1...most).contains(items.count),
        items.allSatisfy(Self.isText)
      else {
        return Bilingual(
          "应为1到\(most)段文字的列表，每段1到200个字", "it is to be a list of 1 to \(most) texts of 1 to 200 characters")
      }
    case .overrides:
      guard case .array(let items) = value, items.count <= Self.mostOverrides else {
        return Bilingual("应为“键=值”的列表", "it is to be a list of key=value")
      }
      for item in items {
        if let fault = overrideFault(item) { return fault }
      }
    case .edits:
      guard case .array(let items) = value, items.count <= Self.mostEdits else {
        return Bilingual("应为至多\(Self.mostEdits)处修改的列表", "it is to be a list of \(Self.mostEdits) edits at the most")
      }
    case .number(let range):
      guard let number = value.number, range.contains(number) else {
        return Bilingual(
          "应为\(range.lowerBound)到\(range.upperBound)的数值",
          "it is to be a number of \(range.lowerBound) to \(range.upperBound)")
      }
    case .wholeNumber(let range):
      guard let number = value.number, let whole = Int(exactly: number), range.contains(whole) else {
        return Bilingual(
          "应为\(range.lowerBound)到\(range.upperBound)的整数",
          "it is to be a whole number of \(range.lowerBound) to \(range.upperBound)")
      }
    }
    return nil
  }

  private static func isText(_ value: JSONValue) -> Bool {
    value.text.map { !$0.isEmpty && $0.unicodeScalars.count <= longestText } ?? false
  }

  private func overrideFault(_ item: JSONValue) -> Bilingual? {
    guard let text = item.text, text.unicodeScalars.count <= 1000,
      let equals = text.unicodeScalars.firstIndex(of: "=")
    else {
      return Bilingual("应为“键=值”，例如circle.cutoff=15min", "write key=value, such as circle.cutoff=15min")
    }
    guard let pattern = try? Regex(String(Self.overridePattern.dropFirst().dropLast())),
      text.wholeMatch(of: pattern.matchingSemantics(.unicodeScalar)) != nil
    else {
      let key = String(text.unicodeScalars[..<equals])
      let open = Self.openSections.map { $0 + ".…" }
      return Bilingual(
        "“\(key)”不可在此改写为此值；可改写\(open.joined(separator: "、"))，值须在一行之内",
        "“\(key)” cannot be set so; what can is \(open.joined(separator: ", ")), to a value of one line")
    }
    return nil
  }
}

/// A process as it describes itself.
struct ProcessDescription: Sendable {
  var process: ProcessOrder.Process
  var title: String
  var description: String
  var inputs: [ProcessInput]
  /// What its one output, `result`, is.
  var output: String
  var outputType = "application/json"

  /// A request with every input.
  var example: JSONValue { ["inputs": .object(inputs.map { JSONMember($0.name, $0.example) })] }

  static let all = [
    ProcessDescription(
      process: .run, title: "运行分析 / Run the analysis",
      description: "Counts today's coverage and chooses new stations, as the command `run` does.",
      inputs: [overrides, edits], output: "The summary of the run: `summary.json`"),
    ProcessDescription(
      process: .reach, title: "某处可到达的范围 / What is reached from a place",
      description: "The area around one place within the cutoff, along streets, as the command `reach` draws it.",
      inputs: [
        ProcessInput(
          name: "lon", kind: .number(-180...180), isRequired: true, title: "经度 / Longitude",
          description: "WGS 84 degrees",
          example: 103.81),
        ProcessInput(
          name: "lat", kind: .number(-90...90), isRequired: true, title: "纬度 / Latitude", description: "WGS 84 degrees",
          example: 29.4),
        ProcessInput(
          name: "cutoff", kind: .text, title: "服务圈 / Cutoff",
          description: "How far, inclusive, such as 10min or 800m; that of the analysis without it", example: "10min"),
        ProcessInput(
          name: "mode", kind: .text, title: "出行方式 / Travel mode",
          description: "walk, bicycle, e-bike, truck, or one of the analysis's own; default walk",
          example: "walk"),
      ], output: "The area", outputType: "application/geo+json"),
    ProcessDescription(
      process: .solve, title: "选择新建站点 / Choose new stations",
      description: "The places of so many new stations that cover most, with the bound of the best there can be.",
      inputs: [
        ProcessInput(
          name: "new", kind: .wholeNumber(1...1000), isRequired: true, title: "新建数量 / New stations",
          description: "How many at the most", example: 5), overrides, edits,
      ], output: "The plan: its sites in the order of building, value, bound and gap, and coverage with it"),
    ProcessDescription(
      process: .audit, title: "评价方案 / Judge a plan",
      description:
        "What a plan of somebody's covers, beside today's coverage and the best plan, as the command `audit` does.",
      inputs: [
        ProcessInput(
          name: "plan", kind: .texts(1000), isRequired: true, title: "方案 / Plan",
          description: "Ids or names of candidates",
          example: ["c1", "c2"]), overrides, edits,
      ], output: "What the audit found"),
  ]

  private static let overrides = ProcessInput(
    name: "set", kind: .overrides, title: "改写的键 / Overrides",
    description: "Keys of the analysis with other values, key=value each. Keys outside "
      + ProcessInput.openSections.joined(separator: ", ") + " are refused: they name files and places to write to.",
    example: ["circle.cutoff=15min"])

  private static let edits = ProcessInput(
    name: "edits", kind: .edits, title: "修改 / Edits",
    description:
      "Changes of the stations in operation, made in this order before anything is counted: add, move, close, "
      + "extra_min, services, hours, capacity, seats",
    example: [["move": ["id": "s1", "lon": 103.81, "lat": 29.41]]])
}
