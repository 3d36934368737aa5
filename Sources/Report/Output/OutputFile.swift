import Files
import Geodata
import Words

/// A single output file that appears whole or not at all (`WholeFile`), for the errors of this floor.
package final class OutputFile {
  private let file: WholeFile

  /// Reserves the place: made before the work, it tells at once what cannot be written.
  ///
  /// - Parameter inputs: files that the command reads; none of them may stand at the place.
  package init(_ path: String, besides inputs: [String] = []) throws(GeodataError) {
    if let input = input(among: inputs.map { LayerSource.parted($0).path }, at: path) {
      throw GeodataError(
        .cannotWrite,
        Bilingual(
          "这就是命令要读取的“\(input)”，写入会把它覆盖。请为输出另取名称。",
          "this is “\(input)”, which the command reads: it would be written over. Give the output another name."),
        at: .init(file: path))
    }
    do throws(FilesError) {
      file = try WholeFile(path)
    } catch {
      throw GeodataError(.cannotWrite, error, at: path)
    }
  }

  package func write(_ text: String) throws(GeodataError) { try write(Array(text.utf8)) }

  package func write(_ bytes: [UInt8]) throws(GeodataError) {
    do throws(FilesError) {
      try file.write(bytes)
    } catch {
      throw GeodataError(.cannotWrite, error, at: file.path)
    }
  }

  /// Puts the finished file in its place.
  package func commit() throws(GeodataError) {
    do throws(FilesError) {
      try file.commit()
    } catch {
      throw GeodataError(.cannotWrite, error, at: file.path)
    }
  }

  /// Writes all of it and puts it in its place.
  package func finish(_ bytes: [UInt8]) throws(GeodataError) {
    try write(bytes)
    try commit()
  }
}

extension GeodataError {
  /// The same with the path as the user gave it.
  init(_ code: Code, _ error: FilesError, at path: String) {
    self.init(code, error.words, at: .init(file: path), underlying: error)
  }
}

/// A cell of a plain CSV file: text, never a formula.
package func csvText(_ text: String) -> String {
  let text = FormulaGuard.guarded(text)
  return text.utf8.contains { ",\"\n\r".utf8.contains($0) } ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
}
