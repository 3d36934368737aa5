import Foundation
import Geodata
import Geometry
import Model
import RoadNetwork
import Words
import Workbook

/// The analysis file as typed values, defaults filled in.
public struct AnalysisFile: Sendable {
  package enum Language: String, Sendable {
    case chinese = "zh"
    case english = "en"
    case both

    /// The one language of a cell or a name, which stands once: Chinese where both are asked for.
    package var alone: Words.Language { self == .english ? .english : .chinese }
  }

  package enum Format: String, CaseIterable, Sendable {
    case geoJSON = "geojson"
    case csv
    case html
    case svg
    case png
    case docx
    case pdf
    case xlsx
    case gpkg
    case shp
    case postgis

    /// Written when the file names none.
    package static let usual: Set<Format> = [.geoJSON, .csv, .html]

  }

  /// A PostGIS database for the results.
  package struct Database: Hashable, Sendable {
    /// `PG:` and what the database's own tools take.
    package var address: String
    package var schema: String
    /// Before the name of every table.
    package var prefix: String

    /// The address without the password.
    package var shownAddress: String { GDALFormat.shown(address) }
  }

  package var path: String
  package var title: Bilingual
  package var language: Language
  package var layers: [LayerRole: LayerSource]
  /// What the weights of a layer should sum to.
  package var statedTotals: [LayerRole: Double]
  /// How the lines of the roads become streets.
  package var streets: StreetDefinition
  /// Counted one by one.
  package var services: [Service] { coverage.services.counted }
  /// Every file that it names, and itself.
  package var inputs: [String] {
    [path] + layers.values.map(\.path).sorted() + [elevation, coverage.profiles?.path].compactMap(\.self)
  }
  /// Made of the stations of the files before anything is counted.
  package var edits: [Scenario.Edit]
  /// An elevation model: a tile or a folder of tiles.
  package var elevation: String?
  package var circle: CircleDefinition
  /// Kinds of demand for which the file names a travel mode; the others walk by default.
  package var kindsWithStatedMode: Set<DemandKind>
  /// The travel modes the file may name, its own included.
  package var modes: ModeTables
  /// With what, when and for whom coverage is counted.
  package var coverage: CoverageDefinition
  /// Other definitions under which coverage is counted again.
  package var sensitivity: [CircleDefinition]
  package var siting: Siting
  package var outputFolder: String
  package var formats: Set<Format>
  /// Datums of map services in which the layers are written once more, to lie on their maps.
  package var overlays: [ChineseDatum]
  /// The layer of territories is written, too.
  package var wantsTerritories: Bool
  /// Firms are called by their names; else by their ids, in everything that is written.
  package var namesFirms: Bool
  /// nil when the results go into none.
  package var database: Database?

