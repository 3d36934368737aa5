import Foundation
import Geodata
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// `servicecircle serve` as a process of its own, asked over a socket.
struct ServedProgram {
  let process = Process()
  let port: Int

  /// Waits until it answers.
  ///
  /// - Parameter environment: beside our own.
  init(_ folder: ScratchFolder, _ options: [String] = [], environment: [String: String] = [:]) throws {
    process.executableURL = try Self.executable()
    process.arguments = ["serve", folder.path + "/analysis.yaml", "--port", "0", "--quiet", "--json"] + options
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    var told: [UInt8] = []
    while !told.contains(UInt8(ascii: "}")) {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { break }
      told += more
    }
    let url = try #require(try JSONValue(told, named: "stdout")["url"]?.text)
    port = try #require(url.firstMatch(of: #/^http:\/\/127\.0\.0\.1:(\d+)\/$/#).flatMap { Int($0.1) })
  }

  func kill() {
    if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
  }

  /// Runs a command to its end, which is to be well.
  ///
  /// - Returns: what it prints.
  static func printed(_ arguments: [String]) throws -> [UInt8] {
    let ended = try ended(arguments, readsErrors: false)
    try #require(ended.code == 0, "\(arguments)")
    return ended.said
  }

  /// Runs a command that is to fail, with an exit code.
  ///
  /// - Returns: what it says of it.
  static func refusal(_ arguments: [String], _ code: Int32 = 1) throws -> String {
    let ended = try ended(arguments, readsErrors: true)
    let told = String(decoding: ended.said, as: UTF8.self)
    try #require(ended.code == code, "\(told)")
    return told
  }

  private static func ended(_ arguments: [String], readsErrors: Bool) throws -> (code: Int32, said: [UInt8]) {
    let process = Process()
    process.executableURL = try executable()
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = readsErrors ? FileHandle.nullDevice : pipe
    process.standardError = readsErrors ? pipe : FileHandle.nullDevice
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, [UInt8](bytes))
  }

  private static let found: URL? = {
    let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return [
      URL(fileURLWithPath: runner).deletingLastPathComponent(), Scenes.root.appendingPathComponent(".build/release"),
    ].map { $0.appendingPathComponent("servicecircle") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  static func executable() throws -> URL {
    let found: URL = try #require(found, "build the package first: swift build -c release --build-tests")
    return found
  }

  /// - Parameters:
  ///   - receiving: bytes that the system holds for it, about; nil for the usual.
  ///   - own: the address of this machine that asks; nil for the usual.
  static func connection(_ port: Int, receiving: Int32? = nil, from own: String? = nil) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var receiving {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiving, socklen_t(MemoryLayout<Int32>.size))
    }
    func with(_ address: String, _ port: Int, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) throws {
      var full = sockaddr_in()
      full.sin_family = sa_family_t(AF_INET)
      full.sin_port = in_port_t(port).bigEndian
      full.sin_addr.s_addr = inet_addr(address)
      let size = MemoryLayout<sockaddr_in>.size
      let result = withUnsafePointer(to: &full) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, socklen_t(size)) }
      }
      try #require(result == 0)
    }
    if let own { try with(own, 0) { bind(descriptor, $0, $1) } }
    try with("127.0.0.1", port) { connect(descriptor, $0, $1) }
    return descriptor
  }

  /// What comes back over one connection until the other side closes it.
  static func ask(_ port: Int, _ request: String, body: [UInt8] = []) throws -> (status: Int, text: String) {
    let descriptor = try connection(port)
    defer { close(descriptor) }
    let bytes = Array(request.replacing("\n", with: "\r\n").utf8) + body
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      // Whoever has answered already may take no more.
      guard count > 0 else { break }
      sent += count
    }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      answer += buffer[..<count]
    }
    let text = String(decoding: answer, as: UTF8.self)
    return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0, text)
  }

  static func head(_ line: String, _ port: Int, _ more: String = "") -> String {
    "\(line) HTTP/1.1\nHost: 127.0.0.1:\(port)\nConnection: close\n\(more)\n"
  }
}

/// Runs what blocks: a server in this process needs the threads of the tasks.
func onOwnThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
  }
}
