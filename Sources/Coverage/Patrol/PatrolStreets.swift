import Geometry
import Model

/// The streets of the communities, cut so that each round passes an atom of them wholly or not at all.
///
/// Lengths are whole millimetres along the streets: sums are exact and know no order.
package struct PatrolStreets: Sendable {
  /// A stretch of one street in one community.
  package struct Atom: Hashable, Sendable {
    /// Position in ``PatrolStreets/lines``.
    package var line: Int
    /// Millimetres from the first node of the street.
    package var from: Int
    package var to: Int
    package var community: Int

    package var millimeters: Int { to - from }
  }

  /// How often a round runs over an atom each time it is ridden.
  package struct Passing: Hashable, Sendable {
    package var atom: Int
    package var times: Int
  }

  package let lines: [DrawnStretch]
  /// By line, then from its start to its end.
  package private(set) var atoms: [Atom] = []
  /// For each round what it passes, by rising atom.
  package private(set) var rounds: [[Passing]]
  /// Millimetres in no outline, and of these outside the area.
  package private(set) var millimetersWithoutOutline = 0
  package private(set) var millimetersOutsideArea = 0

  /// An end of a round so near to an end of a stretch is at it: places on the network are kept in whole steps.
  private static let sameEnd = 10

  /// - Parameters:
  ///   - lines: of the streets that count, no place in two of them.
  ///   - rounds: for each the parts of streets that it is ridden on, those ridden twice twice.
  /// - Complexity: O(lines x communities), and per stretch O(atoms x rounds on it).
  package init(_ lines: [DrawnStretch], _ outlines: CommunityOutlines, rounds: [[StreetStretch]]) {
    self.lines = lines
    self.rounds = rounds.map { _ in [] }
    var onStreet: [Int: [Ridden]] = [:]
    for (round, stretches) in rounds.enumerated() {
      for stretch in stretches {
        onStreet[stretch.street, default: []].append(
          Ridden(round: round, from: Self.millimeters(stretch.from), to: Self.millimeters(stretch.to)))
      }
    }
    for (number, line) in lines.enumerated() {
      let start = line.stretch.from
      for part in outlines.parts(of: MeasuredLine(line.line)) {
        let (from, to) = (Self.millimeters(start + part.stretch.from), Self.millimeters(start + part.stretch.to))
        guard from < to else { continue }
        switch part.place {
        case .community(let community):
          cut(
            Atom(line: number, from: from, to: to, community: community), by: onStreet[line.stretch.street] ?? [])
        case .noOutline: millimetersWithoutOutline += to - from
        case .outsideArea: millimetersOutsideArea += to - from
        }
      }
    }
  }

  private struct Ridden {
    var round: Int
    var from: Int
    var to: Int

    /// What lies in a stretch; nil for nothing.
    func inside(_ stretch: Atom) -> Ridden? {
      // A stretch shorter than that is passed when its middle is.
      let slack = min(sameEnd, (stretch.millimeters - 1) / 2)
      guard from < stretch.to - slack, to > stretch.from + slack else { return nil }
      var own = self
      own.from = from <= stretch.from + slack ? stretch.from : from
      own.to = to >= stretch.to - slack ? stretch.to : to
      return own.from < own.to ? own : nil
    }
  }

  private static func millimeters(_ metres: Double) -> Int { Int((metres * 1000).rounded()) }

  private mutating func cut(_ stretch: Atom, by ridden: [Ridden]) {
    let own = ridden.compactMap { $0.inside(stretch) }
    let cuts = Set(own.flatMap { [$0.from, $0.to] } + [stretch.from, stretch.to]).sorted()
    for (from, to) in zip(cuts, cuts.dropFirst()) {
      let number = atoms.count
      atoms.append(Atom(line: stretch.line, from: from, to: to, community: stretch.community))
      for part in own where part.from <= from && part.to >= to {
        if rounds[part.round].last?.atom == number {
          rounds[part.round][rounds[part.round].count - 1].times += 1
        } else {
          rounds[part.round].append(Passing(atom: number, times: 1))
        }
      }
    }
  }

  /// An atom, or neighbouring ones of a line, on the ground.
  package func line(from first: Int, through last: Int) -> [Coordinate] {
    let own = lines[atoms[first].line]
    let start = own.stretch.from
    return MeasuredLine(own.line).part(
      from: Double(atoms[first].from) / 1000 - start, to: Double(atoms[last].to) / 1000 - start)
  }

  /// Passes a day of each atom by some rounds.
  ///
  /// - Parameters:
  ///   - rounds: each once.
  ///   - trips: a day, one for each round there is.
  package func passes(_ rounds: [Int], trips: [Double]) -> [Double] {
    var passes = [Double](repeating: 0, count: atoms.count)
    for round in rounds.sorted() {
      for passing in self.rounds[round] { passes[passing.atom] += trips[round] * Double(passing.times) }
    }
    return passes
  }
}
