import OSM
import Testing

/// Everything a file gives, as lines that can be compared.
func contents(_ data: OSMData) -> [String] {
  let nodes = (0..<data.nodeCount).map { "\(data.nodeIDs[$0]) \(data.longitudes[$0]) \(data.latitudes[$0])" }
  let ways = (0..<data.wayCount).map { way in
    let tags = data.tags(ofWay: way).map { "\($0)=\(data.string($0))" }
    return "\(data.wayIDs[way]) \(Array(data.nodes(ofWay: way))) \(tags)"
  }
  let tagged = data.features(matching: ["amenity", "shop", "name"].map { TagFilter(key: $0) })
  return nodes + ways + tagged.map { "\($0.id) \($0.name) \($0.position)" }
}

@Suite struct PBFTests {
  /// Three dense nodes, one way over them; granularity and offsets as the format's defaults.
  static func smallFile(_ packing: TinyPBF.Packing = .raw) -> TinyPBF {
    var file = TinyPBF()
    file.appendHeader()
    file.append(
      "OSMData",
      TinyPBF.block(
        strings: ["", "amenity", "bank", "name", "Chahua"],
        group: TinyPBF.denseNodes(
          ids: [10, 11, 9], latitudes: [294_000_000, 294_000_010, 293_999_990],
          longitudes: [1_038_000_000, 1_038_000_100, 1_037_999_900], tags: [0, 1, 2, 3, 4, 0, 0])), packing)
    file.append(
      "OSMData",
      TinyPBF.block(
        strings: ["", "highway", "residential"],
        group: TinyPBF.way(id: 5, refs: [9, 10, 11], tags: [(1, 2)])), packing)
    return file
  }

  @Test func denseNodesAndWaysWithDefaults() throws {
    let data = try withFile(Self.smallFile().bytes) { try OSMFile.read($0) }
    #expect(data.nodeIDs == [10, 11, 9])
    #expect(data.latitudes == [294_000_000, 294_000_010, 293_999_990])
    #expect(data.longitudes == [1_038_000_000, 1_038_000_100, 1_037_999_900])
    #expect(data.wayIDs == [5])
    #expect(Array(data.nodes(ofWay: 0)) == [2, 0, 1])
    #expect(data.taggedNodeCount == 1)
    #expect(data.missingNodeCount == 0)
    let bank = try #require(data.features(matching: [TagFilter(key: "amenity", values: ["bank"])]).first)
    #expect(bank.id == "node/11")
    #expect(bank.name == "Chahua")
    #expect(bank.position.x == 103.80001 && bank.position.y == 29.400001)
    #expect(data.bounds.minX == 103.79999 && data.bounds.maxY == 29.400001)
  }

  @Test func zlibBlobsReadTheSame() throws {
    let raw = try withFile(Self.smallFile().bytes) { try OSMFile.read($0) }
    let packed = try withFile(Self.smallFile(.stored).bytes) { try OSMFile.read($0) }
    #expect(contents(packed) == contents(raw))
  }

  /// The block of way 7 over the nodes 1, 2, 3 with highway=residential, packed by Python 3.11 `zlib.compress(…, 9)`
  /// (zlib 1.2.13).
  @Test func blobPackedByAnotherProgram() throws {
    let hex = "78dae392e062e062cfc84ccf284face4e22e4a2dce4c49cd2bc94ccc11e297e2e56017626494626472626662620200e1dd08ab"
    let packed = stride(from: 0, to: hex.count, by: 2).map { offset in
      UInt8(hex.dropFirst(offset).prefix(2), radix: 16)!
    }
    var file = TinyPBF()
    file.appendHeader()
    file.append("OSMData", [], .field(3, packed, claimedSize: 43))
    let data = try withFile(file.bytes) { try OSMFile.read($0) }
    #expect(data.wayIDs == [7])
    #expect(data.missingNodeCount == 3)
    #expect(data.clippedWayCount == 1)
    #expect(data.lines(matching: [TagFilter(key: "highway")]).isEmpty)
  }

