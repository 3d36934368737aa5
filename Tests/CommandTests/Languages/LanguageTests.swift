import Foundation
import Testing

/// The language in which a call is answered, and that help and mistakes are whole in it.
struct LanguageTests {
  private static let chinese = ["LANG": "zh_CN.UTF-8"]
  private static let commands = [
    "run", "check", "inspect", "audit", "compare", "allocate", "reach", "roads", "roads build", "solve", "hours",
    "init", "schema",
  ]

  private func hasChinese(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  @Test(arguments: [""] + commands) func helpIsInTheLanguageOfTheSystem(command: String) throws {
    let words = command.split(separator: " ").map(String.init) + ["--help"]
    let chinese = try Command.run(words, language: Self.chinese)
    #expect(chinese.code == 0 && chinese.output.hasPrefix("概述："), "\(chinese)")
    #expect(chinese.output.contains("\n用法：servicecircle"))
    for english in ["USAGE", "OPTIONS", "ARGUMENTS", "SUBCOMMANDS", "(default", "(values", "Show ", "Example", "See '"]
    {
      #expect(!chinese.output.contains(english), "\(english) in \(chinese.output)")
    }
    // What is told of each argument and option, on its line or the next.
    let lines = chinese.output.components(separatedBy: "\n")
    let first = try #require(lines.firstIndex { $0.hasPrefix("用法：") })
    for (line, next) in zip(lines[first...], lines[first...].dropFirst() + [""])
    where line.hasPrefix("  -") || line.hasPrefix("  <") {
      #expect(hasChinese(line) || hasChinese(next), "\(line)")
    }
    let english = try Command.run(words, language: [:])
    #expect(english.code == 0 && english.output.hasPrefix("OVERVIEW: "), "\(english)")
    #expect(english.output.contains("\nUSAGE: servicecircle") && english.output.contains("Show help information."))
    let withoutExamples = english.output.replacing("实地走访", with: "").replacing("系统取数", with: "")
      .replacing("工作日", with: "").replacing("编号", with: "").replacing("人口", with: "").replacing("等级", with: "")
      .replacing("乐山市", with: "")
    #expect(!hasChinese(withoutExamples), "\(english.output)")
  }

  @Test func helpNamesTheValuesAndDefaults() throws {
    let help = try Command.run(["roads", "build", "--help"], language: Self.chinese).output
    #expect(help.contains("出行方式：walk、bicycle、e-bike或truck。（默认：walk）"), "\(help)")
    #expect(help.contains("  -h, --help              显示说明。"), "\(help)")
  }

  /// One mistake of each kind that the parser finds, with what it says in Chinese.
  @Test(arguments: [
    ("run", "错误：缺少参数“<analysis>”。\n说明：<analysis>  分析文件。\n用法：servicecircle run <analysis>"),
    ("run a --out", "错误：“--out <out>”缺少取值。"),
    ("run a --nope", "错误：没有“--nope”选项。"),
    ("run a --ot x", "错误：没有“--ot”选项。是否要写“--out”？"),
    ("run a b", "错误：多出了参数“b”。"),
    ("run a b c", "错误：多出了2个参数：“b”、“c”。"),
    ("run a --strict=1", "错误：“--strict”选项不带取值，却写了“1”。"),
    ("run a ---x", "错误：选项“---x”写法有误。"),
    ("run a --threads q", "错误：取值“q”不能用于“--threads <threads>”。\n"),
    ("run a --threads 0", "错误：--threads应大于0。\n"),
    (
      "solve mclp --engine q",
      "错误：取值“q”不能用于“--engine <engine>”。可用的取值：“auto”、“own”、“highs”。\n说明：--engine <engine>  由谁证明方案"
    ),
    ("solve q --demand a", "错误：取值“q”不能用于“<problem>”。可用的取值：\n  - lscp\n  - mclp\n"),
    ("--generate-completion-script=x", "错误：无法为“x”生成补全脚本。"),
    ("schema --language fr", "错误：语言“fr”不是zh或en。请写--language zh或--language en。"),
  ])
  func mistakesInArgumentsAreToldInChinese(line: String, told: String) throws {
    let outcome = try Command.run(line.split(separator: " ").map(String.init), language: Self.chinese)
    #expect(outcome.code == 2 && outcome.output == "" && outcome.errors.contains(told), "\(outcome)")
    #expect(outcome.errors.contains("  详细说明请看“servicecircle"), "\(outcome)")
    for english in ["Error", "Usage", "Help:", "See "] { #expect(!outcome.errors.contains(english), "\(outcome)") }
  }

  @Test func anInvalidLanguageIsRefused() throws {
    for words in [["--language", "fr"], ["--language=fr"], ["--language", "both"]] {
      let outcome = try Command.run(["schema"] + words, language: [:])
      #expect(outcome.code == 2 && outcome.output == "", "\(outcome)")
      #expect(outcome.errors.contains("is not zh or en."), "\(outcome)")
    }
  }

  /// Each that states a language comes before those behind it.
  @Test func theFirstThatStatesALanguageDecides() throws {
    let system = Self.chinese
    let variable = ["SERVICECIRCLE_LANGUAGE": "en", "LANG": "zh_CN.UTF-8"]
    let folder = try ScratchFolder([
      "en.yaml": "title: x\nlanguage: en  # of the report\n", "both.yaml": "language: 'both'\n",
      "none.yaml": "title: x\n",
      // Wrong in every other way.
      "broken.yaml": "language: zh\ninputs: [\n", "deep.yaml": "report:\n  language: zh\n",
      "wrong.yaml": "language: fr\n",
      "zh.txt": "language: zh\n",
    ])
    func isChinese(_ words: [String], _ language: [String: String]) throws -> Bool {
      let outcome = try Command.run(words.map { $0.replacing("@", with: folder.path) } + ["--nope"], language: language)
      #expect(outcome.code == 2, "\(outcome)")
      let isChinese = outcome.errors.contains("没有“--nope”选项")
      #expect(isChinese || outcome.errors.contains("Unknown option '--nope'"), "\(outcome)")
      return isChinese
    }
    #expect(try isChinese(["run", "@/en.yaml", "--language", "zh"], [:]))
    #expect(try isChinese(["--language=zh", "run", "@/en.yaml"], [:]))
    #expect(try !isChinese(["run", "@/both.yaml", "--language", "en"], system))
    #expect(try !isChinese(["run", "@/both.yaml"], variable))
    #expect(try isChinese(["run", "@/both.yaml", "--language", "zh"], variable))
    #expect(try !isChinese(["run", "@/en.yaml"], system))
    #expect(try !isChinese(["run", "@/both.yaml"], [:]))
    #expect(try isChinese(["run", "@/both.yaml"], system))
    #expect(try isChinese(["check", "@/zh.txt"], [:]))
    #expect(try !isChinese(["inspect", "@/zh.txt"], [:]))
    #expect(try isChinese(["compare", "a.csv", "b.csv", "--analysis", "@/broken.yaml"], [:]))
    #expect(try !isChinese(["run", "@/both.yaml", "--set", "language=en"], system))
    #expect(try isChinese(["check", "@/broken.yaml"], [:]))
    for unstated in ["none", "deep", "wrong", "missing"] {
      #expect(try isChinese(["run", "@/\(unstated).yaml"], system))
      #expect(try !isChinese(["run", "@/\(unstated).yaml"], [:]))
    }
    #expect(try !isChinese(["schema"], ["LC_ALL": "C", "LANG": "zh_CN.UTF-8"]))
    #expect(try isChinese(["schema"], ["LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "en_US.UTF-8"]))
  }

  /// A sentence in Chinese, keys as the file has them.
  @Test func anErrorIsToldInChineseWithTheKeysOfTheFile() throws {
    let town = try Town.folder()
    let outcome = try Command.run(
      ["check", town.path + "/analysis.yaml", "--set", "circle.cutof=10min", "--language", "zh"], language: [:])
    #expect(outcome.code == 1 && outcome.output == "", "\(outcome)")
    #expect(outcome.errors.hasPrefix("servicecircle："), "\(outcome)")
    #expect(outcome.errors.contains("cutof") && outcome.errors.contains("cutoff"), "\(outcome)")
    #expect(hasChinese(outcome.errors.dropFirst("servicecircle：".count)), "\(outcome)")
    #expect(!outcome.errors.contains("unknown key"), "\(outcome)")
  }

  @Test func theStarterIsInTheLanguageOfTheSystem() throws {
    let folder = try ScratchFolder()
    let outcome = try Command.run(["init", folder.path + "/new"], language: Self.chinese)
    #expect(outcome.code == 0 && outcome.output.hasPrefix("已写出："), "\(outcome)")
    let text = try String(contentsOfFile: folder.path + "/new/analysis.yaml", encoding: .utf8)
    #expect(hasChinese(text))
    let other = try Command.run(["init", folder.path + "/other", "--language", "en"], language: Self.chinese)
    #expect(other.code == 0 && other.output.hasPrefix("written: "), "\(other)")
  }

  /// What a machine reads is the same in every language.
  @Test func answersForMachinesStayTheSame() throws {
    let words = ["hours", "Mo-Fr 09:00-17:30", "--from", "2026-11-30", "--to", "2026-12-07", "--json"]
    let (chinese, english) = (try Command.run(words, language: Self.chinese), try Command.run(words))
    #expect(chinese.code == 0 && chinese.output == english.output, "\(chinese)")
  }
}
