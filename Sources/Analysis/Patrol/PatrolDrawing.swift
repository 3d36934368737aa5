import Coverage
import Geometry
import Model

/// The streets as they are drawn: neighbouring atoms with one answer put together, and the blind ones of a street counted
/// as one spot in each community.
struct PatrolDrawing {
  private struct Spot: Hashable {
    var community: Int
    var name: String
    /// Of a street without a name.
    var street: Int?
  }

  let stretches: [PatrolStretch]
  let spots: [BlindSpot]

  init(
    _ streets: PatrolStreets, _ people: [Double], _ names: StreetNames, _ today: PatrolState,
    _ withPlan: PatrolState?, _ allRounds: PatrolState
  ) {
    var spots: [BlindSpot] = []
    var numbers: [Spot: Int] = [:]
    var drawn: [(stretch: PatrolStretch, first: Int, last: Int, spot: Int?)] = []
    var measured = MeasuredLine([])
    var line = -1
    for (number, atom) in streets.atoms.enumerated() {
      if atom.line != line {
        line = atom.line
        measured = MeasuredLine(streets.lines[line].line)
      }
      let middle = Double(atom.from + atom.to) / 2000 - streets.lines[line].stretch.from
      let name = names.at(middle, of: measured)
      let state: PatrolStretch.State =
        today.passes[number] > 0 ? .passed : withPlan?.passes[number] ?? 0 > 0 ? .planned : .blind
      var spot: Int?
      if state == .blind {
        let key = Spot(
          community: atom.community, name: name, street: name.isEmpty ? streets.lines[line].stretch.street : nil)
        let own = numbers[key] ?? spots.count
        if own == spots.count {
          numbers[key] = own
          spots.append(BlindSpot(community: atom.community, name: name, millimeters: 0, people: 0))
        }
        spots[own].millimeters += atom.millimeters
        spots[own].people += people[number]
        spot = own
      }
      let stretch = PatrolStretch(
        line: [], millimeters: atom.millimeters, people: people[number], community: atom.community, name: name,
        state: state, passesToday: today.passes[number], passesWithPlan: withPlan?.passes[number],
        passesOfAll: allRounds.passes[number])
      if let last = drawn.last, last.spot == spot, streets.atoms[last.last].line == line,
        streets.atoms[last.last].to == atom.from, last.stretch.isLike(stretch)
      {
        drawn[drawn.count - 1].last = number
        drawn[drawn.count - 1].stretch.millimeters += stretch.millimeters
        drawn[drawn.count - 1].stretch.people += stretch.people
      } else {
        drawn.append((stretch, number, number, spot))
      }
    }
    let order = spots.indices.sorted { a, b in
      (-spots[a].people, -spots[a].millimeters, a) < (-spots[b].people, -spots[b].millimeters, b)
    }
    var ranks = [Int](repeating: 0, count: spots.count)
    for (rank, spot) in order.enumerated() { ranks[spot] = rank + 1 }
    stretches = drawn.map { entry in
      var stretch = entry.stretch
      stretch.line = streets.line(from: entry.first, through: entry.last)
      stretch.rank = entry.spot.map { ranks[$0] }
      return stretch
    }
    self.spots = order.map { spots[$0] }
  }
}

extension PatrolStretch {
  fileprivate func isLike(_ other: PatrolStretch) -> Bool {
    community == other.community && name == other.name && state == other.state && passesToday == other.passesToday
      && passesWithPlan == other.passesWithPlan && passesOfAll == other.passesOfAll
  }
}

extension StreetNames {
  /// Of a street at some metres; empty where it has none.
  fileprivate func at(_ metres: Double, of line: MeasuredLine) -> String {
    guard let next = line.distances.firstIndex(where: { $0 > metres }), next > 0 else { return "" }
    return between(line.line[next - 1], line.line[next]).first ?? ""
  }
}
