import Geometry
import Words

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
  package var words: Bilingual {
    switch self {
    case .tooFarFromStreet: Bilingual("匹配距离内没有可以走上去的道路", "no street one can step onto lies within the snapping limit")
    case .behindBarrier:
      Bilingual("与匹配距离内的道路之间都隔着水面或障碍", "water or a barrier lies between it and every street within the snapping limit")
    case .island: Bilingual("所在道路与主路网不相连", "its streets are an island without a connection to the rest")
    case .noPath: Bilingual("没有道路通往该处", "no way leads there")
    case .beyondCutoff: Bilingual("超出服务圈", "it lies beyond the cutoff")
    }
  }
}
