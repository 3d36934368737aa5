#if Server
import MapServer
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// One address that opens more connections than there are places.
struct CrowdTests {
  /// Twenty for four of eight places: sixteen are closed, and another address is answered beside the four that stay.
  @Test func othersAreAnswered() async throws {
    let gateway = Gateway(Desk(), host: "127.0.0.1", port: 0)
    let ports = AsyncStream<Int>.makeStream()
    let server = Task {
      try await HTTPServer(
        gateway, host: "127.0.0.1", port: 0, idle: .seconds(3600), connections: (most: 8, ofOnePeer: 4)
      )
      .run { ports.continuation.yield($0) }
    }
    defer { server.cancel() }
    let port = try #require(await ports.stream.first { _ in true })
    let page = ServedProgram.head("GET /", port).replacing("\n", with: "\r\n")
    try await onOwnThread {
      let crowd = try (0..<20).map { _ in try ServedProgram.connection(port, from: "127.0.0.2") }
      #expect(try ServedProgram.ask(port, ServedProgram.head("GET /", port)).status == 200)
      func answers(_ descriptor: Int32) -> Bool {
        let bytes = Array(page.utf8)
        guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { return false }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        return recv(descriptor, &buffer, buffer.count, 0) > 0
      }
      #expect(crowd.count(where: answers) == 4)
      crowd.forEach { close($0) }
      // They go, and with them what was counted: soon there is room again.
      var isAnswered = false
      for _ in 0..<1000 where !isAnswered {
        let another = try ServedProgram.connection(port, from: "127.0.0.2")
        isAnswered = answers(another)
        close(another)
      }
      #expect(isAnswered)
    }
  }
}
#endif
