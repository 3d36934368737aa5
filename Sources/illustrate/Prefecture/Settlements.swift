import Foundation
import Geometry
import Model

/// Where the people of a county live when no streets are drawn: parts of communities around the middle of their town, and
/// villages around it.
///
/// Urban people are shared over the communities by how urban they are, the others over the villages by their number; each
/// part has at most `mostResidents` people, so that no single point is a town.
struct Settlements {
  struct Place {
    var id: String
    var name: String
    var town: String
    var isUrban: Bool
    var residents: Int
    /// In degrees.
    var position: Coordinate
  }

  private static let mostResidents = 3_000
  /// Village committees that share a point.
  private static let villagesPerPoint = 4
  /// Metres: communities from each other, parts of a community, the nearest village, and what each further one adds.
  private static let (community, part, firstVillage, furtherVillage) = (450.0, 260.0, 1_500.0, 1_150.0)
  /// How much a community of a class counts: the main town, the zone beside it, other towns, the rest.
  private static let weights = [111: 2.0, 112: 1.4, 121: 1.0, 122: 0.7]

  private(set) var places: [Place] = []

  init(_ county: PrefectureFacts.County) {
    var random = SplitMix(stream: "\(county.folder) settlements")
    let urban = Int((Double(county.residents) * Double(county.urbanShare) / 10_000).rounded())
    let communities = county.towns.flatMap { town in town.communities.map { (town, $0) } }
    let ofCommunities = shared(
      urban,
      weights: communities.map { (Self.weights[$0.1.urbanClass] ?? 0.5) * random.number(0.7, 1.3) })
    let ofTowns = shared(county.residents - urban, weights: county.towns.map { Double($0.villages) })
    var next = 0
    for (town, rural) in zip(county.towns, ofTowns) {
      let plane = Plane(origin: town.position)
      for (index, community) in town.communities.enumerated() {
        let middle = community.position.map(plane.metres) ?? Self.spiral(index, Self.community, &random)
        add(community, of: town, ofCommunities[next], around: middle, plane, &random)
        next += 1
      }
      addVillages(of: town, rural, plane, in: county, &random)
    }
  }

  private mutating func add(
    _ community: PrefectureFacts.Community, of town: PrefectureFacts.Town, _ residents: Int,
    around middle: Coordinate, _ plane: Plane, _ random: inout SplitMix
  ) {
    let count = max(1, (residents + Self.mostResidents - 1) / Self.mostResidents)
    for (index, people) in shared(residents, weights: [Double](repeating: 1, count: count)).enumerated() {
      let place = middle + Self.spiral(index, Self.part, &random)
      places.append(
        Place(
          id: count == 1 ? community.code : "\(community.code)-\(index + 1)",
          name: count == 1 ? community.name : "\(community.name)\(index + 1)片", town: town.name, isUrban: true,
          residents: people, position: plane.degrees(place)))
    }
  }

  /// What would fall outside of the county is drawn nearer to the town.
  private mutating func addVillages(
    of town: PrefectureFacts.Town, _ residents: Int, _ plane: Plane, in county: PrefectureFacts.County,
    _ random: inout SplitMix
  ) {
    guard town.villages > 0 else { return }
    let count = (town.villages + Self.villagesPerPoint - 1) / Self.villagesPerPoint
    let committees = shared(town.villages, weights: [Double](repeating: 1, count: count))
    let people = shared(residents, weights: committees.map(Double.init))
    for index in 0..<count {
      let radius = Self.firstVillage + Self.furtherVillage * Double(index).squareRoot()
      var place = Self.direction(index, &random) * (radius * random.number(0.8, 1.2))
      var tries = 0
      while !county.holds(plane.degrees(place)), tries < 12 {
        place = place * 0.8
        tries += 1
      }
      places.append(
        Place(
          id: "\(town.code)-v\(index + 1)", name: "\(town.name)各村\(index + 1)（\(committees[index])个村委会）",
          town: town.name,
          isUrban: false, residents: people[index], position: plane.degrees(place)))
    }
  }

  /// The seeds of a sunflower: evenly apart however many there are.
  private static func spiral(_ index: Int, _ spacing: Double, _ random: inout SplitMix) -> Coordinate {
    direction(index, &random) * (spacing * Double(index).squareRoot())
  }

  private static func direction(_ index: Int, _ random: inout SplitMix) -> Coordinate {
    let angle = 2.399_963 * Double(index) + random.number(-0.3, 0.3)
    return Coordinate(x: cos(angle), y: sin(angle))
  }
}
