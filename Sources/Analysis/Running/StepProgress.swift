import Words

/// Tells what is being done; silent unless someone listens.
public struct StepProgress: Sendable {
  private let listener: (@Sendable (Bilingual) -> Void)?

  /// - Parameter listener: called with the name of each step as it begins; nil for silence.
  public init(_ listener: (@Sendable (Bilingual) -> Void)? = nil) {
    self.listener = listener
  }

  package func report(_ text: @autoclosure () -> Bilingual) {
    listener?(text())
  }
}
