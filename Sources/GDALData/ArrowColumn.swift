#if GDAL
import CGDAL

/// One column of a batch of records as Arrow lays it out: a bit a row that says whether there is a value, then the
/// values one after the other. Lent for the life of its batch.
///
/// Source: Apache Arrow, Columnar Format and C Data Interface, version 1.
struct ArrowColumn {
  /// How the values lie; the letters are those of Arrow's format strings.
  enum Layout {
    case int8, uint8, int16, uint16, int32, uint32, int64
    case float32, float64
    /// Where each text or block of bytes begins, as 32 or 64 bits.
    case bytes32, bytes64

    /// nil for what features tell better: flags, dates, times, lists.
    init?(_ format: UnsafePointer<CChar>?) {
      switch format.map({ String(cString: $0) }) {
      case "c": self = .int8
      case "C": self = .uint8
      case "s": self = .int16
      case "S": self = .uint16
      case "i": self = .int32
      case "I": self = .uint32
      case "l": self = .int64
      case "f": self = .float32
      case "g": self = .float64
      case "u", "z": self = .bytes32
      case "U", "Z": self = .bytes64
      default: return nil
      }
    }
  }

  private let layout: Layout
  private let validity: UnsafePointer<UInt8>?
  private let values: UnsafeRawPointer?
  private let content: UnsafeRawPointer?
  /// Rows of the buffers that stand before the first of the batch.
  private let offset: Int

  init(_ array: ArrowArray, _ layout: Layout) {
    self.layout = layout
    offset = Int(array.offset)
    func buffer(_ index: Int) -> UnsafeRawPointer? {
      index < array.n_buffers ? array.buffers[index] : nil
    }
    validity = buffer(0)?.assumingMemoryBound(to: UInt8.self)
    values = buffer(1)
    content = buffer(2)
  }

  private func isNull(_ row: Int) -> Bool {
    guard let validity else { return false }
    return validity[row >> 3] & (1 << UInt8(row & 7)) == 0
  }

  /// The value of a row of the batch, as reading the feature would give it.
  func value(_ row: Int) -> VectorValue {
    let row = row + offset
    guard !isNull(row), let values else { return .null }
    func load<Value>(_: Value.Type) -> Value {
      values.loadUnaligned(fromByteOffset: row * MemoryLayout<Value>.stride, as: Value.self)
    }
    switch layout {
    case .int8: return .integer(Int64(load(Int8.self)))
    case .uint8: return .integer(Int64(load(UInt8.self)))
    case .int16: return .integer(Int64(load(Int16.self)))
    case .uint16: return .integer(Int64(load(UInt16.self)))
    case .int32: return .integer(Int64(load(Int32.self)))
    case .uint32: return .integer(Int64(load(UInt32.self)))
    case .int64: return .integer(load(Int64.self))
    case .float32: return .real(Double(load(Float.self)))
    case .float64: return .real(load(Double.self))
    case .bytes32, .bytes64: return text(row)
    }
  }

  private func text(_ row: Int) -> VectorValue {
    guard let bytes = block(row) else { return .null }
    // As in C: a text ends at its first zero.
    let end = bytes.firstIndex(of: 0) ?? bytes.endIndex
    let text = UnsafeRawBufferPointer(rebasing: bytes[..<end])
    return String(validating: text, as: UTF8.self).map { .text($0) } ?? .bytes(Array(text))
  }

  /// The bytes of a row of the batch; nil when it has none.
  func bytes(_ row: Int) -> UnsafeRawBufferPointer? {
    isNull(row + offset) ? nil : block(row + offset)
  }

  private func block(_ row: Int) -> UnsafeRawBufferPointer? {
    guard let values else { return nil }
    let (start, end): (Int, Int)
    if case .bytes64 = layout {
      start = Int(values.loadUnaligned(fromByteOffset: row * 8, as: Int64.self))
      end = Int(values.loadUnaligned(fromByteOffset: row * 8 + 8, as: Int64.self))
    } else {
      start = Int(values.loadUnaligned(fromByteOffset: row * 4, as: Int32.self))
      end = Int(values.loadUnaligned(fromByteOffset: row * 4 + 4, as: Int32.self))
    }
    guard end > start, let content else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: content + start, count: end - start)
  }
}
#endif
