#if Server
import MapServer
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// Readers who take nothing of an answer.
struct SlowReaderTests {
  /// A thousand pages asked for at once, of which nothing is read: they are some 8 MB, more than the system holds for a
  /// reader. The connection ends all the same.
  @Test func theConnectionEnds() async throws {
    let gateway = Gateway(Desk(), host: "127.0.0.1", port: 0)
    let ports = AsyncStream<Int>.makeStream()
    let server = Task {
      try await HTTPServer(gateway, host: "127.0.0.1", port: 0, patience: .milliseconds(200))
        .run { ports.continuation.yield($0) }
    }
    defer { server.cancel() }
    let port = try #require(await ports.stream.first { _ in true })
    let request = "GET / HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n"
    let isClosed = try await onOwnThread { () throws -> Bool in
      let descriptor = try ServedProgram.connection(port, receiving: 4_096)
      defer { close(descriptor) }
      let bytes = Array(String(repeating: request, count: 1_000).utf8)
      try #require(send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
      // Told of the end alone, not of what could be read.
      var state = pollfd(fd: descriptor, events: 0, revents: 0)
      return poll(&state, 1, 300_000) == 1
    }
    #expect(isClosed)
  }
}
#endif
