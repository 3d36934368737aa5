import Words

/// Reads OpenStreetMap's XML: `osm` with `node`, `way`, `relation`, their `tag` and `nd`.
///
/// Source: OSM XML, wiki.openstreetmap.org/wiki/OSM_XML. Elements marked deleted (`visible="false"`,
/// `action="delete"`) are passed over.
struct OSMXML: ~Copyable {
  private enum Element {
    case osm
    case node
    case way
    case relation
    case member
    case other
  }

  private var scanner: XMLScanner
  private var block = OSMBlock()
  private var strings = StringTable()
  private var open: [Element] = []
  /// False inside a deleted element.
  private var isKept = true
  private var hasTags = false
  /// The open relation; kept at its end when it has a purpose here.
  private var relation = OSMRelation(id: 0, tags: [], members: [])
  private var geometry = WrittenGeometry()

  static func read(_ source: XMLSource) throws(OSMError) -> OSMBlock {
    var reader = OSMXML(scanner: try XMLScanner(source))
    return try reader.run()
  }

  private init(scanner: consuming XMLScanner) {
    self.scanner = scanner
  }

  private mutating func run() throws(OSMError) -> OSMBlock {
    var isRootSeen = false
    while try scanner.next() {
      let element = element()
      if scanner.kind == .closing {
        guard let last = open.popLast(), last == element else {
          throw scanner.error(
            .malformed, Bilingual("结束标签与开始标签不配对", "a closing tag that does not fit the tag it should close"))
        }
        end(element)
        continue
      }
      if open.isEmpty {
        guard !isRootSeen else { break }
        guard element == .osm else { throw notOSM() }
        isRootSeen = true
      }
      try begin(element)
      if scanner.kind == .empty { end(element) } else { open.append(element) }
    }
    guard isRootSeen else {
      throw OSMError(
        .unknownFormat, Bilingual("文件中没有<osm>元素", "the file holds no <osm> element"), context: scanner.path)
    }
    guard open.isEmpty else {
      throw OSMError(
        .truncated,
        Bilingual("文件在</osm>之前就结束了；请重新获取或导出", "the file ends before </osm>; fetch or export it again"),
        at: scanner.place(line: scanner.line))
    }
    block.text = strings.text
    block.textStarts = strings.textStarts
    geometry.append(to: &block)
    return block
  }

  private func element() -> Element {
    if scanner.isNamed("node") { return .node }
    if scanner.isNamed("way") { return .way }
    if scanner.isNamed("relation") { return .relation }
    if scanner.isNamed("member") { return .member }
    if scanner.isNamed("osm") { return .osm }
    return .other
  }

  private func notOSM() -> OSMError {
    if scanner.isNamed("osmChange") {
      return scanner.error(
        .unsupported, Bilingual("不支持变更文件（.osc）；请提供完整的数据", "a change file (.osc) is not read; give the whole extract"))
    }
    return scanner.error(.unknownFormat, Bilingual("这是XML，但第一个元素不是<osm>", "XML, but its first element is not <osm>"))
  }

  private mutating func begin(_ element: Element) throws(OSMError) {
    switch element {
    case .node:
      hasTags = false
      isKept = try !isDeleted()
      if isKept { try appendNode() }
    case .way:
      isKept = try !isDeleted()
      if isKept { block.wayIDs.append(try identifier("id", of: "way")) }
    case .relation:
      isKept = try !isDeleted()
      if isKept {
        block.relationCount += 1
        relation = OSMRelation(id: try identifier("id", of: "relation"), tags: [], members: [])
      }
    case .osm: break
    case .member:
      if isKept, open.last == .relation { try appendMember() }
    case .other:
      if scanner.isNamed("remark"), scanner.kind == .opening, open.last == .osm {
        block.remark = try scanner.followingText()
      }
      guard isKept, let parent = open.last, parent != .osm, parent != .other else { return }
      if scanner.isNamed("nd") {
        try appendPlace(parent)
      } else if parent == .member {
        return
      } else if scanner.isNamed("tag") {
        try appendTag(parent)
      } else if scanner.isNamed("center") || scanner.isNamed("bounds") {
        try readCenter(parent)
      }
    }
  }

  /// A node of a way, or of a way that is drawn inside its relation; with its position when the file has it there.
  private mutating func appendPlace(_ parent: Element) throws(OSMError) {
    let position = try position()
    if parent == .member {
      geometry.appendPlaceOfMember(position)
    } else if parent == .way {
      let id = try identifier("ref", of: "nd")
      block.wayRefs.append(id)
      if let position { geometry.nodes[id] = position }
    }
  }

  /// `out center` and `out bb` of the Overpass service: a centre overrules the middle of a box.
  private mutating func readCenter(_ parent: Element) throws(OSMError) {
    let isBox = scanner.isNamed("bounds")
    let center: SIMD2<Int32>?
    if isBox {
      let low = try position("minlon", "minlat")
      let high = try position("maxlon", "maxlat")
      center = low.flatMap { low in
        high.map { high in SIMD2(middle(low.x, high.x), middle(low.y, high.y)) }
      }
    } else {
      center = try position()
    }
    guard let center else { return }
    if parent == .way, let id = block.wayIDs.last, !isBox || block.wayCenters[id] == nil {
      block.wayCenters[id] = center
    } else if parent == .relation, !isBox || block.relationCenters[relation.id] == nil {
      block.relationCenters[relation.id] = center
    }
  }

