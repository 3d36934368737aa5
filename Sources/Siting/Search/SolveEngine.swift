import Words

/// Which solver proves a plan.
public enum SolveEngine: String, Hashable, CaseIterable, Sendable {
  /// Our own first; where it leaves the proof of a problem with constraints open, the general solver if there is one.
  case auto
  /// Our own alone.
  case own
  /// Our own search for a first plan, then HiGHS: a second opinion on what our own solver proves.
  case highs

  /// Whether this build has it.
  package var isAvailable: Bool { self != .highs || exactEngine != nil }

  /// - Throws: ``SitingError`` code `missingPart` when the build is without the engine.
  package func validate() throws(SitingError) {
    guard !isAvailable else { return }
    throw SitingError(
      code: .missingPart,
      message: Bilingual(
        "本程序未含HiGHS；请用`make full`编译含有它的版本", "this build is without HiGHS; `make full` makes one that has it"),
      context: "engine")
  }
}
