import Analysis
import Geodata
import Model
import Report
import Synchronization
import Words

/// Scenarios that other programs read: the layers that a run has with their stations, as collections beside those of today.
///
/// Whoever edits publishes again after each edit, under the same name; until the new layers are made the old ones stand.
package struct PublishedScenarios: Sendable {
  package static let mostNames = 4

  /// What is published under one name.
  private struct Entry: Sendable {
    /// Rises with everything that is published.
    var number: Int
    /// The newest; of older ones nothing comes any more.
    var task: ProcessTask
    var layers: [FeatureLayer] = []
  }

  private final class Shelf: Sendable {
    let entries = Mutex<[String: Entry]>([:])
    let last = Atomic<Int>(0)
  }

  private let towns: Towns
  private let line = JobLine<ProcessTask>(.init(mostWaiting: mostNames, mostKept: mostNames))
  private let shelf = Shelf()

  package init(_ towns: Towns) { self.towns = towns }

  /// All of them, by name.
  package var layers: [FeatureLayer] {
    shelf.entries.withLock { $0.sorted { $0.key < $1.key }.flatMap(\.value.layers) }
  }

  /// nil when the path is not `/api/published…`.
  package func answer(_ question: Question) async -> Answer? {
    guard question.path.starts(with: ["api", "published"]), question.path.count <= 3 else { return nil }
    do {
      guard let name = question.path.dropFirst(2).first else {
        try question.needs([.get, .head, .post])
        return question.method == .post
          ? try await publish(try question.object())
          : .json(["published": .array(shelf.entries.withLock { $0.sorted { $0.key < $1.key } }.map(Self.told))])
      }
      try question.needs([.get, .head, .delete])
      guard let entry = shelf.entries.withLock({ $0[name] }) else {
        throw Refusal(
          404, "not-published",
          Bilingual("没有以“\(name.shown)”为名发布的方案。", "no scenario is published as “\(name.shown)”."))
      }
      if question.method == .delete {
        shelf.entries.withLock { _ = $0.removeValue(forKey: name) }
        entry.task.stop()
      }
      return .json(Self.told(name, entry))
    } catch {
      return MapAnswers.failure(error, told: towns.own.withoutFolders)
    }
  }

  /// Ends what is made, so that the process can end.
  package func stopAll() async { await line.stopAll() }

  private func publish(_ body: StrictObject) async throws -> Answer {
    try body.knowsOnly(["name", "edits", "definition"])
    let name = try body.text("name", longest: 20)
    guard name.wholeMatch(of: #/[A-Za-z0-9]+/#) != nil else {
      throw Refusal(
        "bad-value",
        Bilingual("“name”为“\(name.shown)”。请只用字母和数字。", "“name” is “\(name.shown)”. Use letters and digits alone."))
    }
    let town = try towns.town(of: body)
    let edits = try EditReading.scenario(body)
    // What cannot be made is told now.
    _ = try town.stations(under: edits)
    let older = try shelf.entries.withLock { entries in
      guard entries[name] != nil || entries.count < Self.mostNames else {
        throw Refusal(
          409, "too-many-published",
          Bilingual(
            "已发布\(entries.count)个方案。请先停止发布一个。",
            "\(entries.count) scenarios are published. Stop publishing one first."))
      }
      return entries[name]
    }
    // It makes room for this one.
    older?.task.stop()
    let number = shelf.last.add(1, ordering: .relaxed).newValue
    let work = ProcessWork(publishing: edits, as: name, of: town) { [shelf] layers in
      shelf.entries.withLock { entries in
        if entries[name]?.number == number { entries[name]?.layers = layers }
      }
    }
    let task = await line.add { [shelf] id in
      let task = ProcessTask(id: id, ProcessOrder(.run, inputs: [:]), work, threads: town.threads)
      shelf.entries.withLock { $0[name] = Entry(number: number, task: task, layers: older?.layers ?? []) }
      return task
    }
    guard let task else {
      return .fullLine(
        Bilingual("等待发布的方案已满，请稍后再试。", "enough scenarios wait to be published: ask again soon."))
    }
    return .json(
      Self.told(name, Entry(number: number, task: task, layers: older?.layers ?? [])), 202,
      headers: [("Location", "/api/published/\(name)")])
  }

  private static func told(_ name: String, _ entry: Entry) -> JSONValue {
    let standing = entry.task.told
    return .object(
      [JSONMember("name", .string(name))] + standing.members.filter { $0.key != "id" } + [
        JSONMember("collections", .array(entry.layers.map { .string($0.name) }))
      ])
  }
}

extension FeatureLayer {
  private static let publishedMark = "edited-"

  /// Whether it is a published scenario's.
  var isPublished: Bool { name.hasPrefix(Self.publishedMark) }

  /// The same as a scenario's.
  func published(as scenario: String) -> FeatureLayer {
    var layer = self
    layer.name = "\(Self.publishedMark)\(scenario)-\(name)"
    layer.title = Bilingual("方案\(scenario)：\(title.chinese)", "Scenario \(scenario): \(title.english)")
    layer.about = "With the edits of scenario \(scenario). \(about)"
    return layer
  }
}
