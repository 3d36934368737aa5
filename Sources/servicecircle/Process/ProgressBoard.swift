import Foundation
import Model
import Synchronization
import Words

/// Tells progress on stderr as ``ProgressPace`` wants it: when a step begins, and in between by a watch of its own.
final class ProgressBoard: Sendable {
  /// The only one of this process.
  static let shared = ProgressBoard()

  private struct State {
    var pace: ProgressPace
    var isWatched = false
    var isLineShown = false
    var isOver = false
  }

  private let isTerminal: Bool
  private let began = ContinuousClock.now
  private let state: Mutex<State>

  private init() {
    isTerminal = isatty(STDERR_FILENO) == 1
    state = Mutex(State(pace: ProgressPace(isTerminal ? .terminal : .piped)))
  }

  /// A step begins, or tells how far it is.
  func begin(_ step: Bilingual) {
    let needsWatch = state.withLock { state in
      guard !state.isOver else { return false }
      state.pace.begin(step)
      defer { state.isWatched = true }
      return !state.isWatched
    }
    tell()
    if needsWatch { watch() }
  }

  /// The answer comes: nothing more is told.
  func end() {
    state.withLock { state in
      state.isOver = true
      clear(&state)
    }
  }

  /// A line of its own between two of progress.
  func interrupt(_ words: Bilingual) {
    state.withLock { state in
      clear(&state)
      note(words)
    }
  }

  private func clear(_ state: inout State) {
    guard state.isLineShown else { return }
    noteWithoutLine("\r\u{1B}[K")
    state.isLineShown = false
  }

  private func tell() {
    let elapsed = (ContinuousClock.now - began).components
    let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    state.withLock { state in
      guard !state.isOver, let words = state.pace.line(after: seconds) else { return }
      guard isTerminal else { return note(words.map(\.inOneLine)) }
      // A line that the terminal breaks could not be written over.
      noteWithoutLine("\r\u{1B}[K" + Columns.prefix(words.spoken.inOneLine, Columns.width(STDERR_FILENO) - 1))
      state.isLineShown = true
    }
  }

  /// With a small stack, as the words take little.
  private func watch() {
    let thread = Thread {
      while true {
        sleep(1)
        ProgressBoard.shared.tell()
      }
    }
    thread.stackSize = 256 << 10
    thread.start()
  }
}
