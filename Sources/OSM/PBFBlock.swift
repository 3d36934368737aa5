/// Decodes the primitive blocks of a pbf file.
///
/// Source: OpenStreetMap PBF format, wiki.openstreetmap.org/wiki/PBF_Format (field numbers of osmformat.proto).
struct PBFBlockDecoder {
  private var block = OSMBlock()
  private var granularity: Int64 = 100
  private var latitudeOffset: Int64 = 0
  private var longitudeOffset: Int64 = 0

  static func decode(_ bytes: UnsafeBufferPointer<UInt8>) throws(MalformedBytes) -> OSMBlock {
    var decoder = PBFBlockDecoder()
    // The scale stands behind the groups that need it, so the block is walked twice.
    var header = WireCursor(bytes)
    while let field = try header.field() {
      switch (field.number, field.type) {
      case (1, 2): try decoder.readStrings(header.message())
      case (17, 0): decoder.granularity = Int64(truncatingIfNeeded: try header.varint())
      case (19, 0): decoder.latitudeOffset = Int64(bitPattern: try header.varint())
      case (20, 0): decoder.longitudeOffset = Int64(bitPattern: try header.varint())
      default: try header.skip(type: field.type)
      }
    }
    guard decoder.granularity > 0 else { throw MalformedBytes() }
    var groups = WireCursor(bytes)
    while let field = try groups.field() {
      if field.number == 2, field.type == 2 {
        try decoder.readGroup(groups.message())
      } else {
        try groups.skip(type: field.type)
      }
    }
    return decoder.block
  }

  private mutating func readStrings(_ message: WireCursor) throws(MalformedBytes) {
    var message = message
    while let field = try message.field() {
      guard field.number == 1, field.type == 2 else {
        try message.skip(type: field.type)
        continue
      }
      let text = try message.message()
      block.text.append(contentsOf: text.remaining)
      block.textStarts.append(Int32(block.text.count))
    }
  }

  private mutating func readGroup(_ message: WireCursor) throws(MalformedBytes) {
    var message = message
    while let field = try message.field() {
      switch (field.number, field.type) {
      case (1, 2): try readNode(message.message())
      case (2, 2): try readDenseNodes(message.message())
      case (3, 2): try readWay(message.message())
      case (4, 2): try readRelation(message.message())
      default: try message.skip(type: field.type)
      }
    }
  }

  // MARK: Nodes

  private mutating func readNode(_ message: WireCursor) throws(MalformedBytes) {
    var message = message
    var id: Int64?
    var latitude: Int64?
    var longitude: Int64?
    var keys: WireCursor?
    var values: WireCursor?
    while let field = try message.field() {
      switch (field.number, field.type) {
      case (1, 0): id = try message.zigzag()
      case (2, 2): keys = try message.message()
      case (3, 2): values = try message.message()
      case (8, 0): latitude = try message.zigzag()
      case (9, 0): longitude = try message.zigzag()
      default: try message.skip(type: field.type)
      }
    }
    guard let id, let latitude, let longitude else { throw MalformedBytes() }
    try appendNode(id: id, latitude: latitude, longitude: longitude)
    if try Self.appendTags(keys, values, stringCount: stringCount, to: &block.nodeTags) {
      block.taggedNodes.append(Int32(block.nodeIDs.count - 1))
      block.nodeTagEnds.append(Int32(block.nodeTags.count))
    }
  }

  private mutating func readDenseNodes(_ message: WireCursor) throws(MalformedBytes) {
    var message = message
    var ids: WireCursor?
    var latitudes: WireCursor?
    var longitudes: WireCursor?
    var tags: WireCursor?
    while let field = try message.field() {
      switch (field.number, field.type) {
      case (1, 2): ids = try message.message()
      case (8, 2): latitudes = try message.message()
      case (9, 2): longitudes = try message.message()
      case (10, 2): tags = try message.message()
      default: try message.skip(type: field.type)
      }
    }
    guard var ids else { return }
    guard var latitudes, var longitudes else { throw MalformedBytes() }
    // Counted before memory is taken: every number occupies at least one byte that is really there.
    let count = ids.varintCount
    guard latitudes.varintCount == count, longitudes.varintCount == count else { throw MalformedBytes() }
    let first = block.nodeIDs.count
    block.nodeIDs.reserveCapacity(first + count)
    block.longitudes.reserveCapacity(first + count)
    block.latitudes.reserveCapacity(first + count)
    var id: Int64 = 0
    var latitude: Int64 = 0
    var longitude: Int64 = 0
    for _ in 0..<count {
      id &+= try ids.zigzag()
      latitude &+= try latitudes.zigzag()
      longitude &+= try longitudes.zigzag()
      try appendNode(id: id, latitude: latitude, longitude: longitude)
    }
    guard ids.isAtEnd, latitudes.isAtEnd, longitudes.isAtEnd else { throw MalformedBytes() }
    guard var tags, !tags.isAtEnd else { return }
    for node in first..<(first + count) {
      let before = block.nodeTags.count
      while true {
        let key = try tags.varint()
        if key == 0 { break }
        let value = try tags.varint()
        guard key < stringCount, value < stringCount else { throw MalformedBytes() }
        block.nodeTags.append(Int32(key))
        block.nodeTags.append(Int32(value))
      }
      if block.nodeTags.count > before {
        block.taggedNodes.append(Int32(node))
        block.nodeTagEnds.append(Int32(block.nodeTags.count))
      }
    }
    guard tags.isAtEnd else { throw MalformedBytes() }
  }

