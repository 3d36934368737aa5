import Geometry

/// An urban community as drawn: the part of its quarter nearer to its point than to any other community's.
struct UrbanCommunity {
  var fact: Facts.Community
  var cells: [[Coordinate]]
  var streetMeters: Double
  var residents: Int
  var isPointKnown: Bool
}

/// Draws the communities and shares the census population out.
///
/// Urban share of all residents to the urban communities in proportion to the length of the drawn streets inside, the
/// rest to the villages in proportion to the number of village committees that a point stands for; whole people, largest
/// remainders. Rural residents stand in the order of the sketch's villages.
func settle(_ facts: Facts, in district: District) -> (urban: [UrbanCommunity], rural: [Int]) {
  let streets = district.plan.streetPieces
  var urban: [UrbanCommunity] = []
  for quarter in district.quarters {
    // The outline grows so that no border runs along a street.
    let ground = grown(quarter.outline, by: 42)
    let known = quarter.communities.map { entry in facts.communities.first { $0.name == entry.name }! }
    let seeds = zip(known, quarter.communities).map { district.plane.metres($0.position ?? $1.guess!) }
    for (index, fact) in known.enumerated() {
      var cells = [ground]
      for other in seeds.indices where other != index {
        cells = cells.flatMap { clipped($0, nearer: seeds[index], than: seeds[other]) }
      }
      let inside = streets.filter { piece in cells.contains { contains($0, piece.middle) } }
      urban.append(
        UrbanCommunity(
          fact: fact, cells: cells, streetMeters: inside.reduce(0) { $0 + $1.length }, residents: 0,
          isPointKnown: fact.position != nil))
    }
  }
  urban.sort { $0.fact.code < $1.fact.code }
  let urbanTotal = Int((Double(facts.residents * facts.urbanShare) / 10_000).rounded())
  for (index, part) in shared(urbanTotal, weights: urban.map(\.streetMeters)).enumerated() {
    urban[index].residents = part
  }
  let committees = district.sketch.villages.map { village in
    village.name == nil ? facts.town(village.town).villages : 1
  }
  return (urban, shared(facts.residents - urbanTotal, weights: committees.map(Double.init)))
}
