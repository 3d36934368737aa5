/// Tells what is being done; silent unless someone listens.
public struct StepProgress: Sendable {
  private let listener: (@Sendable (String) -> Void)?

  public init(_ listener: (@Sendable (String) -> Void)? = nil) {
    self.listener = listener
  }

  package func report(_ text: @autoclosure () -> String) {
    listener?(text())
  }
}
