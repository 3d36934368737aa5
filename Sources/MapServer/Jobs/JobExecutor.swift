import Dispatch

/// Threads of its own for work that takes long: a search on all cores must not keep others from being answered.
package final class JobExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "servicecircle.jobs", qos: .utility, attributes: .concurrent)

  package init() {}

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
