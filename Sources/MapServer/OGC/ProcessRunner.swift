import Foundation
import Geodata
import Words

/// What does the work of a process, one after the other or several at a time, and remembers it.
package protocol ProcessRunner: Sendable {
  /// Takes an order; its inputs are those the process declares, each of its kind.
  ///
  /// - Throws: `ProcessRefusal` when it takes none now, or finds an input that cannot be done.
  func submit(_ order: ProcessOrder) async throws(ProcessRefusal) -> ProcessJob
  /// All that it remembers, newest first.
  func jobs() async -> [ProcessJob]
  func job(_ id: String) async -> ProcessJob?
  /// nil when the job has none (yet).
  func result(of id: String) async -> ProcessResult?
  /// Stops the job, or forgets one that has ended; nil without such a job.
  func dismiss(_ id: String) async -> ProcessJob?
}

/// A process and what it is to work on.
package struct ProcessOrder: Hashable, Sendable {
  package enum Process: String, Hashable, CaseIterable, Sendable {
    case run, reach, solve, audit
  }

  /// How the result is to be handed out.
  package enum Response: String, Hashable, Sendable {
    /// The result itself.
    case raw
    /// A document with a member for each output.
    case document
  }

  package var process: Process
  package var inputs: [String: JSONValue]
  package var response: Response

  package init(_ process: Process, inputs: [String: JSONValue], response: Response = .raw) {
    self.process = process
    self.inputs = inputs
    self.response = response
  }
}

/// Why an order is not taken.
package enum ProcessRefusal: Error, Hashable, Sendable {
  /// Enough is waiting already.
  case full
  case badInput(Bilingual)
}

/// An order that was taken, and how it stands.
package struct ProcessJob: Hashable, Sendable {
  package enum Status: String, Hashable, CaseIterable, Sendable {
    case accepted, running, successful, failed, dismissed
  }

  package var id: String
  package var order: ProcessOrder
  package var status: Status
  /// What is to be told of it, such as why it failed.
  package var message: Bilingual?
  /// Of one that failed: what was ordered cannot be done, and would fail again.
  package var isOrderAtFault = false
  /// Per cent.
  package var progress: Int?
  package var created: Date
  package var started: Date?
  package var finished: Date?

  package init(
    id: String, order: ProcessOrder, status: Status, message: Bilingual? = nil, progress: Int? = nil,
    created: Date, started: Date? = nil, finished: Date? = nil
  ) {
    self.id = id
    self.order = order
    self.status = status
    self.message = message
    self.progress = progress
    self.created = created
    self.started = started
    self.finished = finished
  }
}

/// The one output of a process: of those that the standard's interface offers a JSON document.
package struct ProcessResult: Hashable, Sendable {
  /// Such as `application/json` or `application/geo+json`.
  package var type: String
  package var bytes: [UInt8]

  package init(type: String, bytes: [UInt8]) {
    self.type = type
    self.bytes = bytes
  }
}
