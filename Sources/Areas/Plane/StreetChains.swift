import Geometry

/// The lines joined end to end at their common ends, the straightest first: the same ground in fewer and longer pieces.
///
/// - Returns: every line once, by the first of a chain; a chain turns by less than a right angle where two lines meet.
///   A line's sense may be turned.
/// - Complexity: O(vertices + lines x lines at an end).
package func chained(_ lines: [[Coordinate]]) -> [[Coordinate]] {
  var atEnd: [Coordinate: [Int]] = [:]
  for (index, line) in lines.enumerated() {
    atEnd[line[0], default: []].append(index)
    atEnd[line[line.count - 1], default: []].append(index)
  }
  var isUsed = [Bool](repeating: false, count: lines.count)

  /// The unused line that goes on most nearly straight from the chain's last piece, running away from it.
  func next(after chain: [Coordinate]) -> [Coordinate]? {
    let tip = chain[chain.count - 1]
    let way = Heading(from: chain[chain.count - 2], to: tip)
    var best: (straightness: Double, index: Int)?
    for index in atEnd[tip]! where !isUsed[index] {
      let line = lines[index]
      let away =
        line[0] == tip
        ? Heading(from: tip, to: line[1]) : Heading(from: tip, to: line[line.count - 2])
      let straightness = way.cosine(to: away)
      if straightness > best?.straightness ?? 0 { best = (straightness, index) }
    }
    guard let best else { return nil }
    isUsed[best.index] = true
    let line = lines[best.index]
    return line[0] == tip ? line : line.reversed()
  }

  var chains: [[Coordinate]] = []
  for index in lines.indices where !isUsed[index] {
    isUsed[index] = true
    var chain = lines[index]
    for _ in 0..<2 {
      while let line = next(after: chain) { chain += line.dropFirst() }
      chain.reverse()
    }
    chains.append(chain)
  }
  return chains
}

private struct Heading {
  var x: Double
  var y: Double

  init(from a: Coordinate, to b: Coordinate) {
    let length = planarDistance(a, b)
    x = length > 0 ? (b.x - a.x) / length : 0
    y = length > 0 ? (b.y - a.y) / length : 0
  }

  func cosine(to other: Heading) -> Double { x * other.x + y * other.y }
}
