#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Runs `body(0) … body(count - 1)` at the same time, one thread each, and returns when all have ended.
///
/// The calling thread is worker 0. A thread the system refuses runs on the calling thread afterwards, so every index
/// is always served once.
package func runWorkers(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  final class Job: Sendable {
    let index: Int
    let body: @Sendable (Int) -> Void
    init(index: Int, body: @escaping @Sendable (Int) -> Void) {
      self.index = index
      self.body = body
    }
  }
  var threads: [pthread_t] = []
  var refused: [Int] = []
  for index in stride(from: 1, to: count, by: 1) {
    let job = Unmanaged.passRetained(Job(index: index, body: body))
    #if canImport(Darwin)
    var thread: pthread_t?
    #else
    var thread = pthread_t()
    #endif
    let status = pthread_create(
      &thread, nil,
      { argument in
        #if canImport(Darwin)
        let job = Unmanaged<Job>.fromOpaque(argument).takeRetainedValue()
        #else
        let job = Unmanaged<Job>.fromOpaque(argument!).takeRetainedValue()
        #endif
        job.body(job.index)
        return nil
      }, job.toOpaque())
    if status == 0 {
      #if canImport(Darwin)
      threads.append(thread!)
      #else
      threads.append(thread)
      #endif
    } else {
      job.release()
      refused.append(index)
    }
  }
  body(0)
  refused.forEach(body)
  for thread in threads { pthread_join(thread, nil) }
}

/// The number of processors this process may use.
package func processorCount() -> Int {
  max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