  /// Nanodegrees = offset + granularity x value, rounded to 100: 1,000,000,000 + 1000 x 7 = 1,000,007,000 is
  /// 10,000,070 units; -500,000,050 + 1000 x -3 = -500,003,050 is -5,000,030.5, rounded away from zero to -5,000,031.
  @Test func plainNodesWithGranularityAndOffsets() throws {
    var file = TinyPBF()
    file.appendHeader()
    file.append(
      "OSMData",
      TinyPBF.block(
        strings: ["", "shop", "bakery"],
        group: TinyPBF.plainNode(id: -4, latitude: 7, longitude: -3, tags: [(1, 2)])
          + TinyPBF.plainNode(id: 8, latitude: 0, longitude: 0),
        rest: TinyPBF.field(17, value: 1000) + TinyPBF.field(19, value: 1_000_000_000)
          + TinyPBF.field(20, value: -500_000_050)))
    let data = try withFile(file.bytes) { try OSMFile.read($0) }
    #expect(data.nodeIDs == [-4, 8])
    #expect(data.latitudes == [10_000_070, 10_000_000])
    #expect(data.longitudes == [-5_000_031, -5_000_001])
    #expect(try data.features(matching: [TagFilter("shop=*")]).map(\.id) == ["node/-4"])
  }

  @Test func resultDoesNotDependOnThreads() throws {
    var file = TinyPBF()
    file.appendHeader()
    for block in 0..<40 {
      let first = Int64(block * 100)
      let ids = (0..<100).map { first + $0 }
      let group =
        TinyPBF.denseNodes(ids: ids, latitudes: ids.map { $0 * 3 }, longitudes: ids.map { $0 * 7 })
        + TinyPBF.way(id: first, refs: [first, first + 50, (first + 1234) % 4000], tags: [(1, UInt64(2 + block % 3))])
      let strings = ["", "highway", "a\(block % 7)", "b", "c\(block)"]
      file.append("OSMData", TinyPBF.block(strings: strings, group: group), block % 2 == 0 ? .raw : .stored)
    }
    let one = try withFile(file.bytes) { try OSMFile.read($0, threads: 1) }
    #expect(one.nodeCount == 4000 && one.wayCount == 40 && one.missingNodeCount == 0)
    for threads in [2, 4] {
      let many = try withFile(file.bytes) { try OSMFile.read($0, threads: threads) }
      #expect(contents(many) == contents(one))
    }
  }

  @Test func repeatedIDsCountOnce() throws {
    var file = TinyPBF()
    file.appendHeader()
    for shift in [0, 5] as [Int64] {
      file.append(
        "OSMData",
        TinyPBF.block(
          strings: ["", "highway", "path"],
          group: TinyPBF.denseNodes(ids: [1, 2], latitudes: [shift, 20 + shift], longitudes: [0, 0])
            + TinyPBF.way(id: 3, refs: [1, 2], tags: [(1, 2)])))
    }
    let data = try withFile(file.bytes) { try OSMFile.read($0) }
    #expect(data.wayCount == 1)
    #expect(data.lines(matching: [TagFilter(key: "highway")]).map(\.coordinates.count) == [2])
    #expect(data.position(data.nodes(ofWay: 0).first!).y == 0)
  }
}

@Suite struct DamagedPBFTests {
  func code(_ bytes: [UInt8], threads: Int = 2) throws -> OSMError.Code? {
    try withFile(bytes) { path in
      do throws(OSMError) {
        _ = try OSMFile.read(path, threads: threads)
        return nil
      } catch {
        #expect(error.context.contains("tiny"))
        return error.code
      }
    }
  }

