import Testing
import Words
import servicecircle

/// When progress is told, by times that the tests give.
struct ProgressPaceTests {
  private let reading = Bilingual("读取路网", "reading roads")
  private let siting = Bilingual("选址：目前65.1%，最多65.2%", "siting: 65.1%, at best 65.2%")

  @Test func aShortRunIntoAPipeSaysNothing() {
    var pace = ProgressPace(.piped)
    #expect(pace.line(after: 0) == nil)
    pace.begin(reading)
    for seconds in [0, 1, 5, 9.99] { #expect(pace.line(after: seconds) == nil, "\(seconds)") }
  }

  /// Of 40 seconds, asked every second, four lines: with the last words, however many came in between.
  @Test func aLongRunIntoAPipeSaysALineEveryTenSeconds() {
    var pace = ProgressPace(.piped)
    pace.begin(reading)
    var told: [Bilingual] = []
    for second in 1...40 {
      if second == 15 { pace.begin(siting) }
      if let words = pace.line(after: Double(second)) { told.append(words) }
    }
    #expect(
      told == [
        Bilingual("已用10秒：读取路网", "after 10 s: reading roads"),
        Bilingual("已用20秒：选址：目前65.1%，最多65.2%", "after 20 s: siting: 65.1%, at best 65.2%"),
        Bilingual("已用30秒：选址：目前65.1%，最多65.2%", "after 30 s: siting: 65.1%, at best 65.2%"),
        Bilingual("已用40秒：选址：目前65.1%，最多65.2%", "after 40 s: siting: 65.1%, at best 65.2%"),
      ])
  }

  /// Steps that follow each other fast do not make more lines.
  @Test func tenSecondsPassBetweenTwoLines() {
    var pace = ProgressPace(.piped)
    pace.begin(reading)
    #expect(pace.line(after: 14) != nil)
    pace.begin(siting)
    #expect(pace.line(after: 23.9) == nil)
    #expect(pace.line(after: 24) != nil)
  }

  @Test func aTerminalShowsEveryStepAndSecond() {
    var pace = ProgressPace(.terminal)
    pace.begin(reading)
    #expect(pace.line(after: 0.5) == reading)
    #expect(pace.line(after: 1.2) == Bilingual("已用1秒：读取路网", "after 1 s: reading roads"))
    #expect(pace.line(after: 1.3) == Bilingual("已用1秒：读取路网", "after 1 s: reading roads"))
    pace.begin(siting)
    #expect(
      pace.line(after: 75) == Bilingual("已用1分15秒：选址：目前65.1%，最多65.2%", "after 1 min 15 s: siting: 65.1%, at best 65.2%"))
    #expect(
      pace.line(after: 3725) == Bilingual("已用1小时2分：选址：目前65.1%，最多65.2%", "after 1 h 2 min: siting: 65.1%, at best 65.2%")
    )
  }

  /// A mistake of the parser that nobody has translated is not lost.
  @Test func anUnknownMistakeStaysBehindAChineseLine() {
    let told = ParserWords.chinese(
      "Error: Something new.\nUsage: servicecircle run\n  See 'servicecircle run --help' for more information.",
      message: "Something new.", columns: 80)
    #expect(
      told == """
        错误：参数有误，解析程序的原话如下：
        Something new.
        用法：servicecircle run
          详细说明请看“servicecircle run --help”。
        """)
  }
}
