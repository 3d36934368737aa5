#if GDAL
import Foundation

/// A database server of the tests' own, in a folder and on a socket that nobody else uses; it ends with the process.
final class PostGISServer: Sendable {
  static let programs = "/usr/lib/postgresql/15/bin"
  static let isInstalled =
    FileManager.default.isExecutableFile(atPath: programs + "/initdb")
    && FileManager.default.fileExists(atPath: "/usr/share/postgresql/15/extension/postgis.control")
  static let whyNot: String = "PostgreSQL 15 with PostGIS is not installed; `make setup-postgis` brings it"

  /// Started at first use.
  static let shared = Result { try PostGISServer() }

  private let folder: String
  private static let port = "54329"
  private static let user = "planner"

  /// What an analysis file says.
  var address: String {
    "PG:host=\(folder) port=\(Self.port) dbname=town user=\(Self.user) password=geheim"
  }

  private init() throws {
    // The path of a socket has room for a hundred bytes.
    folder =
      FileManager.default.temporaryDirectory.path + "/servicecircle-pg-\(ProcessInfo.processInfo.processIdentifier)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if geteuid() == 0 { _ = try Self.run("/bin/chown", ["postgres", folder]) }
    try serve("initdb", ["-D", folder + "/data", "-A", "trust", "-U", Self.user, "--no-sync", "-E", "UTF8"])
    atexit {
      guard case .success(let server) = PostGISServer.shared else { return }
      // No program can be started any more: the server is told by a signal to stop at once.
      let file = try? String(contentsOfFile: server.folder + "/data/postmaster.pid", encoding: .utf8)
      if let line = file?.split(separator: "\n").first, let number = Int32(line) {
        kill(number, SIGQUIT)
        for _ in 0..<100 where FileManager.default.fileExists(atPath: server.folder + "/data/postmaster.pid") {
          usleep(20_000)
        }
      }
      try? FileManager.default.removeItem(atPath: server.folder)
    }
    try serve(
      "pg_ctl",
      [
        "-D", folder + "/data", "-w", "-t", "300", "-l", folder + "/log", "-o",
        "-k \(folder) -p \(Self.port) -c listen_addresses='' -c fsync=off", "start",
      ])
    _ = try query("CREATE DATABASE town", database: "postgres")
    _ = try query("CREATE EXTENSION postgis")
  }

  /// The rows of an answer, cells separated by `|`.
  func query(_ statement: String, database: String = "town") throws -> [String] {
    try Self.run(
      Self.programs + "/psql",
      [
        "-h", folder, "-p", Self.port, "-U", Self.user, "-d", database, "-XAtq", "-v", "ON_ERROR_STOP=1", "-c",
        statement,
      ]
    ).split(separator: "\n").map(String.init)
  }

  /// The server refuses to run as root.
  private func serve(_ program: String, _ arguments: [String]) throws {
    let path = Self.programs + "/" + program
    if geteuid() == 0 {
      let asPostgres = ["--reuid=postgres", "--regid=postgres", "--clear-groups", path]
      _ = try Self.run("/usr/bin/setpriv", asPostgres + arguments)
    } else {
      _ = try Self.run(path, arguments)
    }
  }

  private static func run(_ path: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    // Foundation waits until nobody holds its own descriptors any more, and other tests have many open: the server must
    // hold none of them.
    let closing = #"for f in /proc/self/fd/*; do n=${f##*/}; ((n < 3)) || eval "exec $n>&-"; done; exec "$@""#
    process.arguments = ["-c", closing, "-", path] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    // A server that goes on would hold a pipe open.
    let output = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data().write(to: output)
    defer { try? FileManager.default.removeItem(at: output) }
    process.standardOutput = FileHandle(forWritingAtPath: output.path)
    process.standardError = process.standardOutput
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let text = try String(contentsOf: output, encoding: .utf8)
    guard process.terminationStatus == 0 else { throw ServerError(text: "\(path): \(text)") }
    return text
  }

  struct ServerError: Error {
    var text: String
  }
}
#endif
