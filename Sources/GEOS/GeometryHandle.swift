import CGEOS
import Geometry

/// The one owner of a GEOS geometry.
///
/// For chains of operations: each step works on GEOS's own memory, and only the ends are converted to ``Shape``. A
/// single step is simpler on `Shape` itself. A handle stays in the task that made it; plain shapes travel.
package struct GeometryHandle: ~Copyable {
  // Private, and lent to a call only while the handle is borrowed: a temporary handle dies before the C call it feeds
  // when its pointer is taken out.
  private let pointer: OpaquePointer

  /// Takes over a pointer that GEOS returned as the caller's own.
  init(owning pointer: OpaquePointer) {
    self.pointer = pointer
  }

  deinit { GEOSGeom_destroy_r(ThreadContext.current.handle, pointer) }

  /// The empty collection.
  package init() throws(GEOSError) {
    try self.init(.collection([]))
  }
}

@available(*, unavailable)
extension GeometryHandle: @unchecked Sendable {}

extension GeometryHandle {
  /// Lends the pointer to `body`; it must not outlive the call.
  borrowing func lend<Result: ~Copyable>(
    _ body: (ThreadContext, OpaquePointer) throws(GEOSError) -> Result
  ) throws(GEOSError) -> Result {
    try body(ThreadContext.current, pointer)
  }

  /// A new geometry from this one.
  borrowing func derive(
    _ function: StaticString, _ call: (GEOSContextHandle_t, OpaquePointer) -> OpaquePointer?
  ) throws(GEOSError) -> GeometryHandle {
    let context = ThreadContext.current
    return GeometryHandle(owning: try context.pointer(function, call(context.handle, pointer)))
  }

  /// A new geometry from this one and another.
  borrowing func derive(
    _ function: StaticString, with other: borrowing GeometryHandle,
    _ call: (GEOSContextHandle_t, OpaquePointer, OpaquePointer) -> OpaquePointer?
  ) throws(GEOSError) -> GeometryHandle {
    let context = ThreadContext.current
    return GeometryHandle(owning: try context.pointer(function, call(context.handle, pointer, other.pointer)))
  }

  borrowing func test(
    _ function: StaticString, _ call: (GEOSContextHandle_t, OpaquePointer) -> CChar
  ) throws(GEOSError) -> Bool {
    let context = ThreadContext.current
    return try context.truth(function, call(context.handle, pointer))
  }

  borrowing func test(
    _ function: StaticString, with other: borrowing GeometryHandle,
    _ call: (GEOSContextHandle_t, OpaquePointer, OpaquePointer) -> CChar
  ) throws(GEOSError) -> Bool {
    let context = ThreadContext.current
    return try context.truth(function, call(context.handle, pointer, other.pointer))
  }

  borrowing func measure(
    _ function: StaticString, _ call: (GEOSContextHandle_t, OpaquePointer, UnsafeMutablePointer<Double>) -> Int32
  ) throws(GEOSError) -> Double {
    let context = ThreadContext.current
    var value = 0.0
    try context.success(function, call(context.handle, pointer, &value))
    return value
  }

  borrowing func measure(
    _ function: StaticString, with other: borrowing GeometryHandle,
    _ call: (GEOSContextHandle_t, OpaquePointer, OpaquePointer, UnsafeMutablePointer<Double>) -> Int32
  ) throws(GEOSError) -> Double {
    let context = ThreadContext.current
    var value = 0.0
    try context.success(function, call(context.handle, pointer, other.pointer, &value))
    return value
  }
}
