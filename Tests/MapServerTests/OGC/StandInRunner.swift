import Foundation
import MapServer
import Words

/// Does nothing itself: jobs end as the test says. It takes two at a time.
actor StandInRunner: ProcessRunner {
  private var all: [ProcessJob] = []
  private var results: [String: ProcessResult] = [:]

  func submit(_ order: ProcessOrder) throws(ProcessRefusal) -> ProcessJob {
    if order.inputs["cutoff"] == "never" { throw .badInput(Bilingual("截止值无法识别", "no such cutoff")) }
    guard all.count < 2 else { throw .full }
    let job = ProcessJob(
      id: String(all.count + 1), order: order, status: .accepted, created: Date(timeIntervalSince1970: 0))
    all.append(job)
    return job
  }

  func jobs() -> [ProcessJob] { all.reversed() }
  func job(_ id: String) -> ProcessJob? { all.first { $0.id == id } }
  func result(of id: String) -> ProcessResult? { results[id] }

  func dismiss(_ id: String) -> ProcessJob? {
    guard let index = all.firstIndex(where: { $0.id == id }) else { return nil }
    return all.remove(at: index)
  }

  func begin(_ id: String) {
    change(id) {
      $0.status = .running
      $0.progress = 40
      $0.started = Date(timeIntervalSince1970: 60)
    }
  }

  func end(_ id: String, _ result: ProcessResult) {
    results[id] = result
    change(id) {
      $0.status = .successful
      $0.finished = Date(timeIntervalSince1970: 120)
    }
  }

  func fail(_ id: String, _ words: Bilingual, isOrderAtFault: Bool = false) {
    change(id) {
      $0.isOrderAtFault = isOrderAtFault
      $0.status = .failed
      $0.message = words
    }
  }

  private func change(_ id: String, _ body: (inout ProcessJob) -> Void) {
    for index in all.indices where all[index].id == id { body(&all[index]) }
  }
}
