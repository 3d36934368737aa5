import Geometry
import Model

extension StreetTask {
  /// What the search needs beside its graph, as columns of numbers.
  ///
  /// Places on streets alone: what snapping found out on the way there (distances, islands passed over) is not in them.
  package var numbers: NumberFile {
    let (demandStreets, demandCosts) = Self.columns(demand)
    let (siteStreets, siteCosts) = Self.columns(sites)
    return NumberFile(
      direction.rawValue, whole: [demandStreets, siteStreets],
      real: demandCosts + siteCosts + [limits.map(Double.init)])
  }

  /// - Parameter numbers: as ``numbers`` gives them.
  /// - Returns: nil when they do not fit the graph.
  package init?(_ graph: RoadGraph, _ numbers: NumberFile) {
    let count = Self.costColumns
    guard let direction = Direction(rawValue: numbers.text), numbers.whole.count == 2,
      numbers.real.count == 2 * count + 1,
      let demand = Self.places(numbers.whole[0], Array(numbers.real[..<count]), graph),
      let sites = Self.places(numbers.whole[1], Array(numbers.real[count..<(2 * count)]), graph),
      numbers.real[2 * count].count == demand.count,
      numbers.real[2 * count].allSatisfy({ $0 >= 0 && $0 <= Double(ReachQuery.largestCutoff) })
    else { return nil }
    self.init(
      graph: graph, demand: demand, sites: sites, limits: numbers.real[2 * count].map { Int($0) }, direction: direction)
  }

  /// Offset there and back, access, what of it is no way, the door's longitude and latitude.
  private static let costColumns = 6

  /// Points that are on no street have the street -1, those without a door a longitude that is no number.
  private static func columns(_ places: [SnapResult]) -> (streets: [Int32], costs: [[Double]]) {
    let points = places.map(\.point)
    func column(_ value: (SnappedPoint) -> Double) -> [Double] { points.map { $0.map(value) ?? 0 } }
    return (
      points.map { $0?.street.rawValue ?? -1 },
      [
        column { Double($0.offset) }, column { Double($0.offsetBack) }, column { Double($0.accessCost) },
        column { Double($0.extraCost) }, column { $0.door?.x ?? .nan }, column { $0.door?.y ?? 0 },
      ]
    )
  }

  private static func places(_ streets: [Int32], _ costs: [[Double]], _ graph: RoadGraph) -> [SnapResult]? {
    guard costs.allSatisfy({ $0.count == streets.count }),
      costs.prefix(4).allSatisfy({ $0.allSatisfy { $0 >= 0 && $0 < 1e15 } })
    else { return nil }
    var places: [SnapResult] = []
    places.reserveCapacity(streets.count)
    for (index, street) in streets.enumerated() {
      guard street >= 0 else {
        places.append(.unreached(.noPath))
        continue
      }
      let (there, back) = (Int(costs[0][index]), Int(costs[1][index]))
      guard street < graph.streetCount, there <= Int(graph.streetCosts[Int(street)]),
        back <= Int(graph.streetCostsBack[Int(street)])
      else { return nil }
      let door = costs[4][index].isNaN ? nil : Coordinate(x: costs[4][index], y: costs[5][index])
      places.append(
        .snapped(
          SnappedPoint(
            street: StreetID(rawValue: street), offset: there, offsetBack: back,
            position: door ?? Coordinate(x: 0, y: 0), distance: Meters(0), accessCost: Int(costs[2][index]),
            leftIsland: false, isOnIsland: false, door: door, extraCost: Int(costs[3][index]))))
    }
    return places
  }
}