  /// Reads and checks the file.
  /// - Parameter overrides: `key=value` pairs that replace single keys.
  /// - Throws: ``AnalysisError`` with line, column and the nearest valid key.
  public init(path: String, overrides: [String] = []) throws(AnalysisError) {
    let document = try AnalysisDocument(file: path, overrides: overrides)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    func resolve(_ relative: String) -> String {
      relative.hasPrefix("/") || GDALFormat.isDatabase(relative)
        ? relative : folder.appendingPathComponent(relative).standardizedFileURL.path
    }
    self.path = path
    let plainTitle = document.text("title")
    title = Bilingual(
      document.text("title.zh") ?? plainTitle ?? document.text("title.en") ?? "服务圈分析",
      document.text("title.en") ?? plainTitle ?? document.text("title.zh") ?? "Service circle analysis")
    language = document.text("language").flatMap(Language.init) ?? .chinese

    modes = try ModeTables(document)
    layers = [:]
    statedTotals = [:]
    for role in LayerRole.allCases {
      layers[role] = try Self.layer(role, document, modes, resolve)
      statedTotals[role] = document.quantity(.amount, "inputs.\(role.rawValue).total")
    }
    streets = try StreetKeys.read(document, modes, layers[.roads])
    elevation = document.text("inputs.elevation").map(resolve)
    if let elevation, !FileManager.default.fileExists(atPath: elevation) {
      throw AnalysisError(
        .fileMissing,
        Bilingual(
          "没有文件或文件夹“\(elevation)”。路径以分析文件所在位置为准，请更正。",
          "there is no file or folder “\(elevation)”. Paths are relative to the analysis file."),
        at: document.at("inputs.elevation"))
    }
    circle = try Self.circle(document, modes, hasRoads: layers[.roads] != nil)
    circle.detour = try DetourKey.read(document)
    kindsWithStatedMode = Self.kindsWithStatedMode(document)
    sensitivity = try Self.sensitivity(document, circle, hasRoads: layers[.roads] != nil)
    let serviceWords = ServiceWords(document.dictionary("synonyms").map { ($0.key, $0.value) })
    for role in layers.keys { layers[role]?.serviceWords = serviceWords }
    edits = try EditKeys.read(document, serviceWords)
    coverage = try CoverageDefinition(document, serviceWords, resolve)
    if !coverage.corridors.isEmpty, layers[.roads]?.path.lowercased().hasSuffix(".scgraph") ?? true {
      throw AnalysisError(
        .missingKey,
        Bilingual(
          "沿线按路名确定，但\(layers[.roads] == nil ? "没有给出路网" : "保存的路网中没有路名")。请给出带路名的inputs.roads。",
          "corridors are roads by their names, and \(layers[.roads] == nil ? "no roads are given" : "a saved graph has none"). "
            + "Give inputs.roads with names."), at: document.at("coverage.corridors"))
    }

    siting = try Siting(document, serviceWords)
    siting.acts = try ActKeys.read(document, siting, coverage, serviceWords)
    layers[.stations]?.priceColumns = siting.acts?.priceColumns ?? []
    siting.candidates = try CandidateKeys.read(
      document, hasRoads: layers[.roads] != nil, circle.measure, needsCosts: siting.needsCosts)

    let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    outputFolder = resolve(document.text("output.dir") ?? "../out/\(name)")
    (formats, database) = try Self.outputs(document)
    wantsTerritories = document.texts("output.layers")?.contains("territories") ?? false
    namesFirms = document.text("output.firm_names") != "false"
    if wantsTerritories, circle.measure == .circle {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "各社区归属范围（territories）沿道路划分，而当前量算方式为直线。请写circle.measure: network。",
          "territories belong to streets, and the measure is the circle. Take `circle.measure: network`."),
        at: document.at("output.layers"))
    }
    let wanted = Set((document.texts("output.overlays") ?? []).compactMap(ChineseDatum.init))
    overlays = [.gcj02, .bd09].filter(wanted.contains)
    if !overlays.isEmpty, formats.isDisjoint(with: [.geoJSON, .csv]) {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "偏移坐标图层（overlays）只能写成geojson和csv，而output.formats中两者都没有。请加入其中一种。",
          "overlays are written as geojson and csv, and `output.formats` has neither. Add one of them."),
        at: document.at("output.overlays"))
    }
  }

  private static func outputs(_ document: AnalysisDocument) throws(AnalysisError) -> (Set<Format>, Database?) {
    var formats = Set((document.texts("output.formats") ?? []).compactMap(Format.init))
    if formats.isEmpty { formats = Format.usual }
    if workbookVersion == nil, formats.contains(.xlsx) {
      throw AnalysisError(
        .missingPart,
        Bilingual(
          "此版本不能写出Excel工作簿（xlsx）。请用make full编译完整版，或改用csv。",
          "this build writes no Excel workbooks (xlsx). Build with everything (`make full`), or ask for csv."),
        at: document.at("output.formats"))
    }
    if !GDALFormat.isAvailable,
      let missing = Format.allCases.first(where: { formats.contains($0) && $0.needsGDAL })
    {
      throw AnalysisError(
        .missingPart,
        GDALFormat.isMissing(Bilingual("格式\(missing.rawValue)", "the format \(missing.rawValue)"))
          + Bilingual("。", "."), at: document.at("output.formats"))
    }
    for format in Format.allCases where formats.contains(format) {
      if let lack = format.lack() { throw AnalysisError(.missingPart, lack, at: document.at("output.formats")) }
    }
    guard formats.contains(.postgis) else { return (formats, nil) }
    guard let address = document.text("output.postgis.address").flatMap(GDALFormat.databaseAddress) else {
      throw AnalysisError(
        document.text("output.postgis.address") == nil ? .missingKey : .badValue,
        Bilingual(
          "写出postgis格式需要数据库地址。请在output.postgis.address中写明，例如“PG:host=localhost dbname=town user=planner”。",
          "the format postgis needs the address of a database under `output.postgis.address`, such as "
            + "“PG:host=localhost dbname=town user=planner”."), at: document.at("output"))
    }
    return (
      formats,
      Database(
        address: address, schema: document.text("output.postgis.schema") ?? "public",
        prefix: document.text("output.postgis.prefix") ?? "")
    )
  }

  private static func layer(
    _ role: LayerRole, _ document: AnalysisDocument, _ modes: ModeTables, _ resolve: (String) -> String
  ) throws(AnalysisError) -> LayerSource? {
    let key = "inputs.\(role.rawValue)"
    guard document.node(key) != nil else { return nil }
    guard let file = document.text(key) ?? document.text("\(key).file") else {
      throw AnalysisError(
        .missingKey, Bilingual("该图层没有写file。请写明文件路径。", "the layer has no `file`."), at: document.at(key))
    }
    let (path, part) = LayerSource.parted(resolve(file))
    guard GDALFormat.isDatabase(path) || FileManager.default.fileExists(atPath: path) else {
      throw AnalysisError(
        .fileMissing,
        Bilingual(
          "没有文件“\(path)”。路径以分析文件所在位置为准，请更正。", "there is no file “\(path)”. Paths are relative to the analysis file."),
        at: document.at(document.text(key) == nil ? "\(key).file" : key))
    }
    if !GDALFormat.isDatabase(path), let refusal = refusalOfSpecialFile(path) {
      throw AnalysisError(
        .badValue, Bilingual("“\(path)”：", "“\(path)”: ") + refusal,
        at: document.at(document.text(key) == nil ? "\(key).file" : key))
    }
    var fields = Dictionary(document.dictionary("\(key).fields"), uniquingKeysWith: { $1 })
    let tags = role == .roads ? StreetKeys.tagKeys(modes) : []
    for name in fields.keys.sorted() where FieldRole(rawValue: name) == nil && !tags.contains(name) {
      throw AnalysisError(
        .unknownKey,
        Bilingual(
          "没有这种字段角色。可写：\(FieldRole.allCases.map(\.rawValue).joined(separator: "、"))"
            + (role == .roads ? "，以及出行方式要用到的OpenStreetMap标签，例如maxspeed。" : "。"),
          "unknown role. Valid roles: \(FieldRole.allCases.map(\.rawValue).joined(separator: ", "))"
            + (role == .roads ? ", and the OpenStreetMap keys that a mode asks for, such as maxspeed." : ".")),
        at: document.at("\(key).fields.\(name)"))
    }
    for name in ["weight", "group", "cost", "kind", "storeys", "corridor", "patrol"] {
      if let field = document.text("\(key).\(name)") { fields[name] = field }
    }
    var filters: [AttributeFilter] = []
    for text in document.texts("\(key).filter") ?? [] {
      guard let filter = AttributeFilter(text) else {
        throw AnalysisError(
          .badValue,
          Bilingual(
            "“\(text)”不是筛选条件。请写成“字段=值”或“字段=值|值”。", "“\(text)” is not a filter. Write field=value or field=value|value."),
          at: document.at("\(key).filter"))
      }
      filters.append(filter)
    }
    let source = LayerSource(
      role: role.rawValue, path: path, layerName: document.text("\(key).layer") ?? part,
      referenceSystem: document.text("\(key).crs"),
      encoding: document.text("\(key).encoding").flatMap(TextEncoding.init(named:)), mapping: FieldMapping(fields),
      filters: filters, first: document.wholeNumber("\(key).first"), box: try box("\(key).box", document))
    guard source.box != nil, role == .roads, source.isNetwork else { return source }
    throw AnalysisError(
      .badValue,
      Bilingual(
        "box只用于图层，而这是完整的路网文件。请先裁剪文件，例如用osmium extract -b。",
        "a box is for layers, and this is a whole network. Cut the file, for example with osmium extract -b."),
      at: document.at("\(key).box"))
  }

  private static func box(_ key: String, _ document: AnalysisDocument) throws(AnalysisError) -> Box? {
    guard let texts = document.texts(key) else { return nil }
    let sides = texts.compactMap { document.quantity(.number, of: $0) }
    guard sides.count == 4, sides.count == texts.count, sides[0] < sides[2], sides[1] < sides[3],
      abs(sides[0]) <= 180, abs(sides[2]) <= 180, abs(sides[1]) <= 90, abs(sides[3]) <= 90
    else {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "box应为[西, 南, 东, 北]，以度为单位，例如[103.7, 29.3, 103.9, 29.5]。请更正。",
          "a box is [west, south, east, north] in degrees, such as [103.7, 29.3, 103.9, 29.5]."),
        at: document.at(key))
    }
    return Box(minX: sides[0], minY: sides[1], maxX: sides[2], maxY: sides[3])
  }

  /// Each entry changes one thing of the circle: the cutoff (a preset may change the measure) or speeds of modes in use.
  private static func sensitivity(
    _ document: AnalysisDocument, _ circle: CircleDefinition, hasRoads: Bool
  ) throws(AnalysisError) -> [CircleDefinition] {
    var definitions: [CircleDefinition] = []
    for entry in document.node("coverage.sensitivity")?.sequence ?? [] {
      func refuse(_ code: AnalysisError.Code, _ words: Bilingual) -> AnalysisError {
        document.error(code, words, at: entry, path: ["coverage", "sensitivity"])
      }
      var changed = circle
      if let text = entry.scalar?.string, let parsed = CutoffText.parse(text) {
        changed.cutoff = parsed.cutoff
        changed.preset = parsed.preset
        // “What if it were fifteen minutes?” asks about everybody, and a preset may not be of their unit.
        changed.cutoffs = CutoffChoice()
        changed.measure = parsed.measure ?? circle.measure
        guard changed.measure == .circle || hasRoads else {
          throw refuse(
            .missingKey,
            Bilingual(
              "\(text)沿道路量算，需要inputs.roads。请给出路网，或写成\(text)-radius。",
              "\(text) is measured along streets and needs `inputs.roads`. Give roads, or write \(text)-radius."))
        }
      }
      for (key, speed) in entry.mapping ?? [:] {
        let mode = TravelMode(rawValue: key.string ?? "")
        guard circle.modes.all.contains(mode) else {
          throw refuse(
            .badValue,
            Bilingual(
              "没有人以\(mode.rawValue)出行，改变其速度没有影响。circle.modes中有\(circle.modes.all.map(\.rawValue).joined(separator: "、"))，请更正。",
              "nobody travels by \(mode.rawValue), so its speed changes nothing. "
                + "circle.modes has \(circle.modes.all.map(\.rawValue).joined(separator: ", "))."))
        }
        changed.speeds[mode] = speed.string.flatMap(KilometersPerHour.init(parsing:)) ?? circle.speed(of: mode)
      }
      definitions.append(changed)
    }
    return definitions
  }

  private static func circle(
    _ document: AnalysisDocument, _ modes: ModeTables, hasRoads: Bool
  ) throws(AnalysisError) -> CircleDefinition {
    let statedMeasure = document.text("circle.measure").flatMap(Measure.init)
    let parsed = document.text("circle.cutoff").flatMap(CutoffText.parse)
    if let forced = parsed?.measure, let statedMeasure, forced != statedMeasure {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "预设\(parsed?.preset ?? "")采用\(forced.words.chinese)量算。请删去measure，或改用其他预设。",
          "the preset \(parsed?.preset ?? "") is a \(forced.rawValue) measure. Remove `measure` or change the preset."),
        at: document.at("circle.measure"))
    }
    let measure = statedMeasure ?? parsed?.measure ?? (hasRoads ? .network : .circle)
    guard measure == .circle || hasRoads else {
      throw AnalysisError(
        .missingKey,
        Bilingual(
          "沿道路量算需要inputs.roads。请给出路网，或把circle.measure改为circle。",
          "the network measure needs `inputs.roads`. Give roads, or set circle.measure to circle."),
        at: document.at("circle"))
    }
    let cutoff = parsed?.cutoff ?? .time(.minutes(10))
    var definition = CircleDefinition(cutoff: cutoff, preset: parsed?.preset, measure: measure)
    if let direction = document.text("circle.direction").flatMap(Direction.init) { definition.direction = direction }
    definition.cutoffs = try CutoffKeys.read(document, definition)
    definition.modes = modeChoice(document)
    definition.speeds = Dictionary(uniqueKeysWithValues: modes.all.map { ($0.mode, $0.defaultSpeed) })
    for (mode, text) in document.dictionary("circle.speeds") {
      definition.speeds[TravelMode(rawValue: mode)] = KilometersPerHour(parsing: text)
    }
    if let limit = document.text("circle.snap_limit").flatMap(Meters.init(parsing:)) { definition.snapLimit = limit }
    return definition
  }

  private static func modeChoice(_ document: AnalysisDocument) -> ModeChoice {
    func mode(_ path: String) -> TravelMode? { document.text(path).map(TravelMode.init(rawValue:)) }
    if let one = mode("circle.modes") { return ModeChoice(one) }
    var choice = ModeChoice()
    choice.communities = mode("circle.modes.communities") ?? .walk
    choice.routes = mode("circle.modes.routes") ?? .walk
    choice.workers = mode("circle.modes.workers") ?? .walk
    for (trade, name) in document.dictionary("circle.modes.workers") {
      if trade == defaultTrade {
        choice.workers = TravelMode(rawValue: name)
      } else {
        choice.trades[trade] = TravelMode(rawValue: name)
      }
    }
    for (trade, name) in document.dictionary("circle.modes.routes") {
      if trade == defaultTrade {
        choice.routes = TravelMode(rawValue: name)
      } else {
        choice.routeTrades[trade] = TravelMode(rawValue: name)
      }
    }
    return choice
  }

  private static let defaultTrade = "default"

  /// By one mode for all, one of their own, or a `default` among their trades.
  private static func kindsWithStatedMode(_ document: AnalysisDocument) -> Set<DemandKind> {
    if document.text("circle.modes") != nil { return Set(DemandKind.allCases) }
    return Set(
      DemandKind.allCases.filter { kind in
        let key = "circle.modes.\(kind.rawValue)"
        return document.text(key) != nil || document.dictionary(key).contains { $0.0 == defaultTrade }
      })
  }
}
