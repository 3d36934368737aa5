import Allocation
import Model

/// A small problem with everything: curves that bend both ways, jump and stay level, floors, caps, groups with minima,
/// stations one by one or sums with gaps.
struct RandomProblem {
  let problem: AllocationProblem
  let curves: [[CountyCurve.Point]]

  var enumeration: Enumeration { Enumeration(problem: problem, curves: curves) }

  init(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let isMoney = random.below(3) == 0
    let count = 1 + random.below(4)
    let groupCount = random.below(3)
    var curves: [[CountyCurve.Point]] = []
    var counties: [AllocationProblem.County] = []
    for index in 0..<count {
      var size = random.below(4) == 0 ? random.below(3) : 0
      var value = random.below(3) * 10
      var points: [CountyCurve.Point] = []
      for _ in 0...(1 + random.below(5)) {
        let slack = random.below(3) == 0 ? random.below(30) : 0
        points.append(.init(size: size, value: Double(value), bound: Double(value + slack)))
        size += isMoney ? 1 + random.below(40) : 1
        value += random.below(2) == 0 ? 0 : random.below(4) == 0 ? random.below(60) : random.below(12)
      }
      // As curves are: what a larger size cannot exceed, a smaller one cannot.
      for place in points.indices.dropLast().reversed() {
        points[place].bound = min(points[place].bound, points[place + 1].bound)
      }
      let most = points.last!.size
      counties.append(
        .init(
          "\(index)", people: points.last!.value + Double(1 + random.below(100)),
          try CountyCurve(points, of: "\(index)"), floor: random.below(4) == 0 ? random.below(most + 1) : 0,
          cap: random.below(4) == 0 ? random.below(most + 3) : nil,
          group: groupCount > 0 && random.below(4) > 0 ? random.below(groupCount) : nil))
      curves.append(points)
    }
    let all = curves.reduce(0) { $0 + $1.last!.size }
    let groups = (0..<groupCount).map { AllocationProblem.Group("\($0)", least: random.below(max(1, all / 2))) }
    problem = try AllocationProblem(counties, groups: groups, total: random.below(all + 3))
    self.curves = curves
  }
}
