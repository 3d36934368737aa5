/// How a job stands.
enum JobState: String, Sendable {
  case queued, running, done, stopped, failed

  var isOver: Bool { self != .queued && self != .running }
}
