#if GDAL
import GDALData
import Model
import Words

/// The names and values of a layer as text: dBase tables come as bytes, all others as UTF-8.
struct TableDecoding {
  let names: [String]
  /// nil for formats that say how they are encoded.
  let encoding: FoundEncoding?
  private(set) var notes: [QualityFinding] = []
  private let layer: VectorLayer
  private let context: GeodataError.Context
  private let isSheet: Bool
  /// For text that is not UTF-8 where the format has no say in it.
  private let stated: TextEncoding?
  private var maker = FieldsMaker()

  init(
    _ source: LayerSource, _ place: GDALPlace, _ layer: VectorLayer, _ features: [VectorFeature]
  ) throws(GeodataError) {
    self.layer = layer
    context = place.context
    isSheet = place.format.isSheet
    stated = source.encoding
    guard place.format == .shapefile else {
      var names: [String] = []
      for field in layer.fields { names.append(try Self.name(field, source.encoding, context)) }
      self.names = names
      encoding = nil
      return
    }
    var text = TableText()
    for field in layer.fields { text.add(Self.nameCell(field)) }
    for feature in features {
      for (value, field) in zip(feature.values, layer.fields) {
        if let cell = Self.cell(value, field) { text.add(cell) }
      }
    }
    let claimed = [layer.textFacts["CPG_VALUE"], layer.textFacts["ENCODING_FROM_LDID"]].compactMap(\.self)
      .first { !TextEncoding.saysNothing($0) }
    let found =
      source.encoding.map { FoundEncoding(encoding: $0, origin: .stated) }
      ?? text.judged(
        claimed.map { name in TextEncoding(named: name).map { .encoding($0) } ?? .foreign } ?? .nothing)
    guard let found else {
      throw Self.unexplained(claimed, place)
    }
    encoding = text.hasText || found.origin != .guessed ? found : nil
    var names: [String] = []
    for field in layer.fields {
      guard let name = TableText.text(Self.nameCell(field), found.encoding) else {
        throw Self.wrong(found, context, nil)
      }
      names.append(name.trimmed)
    }
    self.names = names
    notes = names.indices.filter { layer.fields[$0].nameBytes.count == 10 }.compactMap {
      Self.cutName(names[$0], layer: source)
    }
    if found.origin == .guessed, let claimed, text.hasText {
      notes.append(
        QualityFinding(
          .warning, layer: source.role, value: claimed,
          message: Bilingual(
            "\(place.fileName)注明编码为\(claimed)，实为\(found.encoding.words.chinese)：全部文字都符合该编码，已照此读取",
            "\(place.fileName) says that its text is \(claimed), but it is \(found.encoding.words.english): all of it "
              + "decodes so, and it is read so"),
          fix: Bilingual(
            "请更正.cpg文件，或注明`encoding: \(found.encoding.rawValue)`",
            "correct the .cpg file, or state `encoding: \(found.encoding.rawValue)`")))
    }
  }

  private static func unexplained(_ claimed: String?, _ place: GDALPlace) -> GeodataError {
    let clause =
      claimed.map { name in
        TextEncoding(named: name) == nil
          ? Bilingual("；文件注明编码为\(name)，不在支持之列", "; it says that it is \(name), which is not read here")
          : Bilingual("；文件注明编码为\(name)，与内容不符", "; it says that it is \(name), which it is not")
      }
      ?? Bilingual(
        "，也不是可以确认的中文（GBK）、韩文、日文或西文",
        ", and not plainly Chinese in GBK, Korean, Japanese or a Western language")
    return GeodataError(
      .wrongFormat,
      Bilingual("\(place.fileName)属性表的文字不是UTF-8", "the text of \(place.fileName)'s table is not UTF-8") + clause
        + Bilingual(
          "。请导出为UTF-8，或询问提供者并注明`encoding`。",
          ". Export it as UTF-8, or ask whoever made it and state `encoding`."), at: place.context)
  }

  /// - Throws: ``GeodataError`` `wrongFormat` naming record and field where the encoding does not fit.
  mutating func fields(of feature: VectorFeature) throws(GeodataError) -> Fields {
    for (index, value) in feature.values.enumerated() where !names[index].isEmpty {
      if encoding == nil, case .bytes(let bytes) = value {
        guard let text = stated.flatMap({ TableText.text(.init(bytes: bytes, mayBeTorn: false), $0) }) else {
          var place = context
          place.record = "\(feature.id)"
          throw Self.notUTF8(stated, place, names[index])
        }
        maker.add(names[index], text.trimmed.isEmpty ? .null : .text(text))
        continue
      }
      guard let encoding, let cell = Self.cell(value, layer.fields[index]) else {
        maker.add(names[index], plain(value))
        continue
      }
      guard let text = TableText.text(cell, encoding.encoding) else {
        var place = context
        place.record = "\(feature.id)"
        throw Self.wrong(encoding, place, names[index])
      }
      maker.add(names[index], text.trimmed.isEmpty ? .null : .text(text))
    }
    if !layer.idColumn.isEmpty, !names.contains(layer.idColumn) {
      maker.add(layer.idColumn, .number(Double(feature.id)))
    }
    return maker.finish()
  }

