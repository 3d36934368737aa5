import Geometry
import Model
import Words

/// The polygon of what a site serves, and how well it parts reached from unreached street.
package struct DrawnArea: Hashable, Sendable {
  /// WGS84 degrees, ready to be written.
  package var shape: Shape
  package var shares: FalseShares
  /// Why there is none; nil where there is one.
  package var reason: AreaReason?

  /// How the polygon of reached streets is defined, as written beside it.
  package static let networkMethod = Bilingual(
    "可达街道的地块：100米内离其最近的地面，不越过水面和障碍，在服务圈的尽头截断",
    "territories of the reached streets: the ground nearer to them than to any other, within 100 m, not across water or "
      + "barriers; cut where the cutoff ends")
  /// How a circle is.
  package static let circleMethod = Bilingual(
    "测地圆，\(circleCorners)个顶点", "geodesic circle, \(circleCorners) corners")

  static let circleCorners = 96

  package init(shape: Shape, shares: FalseShares = FalseShares(), reason: AreaReason? = nil) {
    self.shape = shape
    self.shares = shares
    self.reason = reason
  }
}

/// Why an origin has no area.
package enum AreaReason: Hashable, Sendable {
  case unreached(UnreachedReason)
  /// Its way to the street, with its extra minutes, is as long as the cutoff or longer.
  case longAccess

  package var words: Bilingual {
    switch self {
    case .unreached(.behindBarrier):
      Bilingual("与匹配距离内的道路之间都隔着水面或障碍", "every street within the snap limit lies across water or a barrier")
    case .unreached(.tooFarFromStreet): Bilingual("匹配距离内没有道路", "no street lies within the snap limit")
    case .unreached(let reason): Bilingual(reason.words.chinese, reason.rawValue)
    case .longAccess: Bilingual("仅走到道路就已达到服务圈的上限", "its way to the street takes the whole cutoff")
    }
  }
}
