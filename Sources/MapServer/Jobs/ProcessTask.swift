import Analysis
import Foundation
import Geodata
import Synchronization
import Words

/// One order while it waits, is worked on, and until it is forgotten.
final class ProcessTask: LinedJob {
  private struct Standing {
    var job: ProcessJob
    /// nil once it is over: what it was to work on is not kept.
    var work: ProcessWork?
    var result: ProcessResult?
  }

  let id: String
  private let threads: Int
  private let standing: Mutex<Standing>

  init(id: String, _ order: ProcessOrder, _ work: ProcessWork, threads: Int) {
    self.id = id
    self.threads = threads
    standing = Mutex(
      Standing(job: ProcessJob(id: id, order: order, status: .accepted, created: Date()), work: work))
  }

  var job: ProcessJob { standing.withLock { $0.job } }
  var result: ProcessResult? { standing.withLock { $0.result } }
  var isWaiting: Bool { standing.withLock { $0.job.status == .accepted } }
  var isOver: Bool { standing.withLock { $0.job.status.isOver } }
  var byteCount: Int { standing.withLock { $0.result?.bytes.count ?? 0 } }

  func begin() -> Bool {
    standing.withLock { standing in
      guard standing.job.status == .accepted else { return false }
      standing.job.status = .running
      standing.job.started = Date()
      return true
    }
  }

  func work() async {
    guard let work = standing.withLock({ $0.work }) else { return }
    let options = RunOptions(
      threads: threads, progress: StepProgress { [self] in tell($0) }, isCancelled: { [self] in isOver })
    do {
      let result = try await work.perform(options)
      end(.successful) { standing in
        standing.result = result
        standing.job.progress = 100
      }
    } catch {
      let (words, isOrderAtFault) = (work.words(error), work.isOrderAtFault(error))
      end(.failed) { standing in
        standing.job.message = words
        standing.job.isOrderAtFault = isOrderAtFault
      }
    }
  }

  func stop() { end(.dismissed) { _ in } }

  private func tell(_ step: Bilingual) {
    standing.withLock { standing in
      if standing.job.status == .running { standing.job.message = step }
    }
  }

  /// What comes first is its end: a result that comes after it was dismissed is nobody's.
  private func end(_ status: ProcessJob.Status, _ change: (inout Standing) -> Void) {
    standing.withLock { standing in
      guard !standing.job.status.isOver else { return }
      standing.job.status = status
      standing.job.finished = Date()
      standing.job.message = nil
      standing.job.order.inputs = [:]
      standing.work = nil
      change(&standing)
    }
  }
}

extension ProcessJob.Status {
  fileprivate var isOver: Bool { self != .accepted && self != .running }
}

extension ProcessTask {
  /// How it stands, in the words that searches for new stations have, too.
  var told: JSONValue {
    let job = job
    let state =
      switch job.status {
      case .accepted: "queued"
      case .running: "running"
      case .successful: "done"
      case .dismissed: "stopped"
      case .failed: "failed"
      }
    let message: JSONValue = job.message.map { JSONValue($0) } ?? .null
    return [
      "id": .string(job.id), "state": .string(state), "step": job.status == .running ? message : .null,
      "reason": job.status == .failed ? message : .null,
    ]
  }
}
