import Geodata
import Model
import RoadNetwork
import Words

/// How the lines of a layer become streets: what `inputs.roads` says beside its file.
package struct StreetDefinition: Hashable, Sendable {
  /// nil leaves it to the graph: ends within half a metre of another end or vertex are joined.
  package var noding: StreetNoding?
  /// The layer's words for a class -> OpenStreetMap's.
  package var classes: [String: String] = [:]
  /// The layer's words for a direction -> `along`, `against`, `both`.
  package var directions: [String: String] = [:]
  /// Every tag that a mode or the noding asks for.
  package var tagKeys: Set<String> = []

  package init() {}

  /// - Parameter modes: whose tags are kept by the noding.
  package init(_ noding: StreetNoding?, _ modes: ModeTables) {
    self.noding = noding
    tagKeys = StreetKeys.tagKeys(modes)
  }

  /// - Throws: `GeodataError` `badValue` when lines are to be joined in a file that holds none.
  package func check(_ roads: LayerSource) throws(GeodataError) {
    guard noding != nil, roads.isNetwork else { return }
    throw GeodataError(
      .badValue,
      Bilingual(
        "该文件已含道路的连接关系，--noding只用于线图层。请删去此选项。", "it knows where its streets meet. --noding is for lines: leave it out."),
      at: .init(file: roads.shownPath))
  }
}

/// The keys of `inputs.roads` beside those of every layer.
enum StreetKeys {
  private static let key = "inputs.roads"

  static let keys = [
    AnalysisKey(
      "noding",
      .either(
        .length,
        .keys([
          AnalysisKey("tolerance", .length, "ends of lines this near become one node; at most 20m, default 0.5m"),
          AnalysisKey("t_junctions", .flag, "an end this near to the middle of a line joins it; default false"),
          AnalysisKey(
            "crossings", .flag, "lines that cross are joined, unless bridge, tunnel or layer differ; default false"),
        ])), "how lines without node numbers are joined; a length is the tolerance"),
    AnalysisKey("classes", .dictionary(.text), "word of the class field: highway value, such as 主干道: primary"),
    AnalysisKey(
      "directions", .dictionary(.choice(LineDirection.allCases.map(\.rawValue))),
      "word of the oneway field: along, against or both, as the line is drawn"),
  ]

  /// Tags that say on which level a street runs.
  static let levelKeys: Set<String> = ["bridge", "tunnel", "layer"]

  static func tagKeys(_ modes: ModeTables) -> Set<String> {
    modes.all.reduce(into: levelKeys) { $0.formUnion($1.tagKeys.union($1.spanKeys)) }
  }

  /// - Throws: ``AnalysisError`` `badValue` for a class that no mode knows, a tolerance too wide, and for keys of lines
  ///   where the roads are none.
  static func read(
    _ document: AnalysisDocument, _ modes: ModeTables, _ source: LayerSource?
  ) throws(AnalysisError) -> StreetDefinition {
    var definition = StreetDefinition()
    guard let source else { return definition }
    definition.tagKeys = tagKeys(modes)
    for name in keys.map(\.name) where document.node("\(key).\(name)") != nil {
      guard !source.isNetwork else {
        throw AnalysisError(
          .badValue,
          Bilingual(
            "\(source.path.split(separator: "/").last ?? "")已含道路的连接关系和等级，\(name)只用于线图层。请删去此键。",
            "\(source.path.split(separator: "/").last ?? "") knows where its streets meet and what they are."
              + " `\(name)` is for lines: remove it."), at: document.at("\(key).\(name)"))
      }
    }
    let known = Set(modes.all.flatMap(\.classes.keys).filter { $0.key == "highway" }.map(\.value)).sorted()
    for (word, value) in document.dictionary("\(key).classes") {
      guard known.contains(value) else {
        throw AnalysisError(
          .badValue,
          Bilingual(
            "没有出行方式能识别道路等级“\(value)”。\(didYouMean(value, among: known).chinese)请写出行方式有规定的highway取值，例如residential或footway。",
            "no mode knows the class “\(value)”. \(didYouMean(value, among: known).english)Give a value of `highway` that modes"
              + " have rules for, such as residential or footway."),
          at: document.at("\(key).classes.\(word)"))
      }
      definition.classes[word] = value
    }
    definition.directions = Dictionary(document.dictionary("\(key).directions"), uniquingKeysWith: { $1 })
    guard document.node("\(key).noding") != nil else { return definition }
    var noding = StreetNoding()
    let group = "\(key).noding"
    let place = document.text(group) == nil ? "\(group).tolerance" : group
    if let tolerance = document.text(place).flatMap(Meters.init(parsing:)) { noding.tolerance = tolerance }
    guard noding.tolerance <= StreetNoding.largestTolerance else {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "容差超过\(Int(StreetNoding.largestTolerance.value))米会把不相连的道路接在一起。请减小容差。",
          "a tolerance of more than \(Int(StreetNoding.largestTolerance.value))m joins streets that do not meet."),
        at: document.at(place))
    }
    noding.joinsTJunctions = document.text("\(group).t_junctions") == "true"
    noding.joinsCrossings = document.text("\(group).crossings") == "true"
    definition.noding = noding
    return definition
  }
}

extension LayerSource {
  /// Whether the file holds streets that know where they meet.
  var isNetwork: Bool {
    if path.lowercased().hasSuffix(".scgraph") { return true }
    if case .osm? = try? FileKind(path: path) { return true }
    return false
  }
}