  /// Names of a dBase table end after ten bytes: one that fills them may have been longer.
  private static func cutName(_ name: String, layer source: LayerSource) -> QualityFinding? {
    guard !source.mapping.named.values.contains(name) else { return nil }
    let layer = ColumnWords.LayerKind(role: source.role)
    let meaning = Bilingual(
      "请说明其含义，例如`fields: {weight: \(name)}`", "say what it is, for example `fields: {weight: \(name)}`")
    if FieldRole.allCases.contains(where: { !ColumnWords.groups($0, for: layer, among: [name]).isEmpty }) {
      return QualityFinding(
        .warning, layer: source.role, field: name,
        message: Bilingual(
          "“\(name)”已达Shapefile字段名的最大长度，可能是较长名称（如\(name)_2010）的前半段；按现有名称读取",
          "“\(name)” is as long as a name in a shapefile can be, and may be cut off a longer one (\(name)_2010); it is "
            + "taken by its name"),
        fix: meaning)
    }
    let key = ColumnName(name).key
    let words = ColumnWords.entries.lazy.flatMap { $0.groups.joined() }
    guard let whole = words.first(where: { ColumnName($0).key.hasPrefix(key) && ColumnName($0).key != key }) else {
      return nil
    }
    return QualityFinding(
      .warning, layer: source.role, field: name,
      message: Bilingual(
        "“\(name)”可能是“\(whole)”，因Shapefile字段名限10字节而被截断；没有当作“\(whole)”读取",
        "“\(name)” is perhaps “\(whole)”, cut off after the ten bytes of a name in a shapefile; it is not taken for it"),
      fix: meaning)
  }

  private static func wrong(
    _ encoding: FoundEncoding, _ context: GeodataError.Context, _ field: String?
  ) -> GeodataError {
    var place = context
    place.field = field
    return GeodataError(
      .wrongFormat,
      encoding.encoding.isNot
        + (encoding.isStated
          ? Bilingual("，与注明的不符。请更正`encoding`。", ", as it is said to be. Correct `encoding`.")
          : Bilingual("。请导出为UTF-8。", ". Export it as UTF-8.")),
      at: place)
  }

  private static func name(
    _ field: VectorField, _ stated: TextEncoding?, _ context: GeodataError.Context
  ) throws(GeodataError) -> String {
    if let name = String(validating: field.nameBytes, as: UTF8.self) { return name.trimmed }
    let cell = TableText.Cell(bytes: field.nameBytes, mayBeTorn: false)
    if let name = stated.flatMap({ TableText.text(cell, $0) }) { return name.trimmed }
    throw notUTF8(stated, context, nil)
  }

  /// Where a format promises UTF-8 and does not keep it.
  private static func notUTF8(
    _ stated: TextEncoding?, _ context: GeodataError.Context, _ field: String?
  ) -> GeodataError {
    guard let stated else {
      var place = context
      place.field = field
      return GeodataError(
        .wrongFormat,
        (field == nil ? Bilingual("字段名", "the name of a field") : Bilingual("文字", "the text"))
          + Bilingual(
            "不是UTF-8。请注明`encoding`（例如gbk），或导出为UTF-8。",
            " is not UTF-8. State `encoding`, for example gbk, or export it as UTF-8."), at: place)
    }
    return wrong(FoundEncoding(encoding: stated, origin: .stated), context, field)
  }

  private static func nameCell(_ field: VectorField) -> TableText.Cell {
    .init(bytes: field.nameBytes, mayBeTorn: field.nameBytes.count == 10)
  }

  private static func cell(_ value: VectorValue, _ field: VectorField) -> TableText.Cell? {
    let bytes: [UInt8]
    switch value {
    case .text(let text): bytes = Array(text.utf8)
    case .bytes(let raw): bytes = raw
    default: return nil
    }
    return .init(bytes: bytes, mayBeTorn: field.width > 0 && bytes.count >= field.width)
  }

  private func plain(_ value: VectorValue) -> FieldValue {
    switch value {
    case .null: .null
    case .boolean(let flag): .bool(flag)
    // A larger one is a number by which something is called; a sheet has lost its last digits.
    case .integer(let number): number.magnitude < 1 << 53 || isSheet ? .number(Double(number)) : .text("\(number)")
    case .real(let number): number.isFinite ? .number(number) : .null
    case .text(let text): text.trimmed.isEmpty ? .null : .text(text)
    case .bytes(let bytes): .text(String(decoding: bytes, as: UTF8.self))
    case .list(let values): .list(values.map(plain))
    }
  }
}
#endif