  /// A cut between two blocks leaves a shorter but whole file; every other cut is told.
  @Test func tornAtEveryByte() throws {
    let file = PBFTests.smallFile(.stored)
    var header = TinyPBF()
    header.appendHeader()
    var whole: [Int] = [header.bytes.count, file.bytes.count]
    for length in 1..<file.bytes.count where !whole.contains(length) {
      let found = try code(Array(file.bytes[..<length]))
      if found == nil { whole.append(length) } else { #expect(found == .truncated || length <= 5) }
    }
    // Header, header and nodes, all.
    #expect(whole.count == 3)
  }

  /// No damage may crash the reader; it reads something else or says so.
  @Test func everyByteChanged() throws {
    let file = PBFTests.smallFile().bytes
    for index in file.indices {
      for value in [0x00, 0x7f, 0xff] as [UInt8] where value != file[index] {
        var damaged = file
        damaged[index] = value
        _ = try code(damaged, threads: 1)
      }
    }
  }

  @Test func oversizedSizesAreRefusedBeforeReading() throws {
    // A header of 65,537 bytes, one more than the format allows.
    #expect(try code([0x00, 0x01, 0x00, 0x01, 0x0a] + Array("\tOSMHeader".utf8)) == .oversized)
    var blob = TinyPBF()
    blob.appendHeader()
    blob.appendRaw("OSMData", [], size: 32 << 20 + 1)
    #expect(try code(blob.bytes) == .oversized)
    var unpacked = TinyPBF()
    unpacked.appendHeader()
    unpacked.append("OSMData", [], .field(3, TinyPBF.stored([1]), claimedSize: 32 << 20 + 1))
    #expect(try code(unpacked.bytes) == .oversized)
    var negative = TinyPBF()
    negative.appendHeader()
    negative.appendRaw("OSMData", [], size: -1)
    #expect(try code(negative.bytes) == .oversized)
  }

  @Test(arguments: [4, 5, 6, 7] as [UInt64])
  func otherCompressionsAreNamed(number: UInt64) throws {
    var file = TinyPBF()
    file.appendHeader()
    file.append("OSMData", [], .field(number, [1, 2, 3], claimedSize: 10))
    #expect(try code(file.bytes) == .unsupported)
  }

  @Test func unknownRequiredFeature() throws {
    var file = TinyPBF()
    file.appendHeader(features: ["OsmSchema-V0.6", "HistoricalInformation"])
    #expect(try code(file.bytes) == .unsupported)
  }

  @Test func contentsThatContradictTheFormat() throws {
    func file(_ group: [UInt8], rest: [UInt8] = []) -> [UInt8] {
      var file = TinyPBF()
      file.appendHeader()
      file.append("OSMData", TinyPBF.block(strings: ["", "a"], group: group, rest: rest))
      return file.bytes
    }
    // Latitude 90.0000001, longitude -180.0000001, a tag beyond the string table, fewer latitudes than ids, no id.
    #expect(try code(file(TinyPBF.plainNode(id: 1, latitude: 900_000_001, longitude: 0))) == .malformed)
    #expect(try code(file(TinyPBF.plainNode(id: 1, latitude: 0, longitude: -1_800_000_001))) == .malformed)
    #expect(try code(file(TinyPBF.plainNode(id: 1, latitude: 0, longitude: 0, tags: [(1, 2)]))) == .malformed)
    #expect(try code(file(TinyPBF.denseNodes(ids: [1, 2], latitudes: [1], longitudes: [1, 2]))) == .malformed)
    #expect(try code(file(TinyPBF.field(1, []))) == .malformed)
    #expect(
      try code(file(TinyPBF.plainNode(id: 1, latitude: 1, longitude: 1), rest: TinyPBF.field(17, value: 0)))
        == .malformed)
    // Whole values at the border are places.
    #expect(try code(file(TinyPBF.plainNode(id: 1, latitude: -900_000_000, longitude: 1_800_000_000))) == nil)
  }

  @Test func damagedZlibData() throws {
    var file = TinyPBF()
    file.appendHeader()
    var stored = TinyPBF.stored([1, 2, 3])
    stored[stored.count - 1] ^= 1
    file.append("OSMData", [], .field(3, stored, claimedSize: 3))
    #expect(try code(file.bytes) == .malformed)
    var short = TinyPBF()
    short.appendHeader()
    short.append("OSMData", [], .field(3, TinyPBF.stored([1, 2, 3]), claimedSize: 4))
    #expect(try code(short.bytes) == .malformed)
  }

  @Test func theFirstDamagedBlockIsReported() throws {
    var file = PBFTests.smallFile()
    let first = file.bytes.count
    for _ in 0..<20 { file.append("OSMData", [0xff]) }
    for threads in [1, 4] {
      let context = try withFile(file.bytes) { path in
        do throws(OSMError) {
          _ = try OSMFile.read(path, threads: threads)
          return ""
        } catch {
          return error.context
        }
      }
      // The blob stands behind its length and its header of 11 bytes.
      #expect(context.hasSuffix("block at byte \(first + 15)"))
    }
  }

  @Test func dataBeforeTheHeader() throws {
    var file = TinyPBF()
    file.append("OSMData", TinyPBF.block(strings: [""], group: []))
    #expect(try code(file.bytes) == .malformed)
  }
}
