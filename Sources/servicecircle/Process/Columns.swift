import Foundation
import Words

/// Text on a terminal, where a Chinese character is two columns wide.
enum Columns {
  /// Of the terminal behind a descriptor, else what COLUMNS says; 80 where nobody tells.
  static func width(_ descriptor: Int32) -> Int {
    var size = winsize()
    if isatty(descriptor) == 1, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    let stated = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) }
    return stated.flatMap { $0 >= 40 ? $0 : nil } ?? 80
  }

  /// The beginning that fits.
  static func prefix(_ text: String, _ columns: Int) -> String {
    guard text.columnWidth > columns else { return text }
    var result = ""
    var width = 1
    for character in text {
      width += character.columnWidth
      guard width <= columns else { break }
      result.append(character)
    }
    return result + "…"
  }
}
