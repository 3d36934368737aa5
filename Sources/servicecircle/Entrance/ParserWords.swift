import Foundation

/// What the argument parser says, in Chinese: the headings of its help, and its mistakes.
///
/// The parser has words of its own, in English alone, and keeps what it found to itself; they are known by their wording.
/// These are all of swift-argument-parser 1.8.2 (`MessageInfo`, `HelpGenerator`, `ErrorMessageGenerator`). Names of
/// options, values and what our own commands say stand as they are. A mistake that is not known stays, behind a line that
/// says what it is.
package enum ParserWords {
  /// - Parameters:
  ///   - text: all that is to be printed.
  ///   - message: the mistake in it.
  ///   - columns: of the terminal.
  package static func chinese(_ text: String, message: String, columns: Int) -> String {
    if text.hasPrefix("OVERVIEW: ") || text.hasPrefix("USAGE: ") { return HelpLayout.lines(help(text), columns) }
    let start = "Error: " + message
    // The version, a script for a shell, help as JSON.
    guard !message.isEmpty, text.hasPrefix(start) else { return text }
    let rest = text.dropFirst(start.count).split(separator: "\n", omittingEmptySubsequences: false)
    return ([mistake(message)] + rest.dropFirst().map { usage(String($0)) }).joined(separator: "\n")
  }

  // MARK: Help

  private static func help(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      switch line {
      case "ARGUMENTS:": "参数："
      case "OPTIONS:": "选项："
      case "SUBCOMMANDS:": "命令："
      // A heading of our own.
      case _ where line.hasSuffix(":") && !line.hasPrefix(" "): line.dropLast() + "："
      default: element(usage(String(line)))
      }
    }.joined(separator: "\n")
  }

  /// A line that may tell of an option's values, or be one of the parser's own options.
  private static func element(_ line: String) -> String {
    var line = line
    for (english, chinese) in [
      ("Show help information.", "显示说明。"), ("Show the version.", "显示版本。"),
      ("Show subcommand help information.", "显示命令的说明。"),
    ] where line.hasSuffix("  " + english) {
      line = line.dropLast(english.count) + chinese
    }
    if let values = line.firstMatch(of: #/\ \(values:\ (.*?)(?:;\ default(?:\ as\ flag)?:\ (.*))?\)$/#) {
      let list = values.1.replacing(", ", with: "、")
      let ending = values.2.map { "；默认：\($0)" } ?? ""
      return String(line[..<values.range.lowerBound]) + "（可选：\(list)\(ending)）"
    }
    if let value = line.firstMatch(of: #/\ \(default(?:\ as\ flag)?:\ (.*)\)$/#) {
      return String(line[..<value.range.lowerBound]) + "（默认：\(value.1)）"
    }
    return line
  }

  /// Lines of usage, in help and behind mistakes.
  private static func usage(_ line: String) -> String {
    for (english, chinese) in [("OVERVIEW: ", "概述："), ("USAGE: ", "用法："), ("Usage: ", "用法："), ("Help:  ", "说明：")]
    where line.hasPrefix(english) {
      return chinese + line.dropFirst(english.count)
    }
    if let see = line.wholeMatch(of: #/\s*See '(.*)' for (more information|detailed help)\./#) {
      return "  详细说明请看“\(see.1)”。"
    }
    return line
  }

  // MARK: Mistakes

  private static func mistake(_ message: String) -> String {
    let told = known(message) ?? (message.isOurs ? message : nil)
    return told.map { "错误：" + $0 } ?? "错误：参数有误，解析程序的原话如下：\n" + message
  }

  /// nil for what is not known.
  private static func known(_ message: String) -> String? {
    if let parts = message.wholeMatch(of: #/(Unknown option.*)\n\s*or: (Missing value.*) in '(.*)'/#) {
      guard let option = known(String(parts.1)), let value = known(String(parts.2)) else { return nil }
      return "\(option)\n  或者：“\(parts.3)”中\(value)"
    }
    if let parts = message.wholeMatch(of: #/Unknown option '(.*?)'(?:\. Did you mean '(.*)'\?)?/#) {
      return "没有“\(parts.1)”选项。" + (parts.2.map { "是否要写“\($0)”？" } ?? "")
    }
    if let parts = message.wholeMatch(of: #/Missing value for '(.*)'/#) { return "“\(parts.1)”缺少取值。" }
    if let parts = message.wholeMatch(of: #/The option '(.*?)' does not take any value, but '(.*)' was specified\./#) {
      return "“\(parts.1)”选项不带取值，却写了“\(parts.2)”。"
    }
    if let parts = message.wholeMatch(of: #/Unexpected argument '(.*)'/#.dotMatchesNewlines()) {
      return "多出了参数“\(parts.1)”。"
    }
    if let parts = message.wholeMatch(of: #/(\d+) unexpected arguments: '(.*)'/#.dotMatchesNewlines()) {
      return "多出了\(parts.1)个参数：\(quoted(parts.2))。"
    }
    if let parts = message.wholeMatch(of: #/Value to be set with (.*) had already been set with (.*)/#) {
      return "\(origin(parts.1))要设定的值已由\(origin(parts.2))设定。"
    }
    if let parts = message.wholeMatch(of: #/Missing expected argument '(.*)'/#) { return "缺少参数“\(parts.1)”。" }
    if let parts = message.wholeMatch(of: #/Missing one of: '(.*)'/#) {
      return "应写出以下参数之一：\(quoted(parts.1))。"
    }
    if let parts = message.wholeMatch(of: #/The value '(.*?)' is invalid(?: for '(.*?)')?(.*)/#.dotMatchesNewlines()) {
      guard let advice = advice(String(parts.3)) else { return nil }
      return "取值“\(parts.1)”不能用于" + (parts.2.map { "“\($0)”" } ?? "此处") + advice
    }
    if let parts = message.wholeMatch(of: #/Invalid option: (.*)/#) { return "选项“\(parts.1)”写法有误。" }
    if message == "Missing required subcommand." { return "缺少命令。" }
    if let parts = message.wholeMatch(of: #/Command '(.*)' is not a parent of the current command\./#) {
      return "“\(parts.1)”不是当前命令的上级命令。"
    }
    return rare(message)
  }

  private static func rare(_ message: String) -> String? {
    let shells = #/\nPlease use --generate-completion-script=<shell> with one of:\n\s*(.*)/#
    if let list = message.firstMatch(of: shells) {
      let advice = "请写--generate-completion-script=<shell>，其中<shell>为：\(list.1)。"
      let shell = message.firstMatch(of: #/^Can't generate completion scripts for '(.*)'\./#)
      return (shell.map { "无法为“\($0.1)”生成补全脚本。" } ?? "无法判断所用的命令行环境。") + advice
    }
    if let parts = message.wholeMatch(of: #/No value set for non-argument var (.*?)\. Replace .*/#) {
      return "程序自身的缺陷：变量\(parts.1)没有取值。"
    }
    if message.hasPrefix("Internal error. ") { return "程序自身的缺陷：解析参数时出错（\(message)）。" }
    return nil
  }

  /// What may stand behind an invalid value: nothing, the values there are, or a reason of the type's own.
  private static func advice(_ text: String) -> String? {
    if text.isEmpty || text == "." { return "。" }
    if let parts = text.wholeMatch(of: #/\.? ?Please provide one of the following:\n(.*)/#.dotMatchesNewlines()) {
      return "。可用的取值：\n\(parts.1)"
    }
    if let parts = text.wholeMatch(of: #/\. Please provide one of (.*)\./#) {
      return "。可用的取值：" + parts.1.matches(of: #/'(.*?)'/#).map { "“\($0.1)”" }.joined(separator: "、") + "。"
    }
    let reason = text.trimmingPrefix(#/\.?: /#)
    return reason.isEmpty ? nil : "：\(reason)"
  }

  /// a', 'b
  private static func quoted(_ list: Substring) -> String {
    list.split(separator: "', '").map { "“\($0)”" }.joined(separator: "、")
  }

  /// flag 'v' in '-v', or position 3
  private static func origin(_ text: Substring) -> String {
    String(text).replacing(#/^flag '(.*)' in '(.*)'$/#) { "“\($0.2)”中的“\($0.1)”" }
      .replacing(#/^flag '(.*)'$/#) { "“\($0.1)”" }
      .replacing(#/^position (.*)$/#) { "第\($0.1)处" }
  }
}

extension String {
  /// Whether a command of ours said it: in Chinese, and not as a word that the parser quotes.
  fileprivate var isOurs: Bool {
    let spoken = replacing(#/'.*'/#.dotMatchesNewlines(), with: "")
    return spoken.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }
}
