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
    let isClosed = try await Task.detached { () throws -> Bool in
      let descriptor = try Self.connection(port)
      defer { close(descriptor) }
      let bytes = Array(String(repeating: request, count: 1_000).utf8)
      try #require(send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
      // Told of the end alone, not of what could be read.
      var state = pollfd(fd: descriptor, events: 0, revents: 0)
      return poll(&state, 1, 50_000) == 1
    }.value
    #expect(isClosed)
  }

  /// One for which the system holds little.
  private static func connection(_ port: Int) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var held: Int32 = 4_096
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &held, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(connected == 0)
    return descriptor
  }
}
#endif
