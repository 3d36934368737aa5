import ArgumentParser
import Words

/// The language of what is said and written. It is found before arguments are parsed, as help and mistakes are told in it,
/// too: here it is named in help, and a wrong one refused.
struct LanguageOption: ParsableArguments {
  @Option(
    help: .words(
      "用语：zh或en，写出的报告和表格也用它。未写时依分析文件的language（both则不作数），再依系统语言（LANG）。",
      "Language, also of what is written: zh or en. By default the analysis file's (zh or en), else the system's (LANG)."
    ))
  var language: String?

  /// The settings of an analysis file with this language among them, unless they state one: its results are in it.
  func settings(_ settings: [String]) -> [String] {
    guard let language, !settings.contains(where: { $0.hasPrefix("language=") }) else { return settings }
    return ["language=\(language)"] + settings
  }

  func validate() throws {
    guard language.map({ Language(rawValue: $0) != nil }) ?? true else {
      throw ValidationError(
        "语言“\(language ?? "")”不是zh或en。请写--language zh或--language en。",
        "The language “\(language ?? "")” is not zh or en.")
    }
  }
}
