import Geometry

/// Why a point has no place on the network, or a demand point no station.
public enum UnreachedReason: String, Hashable, Sendable {
  /// No street within the snapping limit.
  case tooFarFromStreet = "too-far-from-street"
  /// Between the point and every street within the snapping limit lies water or a barrier.
  case behindBarrier = "behind-barrier"
  /// The nearest streets form an island without a connection to the rest.
  case island
  /// On the network, but no station can be reached over it.
  case noPath = "no-path"
  /// On the network and connected, but beyond the cutoff.
  case beyondCutoff = "beyond-cutoff"
}

extension UnreachedReason {
  /// For people.
  package var words: String {
    switch self {
    case .tooFarFromStreet: "no street one can step onto lies within the snapping limit"
    case .behindBarrier: "water or a barrier lies between it and every street within the snapping limit"
    case .island: "its streets are an island without a connection to the rest"
    case .noPath: "no way leads there"
    case .beyondCutoff: "it lies beyond the cutoff"
    }
  }
}
