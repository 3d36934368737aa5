import Allocation

/// Every split of a small problem, one after the other: what the search is compared with.
///
/// It knows the rules as the problem states them and nothing of prices, menus or ladders.
struct Enumeration {
  let problem: AllocationProblem
  /// Of each county, as given.
  let curves: [[CountyCurve.Point]]

  /// What a split takes of the total, minima set aside; nil when a floor or cap is broken.
  func cost(_ split: [Int], floors: Bool = true) -> Int? {
    var inGroup = [Int](repeating: 0, count: problem.groups.count)
    var sum = 0
    for (county, size) in zip(problem.counties, split) {
      if floors, size < county.floor { return nil }
      if let cap = county.cap, size > cap { return nil }
      if let group = county.group, floors { inGroup[group] += size } else { sum += size }
    }
    return floors ? zip(inGroup, problem.groups).reduce(sum) { $0 + max($1.0, $1.1.least) } : sum
  }

  func people(_ split: [Int], _ figure: (CountyCurve.Point) -> Double) -> Double {
    zip(curves, split).reduce(0) { sum, one in sum + figure(one.0.last { $0.size <= one.1 }!) }
  }

  func worst(_ split: [Int], _ figure: (CountyCurve.Point) -> Double) -> Double {
    zip(zip(problem.counties, curves), split).map { one, size in
      min(1, figure(one.1.last { $0.size <= size }!) / one.0.people)
    }.min()!
  }

  /// Calls with every split over the curves' points that keeps to a total.
  ///
  /// - Parameters:
  ///   - within: a split that no county may exceed.
  ///   - floors: whether floors and minima count.
  func forEach(total: Int, within: [Int]? = nil, floors: Bool = true, _ body: ([Int]) -> Void) {
    var split: [Int] = []
    func fill() {
      let county = split.count
      guard county < curves.count else {
        if let cost = cost(split, floors: floors), cost <= total { body(split) }
        return
      }
      for point in curves[county] where point.size <= within?[county] ?? .max {
        split.append(point.size)
        fill()
        split.removeLast()
      }
    }
    fill()
  }

  /// The best of all by the aim: the people, and the worst share; nil when there is no split.
  func best(
    _ aim: AllocationProblem.Aim, total: Int, within: [Int]? = nil, floors: Bool = true,
    _ figure: (CountyCurve.Point) -> Double = \.value
  ) -> (people: Double, worst: Double)? {
    var best: (people: Double, worst: Double)?
    forEach(total: total, within: within, floors: floors) { split in
      let found = (people: people(split, figure), worst: worst(split, figure))
      guard let known = best else {
        best = found
        return
      }
      let isBetter =
        aim == .people ? found.people > known.people : (found.worst, found.people) > (known.worst, known.people)
      if isBetter { best = found }
    }
    return best
  }
}
