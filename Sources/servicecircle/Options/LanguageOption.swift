import ArgumentParser
import Words

/// The language of what is said. It is found before arguments are parsed, as help and mistakes are told in it, too: here
/// it is named in help, and a wrong one refused.
struct LanguageOption: ParsableArguments {
  @Option(
    help: .words(
      "用语：zh或en。未写时依分析文件的language（both则不作数），再依系统语言（LANG）。",
      "Language: zh or en. By default the analysis file's (zh or en), else the system's (LANG)."))
  var language: String?

  func validate() throws {
    guard language.map({ Language(rawValue: $0) != nil }) ?? true else {
      throw ValidationError(
        "语言“\(language ?? "")”不是zh或en。请写--language zh或--language en。",
        "The language “\(language ?? "")” is not zh or en.")
    }
  }
}
