import Foundation
import Testing

/// `servicecircle hours` as a user calls it.
struct HoursCommandTests {
  private func run(_ text: String, _ more: [String] = [], from: String = "2026-11-30 00:00") throws -> Command.Outcome {
    try Command.run(["hours", text, "--from", from, "--to", "2026-12-07 00:00", "--json"] + more)
  }

  private func spans(_ outcome: Command.Outcome) throws -> [String] {
    let open = try #require(try outcome.object()["open"] as? [[String: Any]])
    return open.map { "\($0["from"] ?? "") \($0["to"] ?? "")" + ($0["unknown"] as? Bool == true ? " ?" : "") }
  }

  @Test func spansAsObjects() throws {
    let outcome = try run("Tu 09:00-12:00, We 10:00+", ["--timezone", "Asia/Shanghai"])
    #expect(outcome.code == 0)
    #expect(try spans(outcome) == ["2026-12-01 09:00 2026-12-01 12:00", "2026-12-02 10:00 2026-12-03 00:00 ?"])
    #expect(try spans(run("off")).isEmpty)
    let plain = try Command.run(["hours", "周二9点至12点", "--from", "2026-11-30", "--to", "2026-12-07"])
    #expect(plain.output == "2026-12-01 09:00 - 2026-12-01 12:00\n")
  }

  @Test func whatIsNotUnderstood() throws {
    let outcome = try run("Mo-Fr 10:00-25:70")
    #expect(outcome.code == 1 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("at character 13") && outcome.errors.contains("minutes"), "\(outcome.errors)")
    let unclear = try run("上午9点至5点")
    #expect(unclear.code == 1 && unclear.errors.contains("at character 6"), "\(unclear.errors)")
    for (arguments, word) in [
      (["--from", "yesterday"], "--from"), (["--to", "2026-11-30"], "--to"), (["--timezone", "Mars"], "--timezone"),
      (["--place", "1"], "--place"),
    ] {
      let wrong = try run("24/7", arguments)
      #expect(wrong.code == 2 && wrong.errors.contains(word), "\(wrong.errors)")
    }
  }

  /// October 1 to 7 of 2026 are holidays (Thursday to Wednesday), Saturday the 10th is worked in exchange.
  @Test func holidays() throws {
    let folder = try ScratchFolder([
      "h.yaml": "holidays: {public: [2026-10-01..2026-10-07], workdays: [2026-10-10]}\n",
      "twice.yaml": "holidays: {public: [2026-10-01..2026-10-07, 2026-10-03]}\n",
      "both.yaml": "holidays: {public: [2026-10-01], workdays: [2026-10-01]}\n",
      "wrong.yaml": "holidays: {public: [2026-10-32]}\n",
      "other.yaml": "holiday: {public: [2026-10-01]}\n",
    ])
    func run(_ text: String, _ file: String?) throws -> Command.Outcome {
      try Command.run(
        ["hours", text, "--from", "2026-10-07 00:00", "--to", "2026-10-12 00:00", "--json"]
          + (file.map { ["--holidays", folder.path + "/" + $0] } ?? []))
    }
    let worked = ["2026-10-08 09:00 2026-10-08 17:00", "2026-10-09 09:00 2026-10-09 17:00"]
    #expect(try spans(run("Mo-Fr 09:00-17:00; PH off", "h.yaml")) == worked)
    #expect(try spans(run("工作日9:00-17:00", "h.yaml")) == worked + ["2026-10-10 09:00 2026-10-10 17:00"])
    let unlisted = try run("Mo-Fr 09:00-17:00; PH off", nil)
    #expect(unlisted.code == 1 && unlisted.errors.contains("--holidays"), "\(unlisted.errors)")
    let remarked = try run("工作日9:00-17:00", nil)
    #expect(try spans(remarked) == ["2026-10-07 09:00 2026-10-07 17:00"] + worked)
    #expect(remarked.errors.contains("No list of holidays"))
    for (file, word) in [
      ("twice.yaml", "2026-10-03 is named twice"), ("both.yaml", "2026-10-01 is a public holiday and"),
      ("wrong.yaml", "“2026-10-32” is no day"), ("other.yaml", "unknown key"), ("none.yaml", "does not exist"),
    ] {
      let refused = try run("24/7", file)
      #expect(refused.code == 1 && refused.errors.contains(word), "\(refused.errors)")
    }
  }

  @Test func theSunNeedsAPlace() throws {
    let outcome = try run("Tu sunrise-12:00")
    #expect(outcome.code == 1 && outcome.errors.contains("--place"))
    #expect(try spans(run("Tu sunrise-12:00", ["--place", "103.82,29.41"])).count == 1)
  }
}
