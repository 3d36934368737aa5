import Words

/// The file of a saved graph: the graph, and behind it, where it was asked for, what others keep of its streets.
enum GraphFile {
  /// "SCGRAPH" and the version of the layout.
  static let magic: UInt64 = 0x0348_5041_5247_4353
  /// "SCGROUN"; the version is told by whoever keeps the columns.
  static let ground: UInt64 = 0x004e_554f_5247_4353

  static let remedy = Bilingual("；请重新建立：servicecircle roads build", "; build it again with: servicecircle roads build")

  /// Why a file is not opened.
  static func refusal(_ why: Bilingual, _ path: String) -> RoadNetworkError {
    RoadNetworkError(.graphFile, why + remedy, context: path)
  }
}

/// Numbers and texts one after the other.
struct GraphDescriptionWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ number: UInt64) { withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) } }
  mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }
  mutating func add(_ number: Double) { add(number.bitPattern) }
  mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }
}

struct GraphDescriptionReader {
  private var rest: UnsafeRawBufferPointer.SubSequence

  init(_ bytes: UnsafeRawBufferPointer.SubSequence) { rest = bytes }

  /// Nil at the end.
  mutating func number() -> UInt64? {
    guard rest.count >= 8 else { return nil }
    defer { rest = rest.dropFirst(8) }
    return UnsafeRawBufferPointer(rebasing: rest).loadUnaligned(as: UInt64.self)
  }

  mutating func count() -> Int? {
    guard let number = number(), number < 1 << 40 else { return nil }
    return Int(number)
  }

  mutating func real() -> Double? { number().map { Double(bitPattern: $0) } }

  mutating func text() -> String? {
    guard let count = count(), rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return String(decoding: rest.prefix(count), as: UTF8.self)
  }
}
