import Model

/// How service areas are drawn.
///
/// Inside is what lies within 30 m of reached street, as far as the rest of the cutoff allows: the border meets a street
/// at the very place where the cutoff ends, and is as wide as the way is long before it. Outside is a strip of 4 m on
/// both sides of every unreached street, be it parallel, on a bridge or across the water, save for five
/// centimetres on both sides of a reached one. What these strips cut off from all reached street is dropped.
package enum AreaMeasures {
  /// Half-width of a reached street.
  static let margin = Meters(30)
  /// Half-width of an unreached one.
  static let refusal = Meters(4)
  /// Half-width of a reached street among unreached ones.
  static let ribbon = Meters(0.05)
  /// Half-width of a reached street's last metres, and their share of a margin.
  static let nib = Meters(0.3)
  static let endShare = 1.0 / 12
  /// Rings no wider than this are not drawn, in metres, nor smaller holes, in square metres.
  static let thinnest = 0.04
  static let leastHole = 1.0
  /// How far the streets' own bends are smoothed before they get a margin; the ends stay.
  static let smoothing = (margin: 1.0, refusal: 0.5)
  /// How far the border of the margins may be smoothed, as a share of a margin: a metre of thirty.
  static let borderShare = 1.0 / 30
  /// Corners of a quarter of a margin's round ends.
  static let quadrantSegments = 3
  /// A strip ends this far from the cut, so that it does not touch the reached street.
  static let clearance = 0.05
}
