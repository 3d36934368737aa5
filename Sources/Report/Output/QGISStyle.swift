import Analysis
import Geodata
import Geometry
import Words

/// How QGIS draws a layer of a GeoPackage: a symbol for each kind of shape and colour of its rows, chosen by a rule on
/// its geometry and columns.
struct QGISStyle {
  struct Rule {
    var label: String
    /// An expression of QGIS; empty for every row.
    var filter = ""
    var color: String
    var symbol = Symbol.marker
  }

  enum Symbol: String, CaseIterable {
    case marker, line, fill

    fileprivate init(_ shape: Shape) {
      switch shape {
      case .polygon, .multiPolygon: self = .fill
      case .lineString, .multiLineString: self = .line
      default: self = .marker
      }
    }

    /// What QGIS's `geometry_type` says of such a shape.
    var geometryType: String {
      switch self {
      case .marker: "Point"
      case .line: "Line"
      case .fill: "Polygon"
      }
    }
  }

  var rules: [Rule]

  /// nil for layers without geometry.
  ///
  /// - Parameter language: of the legend.
  init?(_ layer: OutputLayer, in language: AnalysisFile.Language) {
    guard layer.hasGeometry else { return nil }
    let found = Set(layer.rows.compactMap(\.shape).map(Symbol.init))
    let symbols = Symbol.allCases.filter(found.contains)
    let colors = Self.colors(layer, hasAreas: found.contains(.fill), language)
    rules = (symbols.isEmpty ? [.marker] : symbols).flatMap { symbol in
      colors.map { color in
        var rule = color
        rule.symbol = symbol
        if symbols.count > 1 {
          let kind = "geometry_type($geometry) = '\(symbol.geometryType)'"
          rule.filter = rule.filter.isEmpty ? kind : "\(kind) AND (\(rule.filter))"
        }
        return rule
      }
    }
  }

  private static func colors(
    _ layer: OutputLayer, hasAreas: Bool, _ language: AnalysisFile.Language
  ) -> [Rule] {
    func rule(_ chinese: String, _ english: String, _ filter: String, _ color: String) -> Rule {
      Rule(label: Bilingual(chinese, english).text(in: language), filter: filter, color: color)
    }
    let names = Set(layer.columns.map(\.name))
    if names.contains("covered_share") { return shares(language) }
    if names.contains("covered") {
      return [
        rule("已覆盖", "covered", "\"covered\"", "#1e8449"),
        rule("未覆盖", "not covered", "NOT \"covered\"", "#e67e22"),
      ]
    }
    if names.contains("status"), hasAreas {
      return [
        rule("现有", "existing", "\"status\" = 'existing'", "#c0392b"),
        rule("拟建", "proposed", "\"status\" = 'proposed'", "#2471a3"),
      ]
    }
    let title = tableTitles[layer.name] ?? Bilingual(same: layer.name)
    return [
      Rule(
        label: title.text(in: language), color: layer.rows.lazy.compactMap(\.style?.color).first ?? "#7f8c8d")
    ]
  }

  /// As the report shades them.
  private static func shares(_ language: AnalysisFile.Language) -> [Rule] {
    let field = "\"covered_share\""
    let steps: [(label: Bilingual, from: Double?, below: Double?, middle: Double)] = [
      (Bilingual("99.9%及以上", "99.9 % and more"), 0.999, nil, 1),
      (Bilingual("66%至99.9%", "66 to 99.9 %"), 0.66, 0.999, 0.8),
      (Bilingual("33%至66%", "33 to 66 %"), 0.33, 0.66, 0.5),
      (Bilingual("0.1%至33%", "0.1 to 33 %"), 0.001, 0.33, 0.2),
      (Bilingual("不足0.1%", "less than 0.1 %"), nil, 0.001, 0),
    ]
    return steps.map { step in
      let parts = [step.from.map { "\(field) >= \($0)" }, step.below.map { "\(field) < \($0)" }].compactMap(\.self)
      return Rule(
        label: step.label.text(in: language), filter: parts.joined(separator: " AND "),
        color: AnalysisResult.shade(step.middle))
    } + [
      Rule(
        label: Bilingual("在分析范围之外", "outside the area").text(in: language), filter: "\(field) IS NULL",
        color: AnalysisResult.shade(nil))
    ]
  }

  /// QGIS's own document for the drawing of a layer.
  var qml: String {
    """
    <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
    <qgis version="3.22.0" styleCategories="Symbology">
    \(renderer)
    </qgis>
    """
  }

  /// What draws the layer, as an element of such a document and of a project.
  var renderer: String {
    let drawn = rules.enumerated().map { index, rule in
      "<rule key=\"{rule-\(index)}\" symbol=\"\(index)\" label=\"\(HTML.escape(rule.label))\""
        + (rule.filter.isEmpty ? "" : " filter=\"\(HTML.escape(rule.filter))\"") + "/>"
    }
    let symbols = rules.enumerated().map { index, rule in
      let properties = rule.symbol.properties(rule.color)
      let options = properties.map { "<Option type=\"QString\" name=\"\($0.0)\" value=\"\($0.1)\"/>" }
      let older = properties.map { "<prop k=\"\($0.0)\" v=\"\($0.1)\"/>" }
      return
        "<symbol type=\"\(rule.symbol.rawValue)\" name=\"\(index)\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">"
        + "<layer class=\"\(rule.symbol.className)\" pass=\"0\" locked=\"0\" enabled=\"1\"><Option type=\"Map\">"
        + options.joined() + "</Option>" + older.joined() + "</layer></symbol>"
    }
    return """
      <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">
      <rules key="{rules}">\(drawn.joined())</rules>
      <symbols>\(symbols.joined())</symbols>
      </renderer-v2>
      """
  }
}

extension QGISStyle.Symbol {
  fileprivate var className: String {
    switch self {
    case .marker: "SimpleMarker"
    case .line: "SimpleLine"
    case .fill: "SimpleFill"
    }
  }

  fileprivate func properties(_ color: String) -> [(String, String)] {
    let digits = color.dropFirst()
    let parts = stride(from: 0, to: 6, by: 2).map { offset -> String in
      let start = digits.index(digits.startIndex, offsetBy: offset)
      return "\(UInt8(digits[start..<digits.index(start, offsetBy: 2)], radix: 16) ?? 0)"
    }
    let rgb = parts.joined(separator: ",")
    return switch self {
    case .marker:
      [("name", "circle"), ("color", "\(rgb),255"), ("outline_color", "255,255,255,255"), ("size", "2.6")]
    case .line: [("line_color", "\(rgb),255"), ("line_width", "0.7"), ("capstyle", "round"), ("joinstyle", "round")]
    case .fill:
      [("color", "\(rgb),64"), ("style", "solid"), ("outline_color", "\(rgb),255"), ("outline_width", "0.3")]
    }
  }
}
