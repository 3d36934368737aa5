import Foundation
import Words

/// How a run behaves; results do not depend on any of it.
public struct RunOptions: Sendable {
  public var threads: Int
  public var progress: StepProgress
  /// Asked between steps and inside long ones; when it turns true the best plan so far is kept.
  public var isCancelled: @Sendable () -> Bool
  /// Called once there is a result worth keeping, should the work be cancelled from then on.
  public var resultStands: @Sendable () -> Void = {}
  /// Told value and bound of the search for new stations while they meet: shares where coverage is sought.
  package var searchProgress: @Sendable (_ value: Double, _ bound: Double) -> Void = { _, _ in }
  /// A folder of tiles whose rows stand for the search of who reaches whom; nil to search.
  package var tiles: String?
  /// Told what must be known before the work is done; silent unless someone listens.
  public var warn: @Sendable (Bilingual) -> Void = { _ in }

  /// - Parameters:
  ///   - threads: workers; results do not depend on it.
  ///   - progress: told the name of each step.
  ///   - isCancelled: asked between pieces of work; true ends the run.
  public init(
    threads: Int = ProcessInfo.processInfo.activeProcessorCount, progress: StepProgress = StepProgress(),
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.threads = max(1, threads)
    self.progress = progress
    self.isCancelled = isCancelled
  }
}
