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
    case other
  }

  private var scanner: XMLScanner
  private var block = OSMBlock()
  private var strings = StringTable()
  private var open: [Element] = []
  /// False inside a deleted element.
  private var isKept = true
  private var hasTags = false
  /// The open relation; kept at its end when it is a restriction.
  private var relation = OSMRestriction(id: 0, tags: [], members: [])

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
          throw scanner.error(.malformed, "a closing tag that does not fit the tag it should close")
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
      throw OSMError(.unknownFormat, "the file holds no <osm> element", context: scanner.path)
    }
    guard open.isEmpty else {
      throw OSMError(
        .truncated, "the file ends before </osm>; fetch or export it again",
        context: "\(scanner.path), line \(scanner.line)")
    }
    block.text = strings.text
    block.textStarts = strings.textStarts
    return block
  }

  private func element() -> Element {
    if scanner.isNamed("node") { return .node }
    if scanner.isNamed("way") { return .way }
    if scanner.isNamed("relation") { return .relation }
    if scanner.isNamed("osm") { return .osm }
    return .other
  }

  private func notOSM() -> OSMError {
    if scanner.isNamed("osmChange") {
      return scanner.error(.unsupported, "a change file (.osc) is not read; give the whole extract")
    }
    return scanner.error(.unknownFormat, "XML, but its first element is not <osm>")
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
        relation = OSMRestriction(id: try identifier("id", of: "relation"), tags: [], members: [])
      }
    case .osm: break
    case .other:
      guard isKept, let parent = open.last, parent == .node || parent == .way || parent == .relation else { return }
      if scanner.isNamed("tag") {
        try appendTag(parent)
      } else if parent == .way, scanner.isNamed("nd") {
        block.wayRefs.append(try identifier("ref", of: "nd"))
      } else if parent == .relation, scanner.isNamed("member") {
        try appendMember()
      }
    }
  }

  private mutating func end(_ element: Element) {
    guard isKept else {
      if element != .other { isKept = true }
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
      if isRestriction(relation.tags) { block.restrictions.append(relation) }
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
    guard let key, let value else { throw scanner.error(.malformed, "a tag without k or v") }
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
      OSMRestriction.Member(
        kind: kind == "node" ? .node : kind == "way" ? .way : .relation, reference: reference,
        role: role ?? strings.intern(none)))
  }

  private func isRestriction(_ tags: [Int32]) -> Bool {
    guard let key = strings.id(of: "type"), let value = strings.id(of: "restriction") else { return false }
    return stride(from: 0, to: tags.count, by: 2).contains { tags[$0] == key && tags[$0 + 1] == value }
  }

  private mutating func identifier(_ attribute: StaticString, of element: String) throws(OSMError) -> Int64 {
    let text = try scanner.withAttribute(attribute) { String(decoding: $0, as: UTF8.self) }
    guard let text else { throw scanner.error(.malformed, "\(element) without \(attribute)") }
    guard let id = Int64(text) else {
      throw scanner.error(.malformed, "\(element) with \(attribute)=\"\(text)\", which is no whole number")
    }
    return id
  }

  /// An angle in units of 1e-7 degree.
  private mutating func degrees(_ attribute: StaticString, limit: Int64) throws(OSMError) -> Int32 {
    let value = try scanner.withAttribute(attribute) { (fixedPoint($0), String(decoding: $0, as: UTF8.self)) }
    guard let (value, text) = value else { throw scanner.error(.malformed, "node without \(attribute)") }
    guard let value, abs(value) <= limit else {
      throw scanner.error(.malformed, "node with \(attribute)=\"\(text)\", which is no angle in degrees")
    }
    return Int32(value)
  }
}

/// Reads a decimal number as whole units of 1e-7, the last place rounded half away from zero.
/// - Returns: nil when it is no finite number or beyond 1000.
package func fixedPoint(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
  var at = 0
  var isNegative = false
  if at < text.count, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") {
    isNegative = text[at] == UInt8(ascii: "-")
    at += 1
  }
  var value: Int64 = 0
  var digits = 0
  var decimals = 0
  var isFraction = false
  var roundsUp = false
  while at < text.count {
    let byte = text[at]
    if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
      digits += 1
      if decimals < 7 {
        value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        if value > 10_000_000_000 { return nil }
        if isFraction { decimals += 1 }
      } else if decimals == 7 {
        roundsUp = byte >= UInt8(ascii: "5")
        decimals += 1
      }
    } else if byte == UInt8(ascii: "."), !isFraction {
      isFraction = true
    } else {
      // Exponents are legal and rare; the standard library knows them.
      guard let number = Double(String(decoding: text, as: UTF8.self)), number.isFinite, abs(number) <= 1000 else {
        return nil
      }
      return Int64((number * 1e7).rounded())
    }
    at += 1
  }
  guard digits > 0 else { return nil }
  while decimals < 7 {
    value *= 10
    decimals += 1
  }
  if value > 10_000_000_000 { return nil }
  if roundsUp { value += 1 }
  return isNegative ? -value : value
}
