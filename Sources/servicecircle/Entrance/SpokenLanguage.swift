import Files
import Foundation
import Words

/// The language in which a call is answered, found before its arguments are parsed: help and mistakes are told in it, too.
///
/// The first of these that states one: `--language`, SERVICECIRCLE_LANGUAGE, the analysis file of the call, and what the
/// system says. Without any it is English. What is neither zh nor en states nothing: of a report in both languages the
/// system knows which one its reader speaks.
struct SpokenLanguage {
  let arguments: [String]
  let environment: [String: String]

  /// - Parameter arguments: without the name of the program.
  init(_ arguments: [String], _ environment: [String: String]) {
    self.arguments = arguments
    self.environment = environment
  }

  /// - Parameter readsFiles: false as long as reading may not take its time: no analysis file is looked at.
  func found(readsFiles: Bool = true) -> Language {
    asked ?? environment["SERVICECIRCLE_LANGUAGE"].flatMap(Language.init(rawValue:))
      ?? (readsFiles ? ofAnalysis : nil) ?? ofSystem ?? .english
  }

  private var asked: Language? { values(of: "--language").last.flatMap(Language.init(rawValue:)) }

  private var ofSystem: Language? {
    ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty }
      .flatMap { $0.lowercased().hasPrefix("zh") ? .chinese : nil }
  }

  /// What `--set language=…` says, else the first file that states its language.
  private var ofAnalysis: Language? {
    let set = values(of: "--set").compactMap { $0.hasPrefix("language=") ? $0.dropFirst("language=".count) : nil }
    if let stated = set.last { return Self.language(of: stated) }
    return files.lazy.compactMap(Self.stated).first
  }

  /// Files that may be the analysis: the word behind the command, and what is named as YAML is.
  private var files: [String] {
    let commands: Set<String> = ["run", "check", "audit"]
    return arguments.enumerated().compactMap { index, word in
      guard !word.hasPrefix("-") else { return nil }
      let isNamed = word.lowercased().hasSuffix(".yaml") || word.lowercased().hasSuffix(".yml")
      return isNamed || (index > 0 && commands.contains(arguments[index - 1])) ? word : nil
    }
  }

  private func values(of option: String) -> [String] {
    // What follows `--` is no option.
    let options = Array(arguments.prefix { $0 != "--" })
    return options.indices.compactMap { index in
      let word = options[index]
      if word == option { return index + 1 < options.count ? options[index + 1] : nil }
      return word.hasPrefix(option + "=") ? String(word.dropFirst(option.count + 1)) : nil
    }
  }

  private static func language(of word: some StringProtocol) -> Language? {
    switch word.trimmingCharacters(in: CharacterSet(charactersIn: " \t\r\"'")) {
    case "zh": .chinese
    case "en": .english
    default: nil
    }
  }

  /// What the line `language:` of an analysis file says, whatever else is wrong with the file: its mistakes are told in
  /// its language. A line that begins with a key stands at the top of the file's keys, as all deeper ones are indented.
  ///
  /// - Returns: nil for what is no file, cannot be read, or does not state it in its first 64 kB.
  private static func stated(_ path: String) -> Language? {
    // Devices may have no end, and a pipe gives its bytes once only.
    guard let node = (try? Node.at(path)) ?? nil, node.kind == .file,
      let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: 64 << 10)
    else { return nil }
    for line in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline) {
      guard let value = line.wholeMatch(of: #/language\s*:\s+([^#]*?)\s*(\s#.*)?/#)?.1 else { continue }
      return language(of: value)
    }
    return nil
  }
}
