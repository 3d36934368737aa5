import Geometry
import Words

/// What is wrong with the first position that cannot be measured from: not finite, or no longitude and latitude; nil when
/// all can.
///
/// - Complexity: O(positions).
package func unusablePosition(_ positions: [Coordinate], _ noun: Bilingual, geographic: Bool) -> Bilingual? {
  for (index, position) in positions.enumerated() {
    guard position.isFinite else {
      return Bilingual(
        "\(noun.chinese)\(index)的坐标为（\(position.x)，\(position.y)）；坐标应为有限的数值",
        "\(noun.english) \(index) is at (\(position.x), \(position.y)); coordinates are finite")
    }
    if geographic, abs(position.x) > 180 || abs(position.y) > 90 {
      return Bilingual(
        "\(noun.chinese)\(index)的经度为\(position.x)、纬度为\(position.y)；请填写以度为单位的坐标，经度在前",
        "\(noun.english) \(index) is at longitude \(position.x), latitude \(position.y); give degrees, longitude first")
    }
  }
  return nil
}
