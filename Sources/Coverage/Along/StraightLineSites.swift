import Geometry
import Model
import Words

/// Where sites serve a line in the circle measure, to the exact metre.
///
/// Along a straight piece the distance from a site is the root of a quadratic function, so that the places at which it
/// meets a radius are roots of one. Riding along the line costs its metres; then no place to join it again is better than
/// its end, and leaving it at a place and joining it again costs the more, the later one leaves.
package struct StraightLineSites: Sendable {
  /// Long pieces are cut, so that the local metric stays true to some centimetres.
  private static let longestPiece = 1000.0

  private let measured: MeasuredLine
  private let sites: [Coordinate]
  /// What the distance of a site is longer by at every place.
  private let additions: [Double]
  /// How long distance and addition together may be; less what was ridden up to the place for trips through.
  private let reach: Double
  private let rule: LineRule
  private var countsRide: Bool { rule == .through }

  /// - Parameters:
  ///   - line, sites: WGS84 degrees.
  ///   - extra: of each site, added to every trip to it and from it.
  ///   - limit: the cutoff or the extra of the rule, in metres; inclusive.
  /// - Throws: ``CoverageError`` code `badDistance` for a limit or a place that is no usable number.
  package init(
    line: [Coordinate], sites: [Coordinate], extra: [Meters], _ rule: LineRule, limit: Meters
  ) throws(CoverageError) {
    precondition(extra.count == sites.count, "one extra for each site")
    guard limit.value >= 0, limit.value.isFinite else {
      throw CoverageError(
        .badDistance, Bilingual("上限为\(limit.value)米；请填写0米或以上的数", "limit \(limit.value) m; give 0 m or more"),
        context: "limit")
    }
    for (noun, positions) in [(Bilingual("路线的顶点", "vertex"), line), (Bilingual("站点", "site"), sites)] {
      if let fault = unusablePosition(positions, noun, geographic: true) {
        throw CoverageError(.badDistance, fault, context: "coordinates")
      }
    }
    measured = MeasuredLine(line)
    self.sites = sites
    switch rule {
    case .cutoff:
      additions = extra.map(\.value)
      reach = limit.value
    case .return:
      additions = extra.map(\.value)
      reach = limit.value / 2
    case .through:
      let end = line.last
      additions = zip(sites, extra).map { site, extra in
        2 * extra.value + (end.map { shortDistance(site, $0) } ?? 0)
      }
      reach = limit.value + measured.length
    }
    self.rule = rule
  }

  /// What each site serves, by rising site and along the line.
  ///
  /// - Complexity: O(pieces x sites).
  package func served() -> [SiteStretch] {
    let pieces = pieces
    return sites.indices.flatMap { site in
      let stretches = pieces.compactMap { piece in served(by: site, on: piece) }
      return stretches.joined().map { SiteStretch(stretch: $0, site: site) }
    }
  }

  /// Which site serves best where any does, along the line; of equal ones the lower.
  ///
  /// - Complexity: O(pieces x (sites + s² log s)) for s sites that serve a piece.
  package func best() -> [SiteStretch] {
    var best: [SiteStretch] = []
    for piece in pieces {
      let serving = sites.indices.compactMap { site in served(by: site, on: piece).map { (site, $0) } }
      var cuts = serving.flatMap { [$0.1.from, $0.1.to] }
      let ways = serving.map { way(of: $0.0, on: piece) }
      for first in ways.indices {
        for second in ways.indices where first < second {
          cuts += ways[first].meetings(with: ways[second]).map { piece.from + piece.length * $0 }
        }
      }
      cuts.sort()
      for (from, to) in zip(cuts, cuts.dropFirst()) where to > from {
        let middle = (from + to) / 2
        let here = serving.indices.filter { serving[$0].1.from <= middle && middle <= serving[$0].1.to }
        let share = (middle - piece.from) / piece.length
        guard let least = here.min(by: { (ways[$0].length(at: share), $0) < (ways[$1].length(at: share), $1) }) else {
          continue
        }
        let site = serving[least].0
        if let last = best.last, last.site == site, from <= last.stretch.to + 1e-6 {
          best[best.count - 1].stretch.to = to
        } else {
          best.append(SiteStretch(stretch: LineStretch(from: from, to: to), site: site))
        }
      }
    }
    return best
  }

  /// What the rule compares with its limit at a place of the line, in metres, within it or not.
  package func cost(at metres: Double, of site: Int) -> Double {
    let length = shortDistance(measured.position(at: metres), sites[site]) + additions[site]
    return switch rule {
    case .cutoff: length
    case .return: 2 * length
    case .through: max(0, length - (measured.length - metres))
    }
  }

  private struct Piece {
    var from: Double
    var to: Double
    var a: Coordinate
    var b: Coordinate
    var length: Double { to - from }
  }

  private var pieces: [Piece] {
    var pieces: [Piece] = []
    for vertex in measured.line.indices.dropFirst() {
      let (start, end) = (measured.distances[vertex - 1], measured.distances[vertex])
      guard end > start else { continue }
      let (a, b) = (measured.line[vertex - 1], measured.line[vertex])
      let count = ((end - start) / Self.longestPiece).rounded(.up)
      func place(_ number: Double) -> (metres: Double, position: Coordinate) {
        if number == count { return (end, b) }
        let share = number / count
        return (start + (end - start) * share, Coordinate(x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share))
      }
      for number in 0..<Int(count) {
        let (first, last) = (place(Double(number)), place(Double(number + 1)))
        if last.metres > first.metres {
          pieces.append(Piece(from: first.metres, to: last.metres, a: first.position, b: last.position))
        }
      }
    }
    return pieces
  }

  private func way(of site: Int, on piece: Piece) -> StraightWay {
    let position = sites[site]
    let scale = LocalScale(latitude: ((piece.a.y + piece.b.y) / 2 + position.y) / 2)
    return StraightWay(
      x: (piece.a.x - position.x) * scale.metersPerDegreeX, y: (piece.a.y - position.y) * scale.metersPerDegreeY,
      dx: (piece.b.x - piece.a.x) * scale.metersPerDegreeX, dy: (piece.b.y - piece.a.y) * scale.metersPerDegreeY,
      addition: additions[site])
  }

  private func served(by site: Int, on piece: Piece) -> LineStretch? {
    let way = way(of: site, on: piece)
    let rest = reach - additions[site]
    let shares = countsRide ? way.shares(within: rest - piece.from, ridden: piece.length) : way.shares(within: rest)
    guard let shares, shares.lowerBound < shares.upperBound else { return nil }
    return LineStretch(
      from: shares.lowerBound == 0 ? piece.from : piece.from + piece.length * shares.lowerBound,
      to: shares.upperBound == 1 ? piece.to : piece.from + piece.length * shares.upperBound)
  }
}

