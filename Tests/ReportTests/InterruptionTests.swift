import Analysis
import Foundation
import Geodata
import Report
import Synchronization
import Testing

/// A signal after the search has begun: what there is so far is told, and what is missing is not told as found out.
struct InterruptionTests {
  private final class Flag: Sendable {
    let isSet = Atomic<Bool>(false)
  }

  /// As if the signal came the moment there was something to keep.
  private static var interrupted: RunOptions {
    let flag = Flag()
    var options = RunOptions(threads: 1, isCancelled: { flag.isSet.load(ordering: .relaxed) })
    options.resultStands = { flag.isSet.store(true, ordering: .relaxed) }
    return options
  }

  private func summary(_ result: AnalysisResult) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(result.summary.utf8(.pretty)))
    return try #require(object as? [String: Any])
  }

  /// Host k1 covers 乙村, host k2 nothing: with both, all is reached; with k2 alone, 300 residents are not.
  @Test func nullIsNotAllReached() async throws {
    let alone = ["k.csv": "id,name,lon,lat\nk2,远行,105.03,0\n"]
    for (files, left) in [([:], 0.0), (alone, 300)] {
      let whole = try summary(try await ReportScene.result(files: files))
      let siting = try #require(whole["siting"] as? [String: Any])
      let weight = (siting["unreached"] as? [String: Any])?["weight"] as? [String: Any]
      #expect(weight?["communities"] as? Double == left)
      #expect(whole["interrupted"] as? Bool == false && whole["cut_short"] as? [String] == [])

      let cut = try summary(try await ReportScene.result(files: files, options: Self.interrupted))
      #expect((cut["siting"] as? [String: Any])?["unreached"] is NSNull)
      #expect(cut["interrupted"] as? Bool == true)
    }
  }

  @Test func whatIsCutShortIsNamed() async throws {
    let result = try await ReportScene.result(
      ["coverage.sensitivity=[600m]", "siting.alternatives={within: 50%, count: 2}"], options: Self.interrupted)
    #expect(result.run.wasInterrupted)
    let parts = try #require(try summary(result)["cut_short"] as? [String])
    #expect(parts.contains("unreached") && parts.contains("sensitivity"), "\(parts)")
    let line = result.headline(folder: "out").english.split(separator: "\n").first { $0.hasPrefix("interrupted") }
    #expect(line?.contains("unreached, sensitivity") == true, "\(result.headline(folder: "out").english)")
  }

  /// k2 covers nothing: whether k1 in its place is better must not look settled when nobody looked.
  @Test func anInterruptedAuditSaysSo() async throws {
    let file = try ReportScene.analysis(files: ["plan.txt": "k2\n"])
    let plan = URL(fileURLWithPath: file.path).deletingLastPathComponent().appendingPathComponent("plan.txt").path
    for (options, isInterrupted) in [(RunOptions(threads: 1), false), (Self.interrupted, true)] {
      let audit = try await auditPlan(file, plan: LayerSource(role: "plan", path: plan), options)
      let answer = try JSONSerialization.jsonObject(with: Data(audit.json.utf8(.pretty))) as? [String: Any]
      #expect(answer?["interrupted"] as? Bool == isInterrupted)
      #expect(audit.text(folder: nil).english.contains("by a signal") == isInterrupted)
    }
  }
}
