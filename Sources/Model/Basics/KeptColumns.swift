/// A run of plain values, to be kept in a file as it lies in memory.
package struct KeptColumn: Sendable {
  package let byteCount: Int
  private let bytes: @Sendable (_ body: (RawSpan) -> Void) -> Void

  /// - Parameter bytes: hands out all of them at once.
  package init(byteCount: Int, bytes: @escaping @Sendable (_ body: (RawSpan) -> Void) -> Void) {
    self.byteCount = byteCount
    self.bytes = bytes
  }

  package init<Element: BitwiseCopyable & Sendable>(_ values: [Element]) {
    self.init(byteCount: values.count * MemoryLayout<Element>.stride) { body in body(values.span.bytes) }
  }

  package func withBytes<E: Error>(_ body: (RawSpan) throws(E) -> Void) throws(E) {
    var result: Result<Void, E> = .success(())
    bytes { bytes in
      do throws(E) { try body(bytes) } catch { result = .failure(error) }
    }
    try result.get()
  }
}

/// Columns that were kept, handed out in the order in which they were written.
package protocol KeptColumns {
  /// The next column, in memory of its own.
  ///
  /// - Throws: where there is none, or one whose length is no multiple of the element's.
  mutating func next<Element: BitwiseCopyable>(_ element: Element.Type) throws -> [Element]
}
