import Foundation
import Geodata
import MapServer
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// The built command over a socket, as others meet it.
struct SocketTests {
  private static let executable: URL? = {
    let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return [
      URL(fileURLWithPath: runner).deletingLastPathComponent(), Scenes.root.appendingPathComponent(".build/release"),
    ].map { $0.appendingPathComponent("servicecircle") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  private static func program() throws -> URL {
    let found: URL = try #require(executable, "build the package first: swift build -c release --build-tests")
    return found
  }

  /// What comes back over one connection until the other side closes it.
  private static func ask(_ port: Int, _ request: String, body: [UInt8] = []) throws -> (status: Int, text: String) {
    let descriptor = try connection(port)
    defer { close(descriptor) }
    send(Array(request.replacing("\n", with: "\r\n").utf8) + body, descriptor)
    let text = rest(of: descriptor)
    return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0, text)
  }

  /// - Parameter receiving: bytes that the system holds for it, about; nil for the usual.
  private static func connection(_ port: Int, receiving: Int32? = nil) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var receiving {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiving, socklen_t(MemoryLayout<Int32>.size))
    }
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

  private static func send(_ bytes: [UInt8], _ descriptor: Int32) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      // Whoever has answered already may take no more.
      guard count > 0 else { break }
      sent += count
    }
  }

  private static func rest(of descriptor: Int32) -> String {
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      answer += buffer[..<count]
    }
    return String(decoding: answer, as: UTF8.self)
  }

  private static func head(_ line: String, _ port: Int, _ more: String = "") -> String {
    "\(line) HTTP/1.1\nHost: 127.0.0.1:\(port)\nConnection: close\n\(more)\n"
  }

  #if Server
  /// A thousand pages asked for at once, of which nothing is read: they are some 8 MB, more than the system holds for a
  /// reader. The connection ends all the same.
  @Test func aReaderWhoTakesNothing() async throws {
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
      let descriptor = try Self.connection(port, receiving: 4_096)
      defer { close(descriptor) }
      Self.send(Array(String(repeating: request, count: 1_000).utf8), descriptor)
      // Told of the end alone, not of what could be read.
      var state = pollfd(fd: descriptor, events: 0, revents: 0)
      return poll(&state, 1, 50_000) == 1
    }.value
    #expect(isClosed)
  }

  @Test func fromStartToSignal() throws {
    let folder = try Scenes.street()
    let process = Process()
    process.executableURL = try Self.program()
    process.arguments = ["serve", folder.path + "/analysis.yaml", "--port", "0", "--quiet", "--json"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    var told: [UInt8] = []
    while !told.contains(UInt8(ascii: "}")) {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { break }
      told += more
    }
    let url = try #require(try JSONValue(told, named: "stdout")["url"]?.text)
    let port = try #require(url.firstMatch(of: #/^http:\/\/127\.0\.0\.1:(\d+)\/$/#).flatMap { Int($0.1) })

    let body = Array(#"{"edits":[{"move":{"id":"s","lon":105.001,"lat":0}}]}"#.utf8)
    let evaluated = try Self.ask(
      port,
      Self.head("POST /api/evaluate", port, "Content-Type: application/json\nContent-Length: \(body.count)\n"),
      body: body)
    #expect(evaluated.status == 200 && evaluated.text.contains(#""communities":{"total":7,"covered":3,"#))
    #expect(try Self.ask(port, Self.head("GET /nothing", port)).status == 404)
    #expect(try Self.ask(port, "GET / HTTP/1.1\nHost: evil.example\nConnection: close\n\n").status == 421)
    let long = [UInt8](repeating: 0x20, count: (1 << 20) + 1)
    let large = "Content-Type: application/json\nContent-Length: \(long.count)\n"
    #expect(try Self.ask(port, Self.head("POST /api/evaluate", port, large), body: long).status == 413)
    let chunked = Array("100001\r\n".utf8) + long + Array("\r\n0\r\n\r\n".utf8)
    let streamed = "Content-Type: application/json\nTransfer-Encoding: chunked\n"
    #expect(try Self.ask(port, Self.head("POST /api/evaluate", port, streamed), body: chunked).status == 413)
    let whole = try Self.ask(port, Self.head("GET /api/town", port))
    let top = try Self.ask(port, Self.head("HEAD /api/town", port))
    #expect(whole.status == 200 && top.status == 200 && top.text.hasSuffix("\r\n\r\n"))
    let length = whole.text.firstMatch(of: #/(?i)content-length: (\d+)/#).map { String($0.1) }
    #expect(length != nil && top.text.firstMatch(of: #/(?i)content-length: (\d+)/#).map { String($0.1) } == length)

    let start = ContinuousClock.now
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  @Test(arguments: [
    (["--host", "0.0.0.0"], Int32(2), "--token"), (["--port", "70000"], 2, "65535"),
    (["--token", "short"], 2, "8 ASCII"), (["--host", "203.0.113.1", "--token", "long-enough"], 1, "--host"),
  ])
  func startsThatCannotBe(options: [String], code: Int32, named: String) throws {
    let process = Process()
    process.executableURL = try Self.program()
    process.arguments = ["serve", try Scenes.street().path + "/analysis.yaml", "--language", "en"] + options
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == code && text.contains(named), "\(text)")
  }
  #else
  @Test func aBuildWithoutItNamesTheTrait() throws {
    let process = Process()
    process.executableURL = try Self.program()
    process.arguments = ["serve", try Scenes.street().path + "/analysis.yaml", "--language", "en"]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 1 && text.contains("trait Server") && text.contains("make full"), "\(text)")
  }
  #endif
}
