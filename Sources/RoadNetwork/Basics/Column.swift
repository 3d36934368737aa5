#if canImport(Glibc)
import Glibc
#endif

/// A read-only run of plain values, in memory of its own or of a file that was read. Copies share the memory.
struct Column<Element: BitwiseCopyable & Sendable>: @unchecked Sendable, RandomAccessCollection {
  let base: UnsafePointer<Element>
  let count: Int
  /// Keeps what `base` points to.
  private let memory: AnyObject

  init(_ values: [Element]) {
    let owned = OwnedMemory(byteCount: values.count * MemoryLayout<Element>.stride)
    let base = owned.base.bindMemory(to: Element.self, capacity: values.count)
    values.withUnsafeBufferPointer { source in
      if let first = source.baseAddress { base.initialize(from: first, count: source.count) }
    }
    self.base = UnsafePointer(base)
    count = values.count
    memory = owned
  }

  /// Leaves an empty array: of many columns only one at a time is in memory twice.
  init(moving values: inout [Element]) {
    self.init(values)
    values = []
  }

  /// - Parameters:
  ///   - base: aligned for the element, valid as long as `memory` lives.
  init(_ base: UnsafeRawPointer, count: Int, memory: AnyObject) {
    self.base = base.assumingMemoryBound(to: Element.self)
    self.count = count
    self.memory = memory
  }

  var startIndex: Int { 0 }
  var endIndex: Int { count }
  var byteCount: Int { count * MemoryLayout<Element>.stride }

  /// The bytes are valid inside the call only.
  func withBytes<E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> Void) throws(E) {
    defer { withExtendedLifetime(memory) {} }
    try body(UnsafeRawBufferPointer(start: base, count: byteCount))
  }

  subscript(index: Int) -> Element {
    @inline(__always) get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index outside the column")
      return base[index]
    }
  }

  /// Whether both are views of the same memory.
  func isSame(as other: Column) -> Bool { base == other.base && count == other.count }
}

private final class OwnedMemory: @unchecked Sendable {
  let base: UnsafeMutableRawPointer

  init(byteCount: Int) { base = allocatePages(byteCount: byteCount) }

  deinit { base.deallocate() }
}

/// Memory for random access: where it is large, in pages of 2 MB if the system has them, which spares the search most of
/// its address translation.
func allocatePages(byteCount: Int) -> UnsafeMutableRawPointer {
  let page = 2 << 20
  guard byteCount >= 4 * page else { return .allocate(byteCount: Swift.max(byteCount, 1), alignment: 64) }
  let whole = (byteCount + page - 1) / page * page
  let base = UnsafeMutableRawPointer.allocate(byteCount: whole, alignment: page)
  #if os(Linux)
  madvise(base, whole, MADV_HUGEPAGE)
  #endif
  return base
}
