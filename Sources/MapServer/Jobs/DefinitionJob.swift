import Analysis
import Geodata
import Model
import Synchronization
import Words

/// Prepares the town under another definition.
final class DefinitionJob: LinedJob {
  private struct Standing: Sendable {
    var state = JobState.queued
    /// Who asked for it and has not given it up.
    var waiting = 0
    var began: ContinuousClock.Instant?
    var ended: ContinuousClock.Instant?
    /// What is being done.
    var step: Bilingual?
    /// Why it failed.
    var reason: Bilingual?
  }

  private let definition: TownDefinition
  private let file: AnalysisFile
  private let towns: Towns
  private let standing = Mutex(Standing())

  /// - Throws: `AnalysisError` for a definition that the analysis file cannot have.
  init(_ definition: TownDefinition, _ towns: Towns) throws(AnalysisError) {
    self.definition = definition
    self.towns = towns
    file = try AnalysisFile(path: towns.own.result.file.path, overrides: Self.overrides(definition, towns.own))
  }

  private static func overrides(_ definition: TownDefinition, _ own: Town) -> [String] {
    own.overrides + definition.overrides(of: own.result.file)
  }

  var id: String { definition.id }
  var isWaiting: Bool { standing.withLock { $0.state == .queued } }
  var isOver: Bool { standing.withLock { $0.state.isOver } }
  var isDone: Bool { standing.withLock { $0.state == .done } }
  /// The town that it makes is kept elsewhere.
  var byteCount: Int { 0 }

  func begin() -> Bool {
    standing.withLock { standing in
      guard standing.state == .queued else { return false }
      standing.state = .running
      standing.began = .now
      return true
    }
  }

  func join() { standing.withLock { $0.waiting += 1 } }

  /// Ends with the last who waits for it; one that is done stays so.
  func giveUp() {
    let isLast = standing.withLock { standing in
      standing.waiting -= 1
      return standing.waiting <= 0
    }
    if isLast { stop() }
  }

  func stop() { end(.stopped) }

  func work() async {
    let own = towns.own
    let options = RunOptions(
      threads: own.threads, progress: StepProgress { [self] step in standing.withLock { $0.step = step } },
      isCancelled: { [self] in isOver })
    do {
      let town = try await Town(file, overrides: Self.overrides(definition, own), options)
      end(.done) { [towns] in towns.keep(town, as: id) }
    } catch {
      end(.failed, own.withoutFolders(Bilingual(error)))
    }
  }

  /// What comes first is its end: a town that was prepared after it was given up is nobody's.
  private func end(_ state: JobState, _ reason: Bilingual? = nil, _ then: () -> Void = {}) {
    standing.withLock { standing in
      guard !standing.state.isOver else { return }
      standing.state = state
      standing.ended = .now
      standing.step = nil
      standing.reason = reason
      then()
    }
  }

  var json: JSONValue {
    func words(_ words: Bilingual?) -> JSONValue { words.map { JSONValue($0) } ?? .null }
    let standing = standing.withLock { $0 }
    let elapsed = standing.began.map { (standing.ended ?? .now) - $0 } ?? .zero
    return [
      "id": .string(id), "state": .string(standing.state.rawValue),
      "elapsed_s": .number((elapsed / .milliseconds(1)).rounded() / 1000), "step": words(standing.step),
      "reason": words(standing.reason),
    ]
  }
}