  private func middle(_ a: Int32, _ b: Int32) -> Int32 { Int32((Int64(a) + Int64(b)) / 2) }

  /// nil without the attributes.
  private mutating func position(
    _ x: StaticString = "lon", _ y: StaticString = "lat"
  ) throws(OSMError) -> SIMD2<Int32>? {
    guard try scanner.withAttribute(x, { _ in true }) != nil, try scanner.withAttribute(y, { _ in true }) != nil else {
      return nil
    }
    return SIMD2(try degrees(x, limit: 1_800_000_000), try degrees(y, limit: 900_000_000))
  }

  private mutating func end(_ element: Element) {
    guard isKept else {
      if element != .other, element != .member { isKept = true }
      return
    }
    switch element {
    case .node:
      if hasTags {
        block.taggedNodes.append(Int32(block.nodeIDs.count - 1))
        block.nodeTagEnds.append(Int32(block.nodeTags.count))
      }
    case .way:
      block.wayRefEnds.append(Int32(block.wayRefs.count))
      block.wayTagEnds.append(Int32(block.wayTags.count))
    case .relation:
      // The texts are in the reader's table until the file ends.
      if let purpose = purpose(ofRelation: relation.tags) { block.append(relation, for: purpose) }
    case .member: geometry.endMember()
    default: break
    }
  }

  private mutating func isDeleted() throws(OSMError) -> Bool {
    let hidden = try scanner.withAttribute("visible") { $0.elementsEqual("false".utf8) } ?? false
    if hidden { return true }
    return try scanner.withAttribute("action") { $0.elementsEqual("delete".utf8) } ?? false
  }

  private mutating func appendNode() throws(OSMError) {
    let id = try identifier("id", of: "node")
    let latitude = try degrees("lat", limit: 900_000_000)
    let longitude = try degrees("lon", limit: 1_800_000_000)
    block.nodeIDs.append(id)
    block.latitudes.append(latitude)
    block.longitudes.append(longitude)
  }

  private mutating func appendTag(_ parent: Element) throws(OSMError) {
    let key = try scanner.withAttribute("k") { strings.intern($0) }
    let value = try scanner.withAttribute("v") { strings.intern($0) }
    guard let key, let value else { throw scanner.error(.malformed, Bilingual("tag缺少k或v", "a tag without k or v")) }
    if parent == .node {
      hasTags = true
      block.nodeTags.append(key)
      block.nodeTags.append(value)
    } else if parent == .relation {
      relation.tags.append(key)
      relation.tags.append(value)
    } else {
      block.wayTags.append(key)
      block.wayTags.append(value)
    }
  }

  private mutating func appendMember() throws(OSMError) {
    let kind = try scanner.withAttribute("type") { String(decoding: $0, as: UTF8.self) }
    let reference = try identifier("ref", of: "member")
    let role = try scanner.withAttribute("role") { strings.intern($0) }
    let none = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    relation.members.append(
      OSMRelation.Member(
        kind: kind == "node" ? .node : kind == "way" ? .way : .relation, reference: reference,
        role: role ?? strings.intern(none)))
    if kind == "way" { geometry.beginMember(reference) }
  }

  private func purpose(ofRelation tags: [Int32]) -> OSMRelation.Purpose? {
    guard let key = strings.id(of: "type"),
      let index = stride(from: 0, to: tags.count, by: 2).first(where: { tags[$0] == key })
    else { return nil }
    let type = strings.string(tags[index + 1])
    return OSMRelation.Purpose.allCases.first { $0.types.contains(type) }
  }

  private mutating func identifier(_ attribute: StaticString, of element: String) throws(OSMError) -> Int64 {
    let text = try scanner.withAttribute(attribute) { String(decoding: $0, as: UTF8.self) }
    guard let text else {
      throw scanner.error(.malformed, Bilingual("\(element)缺少\(attribute)", "\(element) without \(attribute)"))
    }
    guard let id = Int64(text) else {
      throw scanner.error(
        .malformed,
        Bilingual(
          "\(element)的\(attribute)为“\(text)”，不是整数",
          "\(element) with \(attribute)=\"\(text)\", which is no whole number"))
    }
    return id
  }

  /// An angle in units of 1e-7 degree.
  private mutating func degrees(_ attribute: StaticString, limit: Int64) throws(OSMError) -> Int32 {
    let value = try scanner.withAttribute(attribute) { (fixedPoint($0), String(decoding: $0, as: UTF8.self)) }
    guard let (value, text) = value else {
      throw scanner.error(.malformed, Bilingual("node缺少\(attribute)", "node without \(attribute)"))
    }
    guard let value, abs(value) <= limit else {
      throw scanner.error(
        .malformed,
        Bilingual(
          "node的\(attribute)为“\(text)”，不是以度为单位的经纬度",
          "node with \(attribute)=\"\(text)\", which is no angle in degrees"))
    }
    return Int32(value)
  }
}
