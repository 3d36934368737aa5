import Files
import Foundation
import Geodata
import Model
import Words

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Prints on stdout. All of it arrives, or the command ends with an error.
///
/// Swift's own `print` is silent when the disk is full. A reader that has gone (`| head`) ends the process as it ends
/// other tools: by the signal, without a word.
func say(_ text: String, terminator: String = "\n") throws(GeodataError) {
  let error = writeAll(Array((text.forTerminal + terminator).utf8), to: STDOUT_FILENO)
  guard error != 0 else { return }
  if error == EPIPE {
    signal(SIGPIPE, SIG_DFL)
    raise(SIGPIPE)
  }
  let reason = String(cString: strerror(error))
  throw GeodataError(
    .cannotWrite, Bilingual("结果无法输出：\(reason)。", "the answer cannot be printed: \(reason)."), at: .init(file: "stdout"))
}

func say(_ words: Bilingual, terminator: String = "\n") throws(GeodataError) {
  try say(words.spoken, terminator: terminator)
}

/// A line on stderr. Nobody can be told when that fails, so nothing is.
func note(_ text: String) {
  _ = writeAll(Array((text.forTerminal + "\n").utf8), to: STDERR_FILENO)
}

func note(_ words: Bilingual) { note(words.spoken) }

/// Words on stderr that stay on their line.
func noteWithoutLine(_ text: String) {
  _ = writeAll(Array(text.utf8), to: STDERR_FILENO)
}

/// Makes the three streams safe to use, before anything is opened.
///
/// A closed one would be given to the first file that is opened, and messages would land in that file. A pipe without a
/// reader, and a file larger than its limit, become errors where they are written to.
func prepareStreams() {
  for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
    // Opened for reading alone, stdout still fails when something is printed: the caller hears of it.
    _ = open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY)
  }
  signal(SIGPIPE, SIG_IGN)
  signal(SIGXFSZ, SIG_IGN)
}