  @inline(__always)
  private mutating func appendNode(id: Int64, latitude: Int64, longitude: Int64) throws(MalformedBytes) {
    block.nodeIDs.append(id)
    block.latitudes.append(try fixedPoint(latitude, offset: latitudeOffset, limit: 900_000_000))
    block.longitudes.append(try fixedPoint(longitude, offset: longitudeOffset, limit: 1_800_000_000))
  }

  /// Nanodegrees are `offset + granularity * value`; rounded to the nearest 1e-7 degree.
  @inline(__always)
  private func fixedPoint(_ value: Int64, offset: Int64, limit: Int64) throws(MalformedBytes) -> Int32 {
    let (scaled, overflow) = value.multipliedReportingOverflow(by: granularity)
    let nanodegrees = scaled &+ offset
    let bound = limit * 100
    guard !overflow, nanodegrees >= -bound, nanodegrees <= bound else { throw MalformedBytes() }
    let rounded = nanodegrees >= 0 ? (nanodegrees + 50) / 100 : (nanodegrees - 50) / 100
    return Int32(truncatingIfNeeded: rounded)
  }

  // MARK: Ways

  private mutating func readWay(_ message: WireCursor) throws(MalformedBytes) {
    var message = message
    var id: Int64?
    var keys: WireCursor?
    var values: WireCursor?
    var refs: WireCursor?
    while let field = try message.field() {
      switch (field.number, field.type) {
      case (1, 0): id = Int64(bitPattern: try message.varint())
      case (2, 2): keys = try message.message()
      case (3, 2): values = try message.message()
      case (8, 2): refs = try message.message()
      default: try message.skip(type: field.type)
      }
    }
    guard let id else { throw MalformedBytes() }
    block.wayIDs.append(id)
    _ = try Self.appendTags(keys, values, stringCount: stringCount, to: &block.wayTags)
    block.wayTagEnds.append(Int32(block.wayTags.count))
    if var refs {
      var ref: Int64 = 0
      while !refs.isAtEnd {
        ref &+= try refs.zigzag()
        block.wayRefs.append(ref)
      }
    }
    block.wayRefEnds.append(Int32(block.wayRefs.count))
  }

  // MARK: Relations

  private mutating func readRelation(_ message: WireCursor) throws(MalformedBytes) {
    var message = message
    var id: Int64?
    var keys: WireCursor?
    var values: WireCursor?
    var roles: WireCursor?
    var references: WireCursor?
    var kinds: WireCursor?
    while let field = try message.field() {
      switch (field.number, field.type) {
      case (1, 0): id = Int64(bitPattern: try message.varint())
      case (2, 2): keys = try message.message()
      case (3, 2): values = try message.message()
      case (8, 2): roles = try message.message()
      case (9, 2): references = try message.message()
      case (10, 2): kinds = try message.message()
      default: try message.skip(type: field.type)
      }
    }
    block.relationCount += 1
    var tags: [Int32] = []
    _ = try Self.appendTags(keys, values, stringCount: stringCount, to: &tags)
    guard let purpose = block.purpose(ofRelation: tags) else { return }
    guard let id else { throw MalformedBytes() }
    var relation = OSMRelation(id: id, tags: tags, members: [])
    if var roles, var references, var kinds {
      var reference: Int64 = 0
      while !references.isAtEnd {
        reference &+= try references.zigzag()
        let role = try roles.varint()
        let kind = try kinds.varint()
        guard role < stringCount, kind <= 2 else { throw MalformedBytes() }
        relation.members.append(
          OSMRelation.Member(
            kind: kind == 0 ? .node : kind == 1 ? .way : .relation, reference: reference, role: Int32(role)))
      }
      guard roles.isAtEnd, kinds.isAtEnd else { throw MalformedBytes() }
    }
    block.append(relation, for: purpose)
  }

  private var stringCount: UInt64 { UInt64(block.textStarts.count - 1) }

  /// - Returns: whether there was any tag.
  private static func appendTags(
    _ keys: WireCursor?, _ values: WireCursor?, stringCount: UInt64, to tags: inout [Int32]
  ) throws(MalformedBytes) -> Bool {
    guard var keys, !keys.isAtEnd else { return false }
    guard var values else { throw MalformedBytes() }
    while !keys.isAtEnd {
      let key = try keys.varint()
      let value = try values.varint()
      guard key < stringCount, value < stringCount else { throw MalformedBytes() }
      tags.append(Int32(key))
      tags.append(Int32(value))
    }
    guard values.isAtEnd else { throw MalformedBytes() }
    return true
  }
}