/// The straight way from the places of a straight piece to a site, in a local metric about the site.
private struct StraightWay {
  /// Where the piece begins.
  var x: Double
  var y: Double
  /// From its begin to its end.
  var dx: Double
  var dy: Double
  /// What it is longer by at every place.
  var addition: Double

  private var square: Double { x * x + y * y }
  private var product: Double { x * dx + y * dy }
  private var ownSquare: Double { dx * dx + dy * dy }

  func length(at share: Double) -> Double {
    let (px, py) = (x + dx * share, y + dy * share)
    return (px * px + py * py).squareRoot() + addition
  }

  /// The shares of the piece whose distance, without the addition, is no longer than the radius.
  func shares(within radius: Double) -> ClosedRange<Double>? {
    guard radius >= 0 else { return nil }
    guard ownSquare > 0 else { return square <= radius * radius ? 0...1 : nil }
    let root = product * product - ownSquare * (square - radius * radius)
    guard root >= 0 else { return nil }
    let (low, high) = ((-product - root.squareRoot()) / ownSquare, (-product + root.squareRoot()) / ownSquare)
    return low <= 1 && high >= 0 ? max(0, low)...min(1, high) : nil
  }

  /// The same for a radius that falls along the piece by its length: distance and ride together never fall, so that it is
  /// the part up to some place, and the squares of both sides leave a linear equation.
  func shares(within radius: Double, ridden length: Double) -> ClosedRange<Double>? {
    guard radius >= 0, square <= radius * radius else { return nil }
    let slope = 2 * (product + radius * length)
    let end = slope > 0 ? (radius * radius - square) / slope : radius / length
    return 0...min(1, end, radius / length)
  }

  /// Where two ways are equally long, as shares of the piece.
  ///
  /// The difference of the squared distances is linear along the piece. Where the additions differ by k it is k times
  /// their sum, which leaves a quadratic equation.
  func meetings(with other: StraightWay) -> [Double] {
    let (constant, slope) = (square - other.square, 2 * (product - other.product))
    let k = other.addition - addition
    var found: [Double] = []
    if k == 0 {
      if slope != 0 { found = [-constant / slope] }
    } else {
      // own distance = (linear / k + k) / 2
      let (c, s) = ((constant / k + k) / 2, slope / k / 2)
      let (a, b, rest) = (ownSquare - s * s, product - c * s, square - c * c)
      if a == 0 {
        if b != 0 { found = [-rest / (2 * b)] }
      } else if b * b - a * rest >= 0 {
        let root = (b * b - a * rest).squareRoot()
        found = [(-b - root) / a, (-b + root) / a]
      }
    }
    return found.filter { $0 > 0 && $0 < 1 }
  }
}
