import Foundation
import Words

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Runs a program of others until it ends, its time is over or nobody wants it any more.
///
/// It stands in a process group of its own, which is killed whole when the time is over. Where the system has `setpriv`,
/// it is killed with us, too, whatever ends us.
package struct ChildProcess {
  var program: String
  var arguments: [String]
  /// Beside our own environment.
  var environment: [String: String]
  /// Seconds.
  var timeLimit: Double
  var isCancelled: @Sendable () -> Bool

  /// - Parameter isCancelled: asked again and again while the program runs; ends it as the time limit does.
  package init(
    program: String, arguments: [String], environment: [String: String] = [:], timeLimit: Double,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.timeLimit = timeLimit
    self.isCancelled = isCancelled
  }

  /// How it went wrong, in its own last words where it had any.
  package struct Failure: Error {
    package var words: Bilingual
    package var isTimeOver: Bool
  }

  /// - Parameter log: a file for what it says.
  package func run(log: String) throws(Failure) {
    let process = try start(log: log)
    let end = Date().addingTimeInterval(timeLimit)
    var status: Int32 = 0
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process { break }
      if ended < 0, errno != EINTR { throw Failure(words: Self.ofSystem(errno), isTimeOver: false) }
      let isCancelled = isCancelled()
      if isCancelled || Date() > end {
        kill(-process, SIGKILL)
        kill(process, SIGKILL)
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        throw Failure(words: Bilingual(same: Self.lastWords(log)), isTimeOver: !isCancelled)
      }
      usleep(20_000)
    }
    // What it may have left running.
    kill(-process, SIGKILL)
    // Ended by itself, and with zero.
    guard status != 0 else { return }
    let words = Self.lastWords(log)
    let (code, signal) = (status >> 8 & 0xFF, status & 0x7F)
    let kind =
      signal == 0
      ? Bilingual("退出码\(code)", "exit code \(code)") : Bilingual("被信号\(signal)终止", "signal \(signal)")
    throw Failure(words: words.isEmpty ? kind : Bilingual(same: words), isTimeOver: false)
  }

  private func start(log: String) throws(Failure) -> pid_t {
    var words = [program] + arguments
    let guardian = "/usr/bin/setpriv"
    if access(guardian, X_OK) == 0 { words = [guardian, "--pdeathsig", "KILL", "--"] + words }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own; and signals as they are by default, not as we have set them.
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let texts = words.map { strdup($0) } + [nil]
    let settings = variables.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in texts + settings { free(text) } }
    var process = pid_t()
    let refusal = posix_spawn(&process, words[0], &actions, &attributes, texts, settings)
    guard refusal == 0 else { throw Failure(words: Self.ofSystem(refusal), isTimeOver: false) }
    return process
  }

  private static func ofSystem(_ number: Int32) -> Bilingual { Bilingual(same: String(cString: strerror(number))) }

  /// The last lines that say something, in one.
  private static func lastWords(_ log: String) -> String {
    let text = String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }.suffix(3).joined(separator: " ")
  }
}
