import Model
import Testing

struct ShownTextTests {
  @Test(arguments: [
    ("茶花社区", "茶花社区"), ("a\nb", "a\\nb"), ("a\r\tb", "a\\r\\tb"), ("\u{1B}[31mred", "\\u001B[31mred"),
    ("\u{9B}2J", "\\u009B2J"), ("\u{202E}gnp.exe", "\\u202Egnp.exe"), ("\u{2028}", "\\u2028"), ("\u{7F}", "\\u007F"),
    ("é👨‍👩‍👧", "é👨‍👩‍👧"),
  ])
  func oneLineWithoutWhatATerminalObeys(text: String, expected: String) {
    #expect(text.shown == expected && text.inOneLine == expected)
  }

  @Test func cutAfterEightyCharacters() {
    #expect(String(repeating: "x", count: 80).shown == String(repeating: "x", count: 80))
    #expect(String(repeating: "茶", count: 81).shown == String(repeating: "茶", count: 79) + "…")
    // One character of a thousand marks counts as a thousand.
    #expect(("e" + String(repeating: "\u{301}", count: 1_000)).shown.unicodeScalars.count == 80)
  }

  @Test func messagesCutWhatTheyQuote() {
    let long = String(repeating: "x", count: 100)
    #expect(
      "“\(long)” is not a number. Write one.".asMessage
        == "“\(String(repeating: "x", count: 79))…” is not a number. Write one.")
    let path = "/a/" + long + "/b.csv"
    #expect("there is no file “\(path)”.".asMessage == "there is no file “\(path)”.")
    let endless = String(repeating: "y", count: 100_000)
    #expect("\(endless) is odd, “\(endless)".asMessage.unicodeScalars.count < 700)
    #expect(Array(repeating: "word", count: 5_000).joined(separator: " ").asMessage.unicodeScalars.count == 4_000)
    #expect("two\nlines".asMessage == "two\\nlines")
    // Chinese has no blanks between words: 1,200 letters in clauses of six stay, 400 without a mark do not.
    let clauses = String(repeating: "请检查数据，", count: 200)
    #expect(clauses.asMessage == clauses)
    #expect(String(repeating: "茶", count: 400).asMessage == String(repeating: "茶", count: 299) + "…")
  }

  @Test func linesOfATextForTheTerminalStay() {
    #expect("a\n\tb\u{1B}c".forTerminal == "a\n\tb\\u001Bc")
  }
}
