/// What each county may get: the points of its curve between floor and cap, each with more value than the smaller ones.
///
/// County `i` has the entries `starts[i] ..< starts[i + 1]`, ascending in size and in value.
struct Menus {
  /// Which figure of the curves counts.
  enum Figure {
    case value, bound
    /// What any size between a point and the next is bounded by, given to the lower point's size.
    case boundBetween
  }

  private(set) var starts = [0]
  private(set) var sizes: [Int] = []
  private(set) var values: [Int] = []
  /// The place in the county's curve.
  private(set) var points: [Int] = []
  /// Of each county; nil for none, or for one whose reserve is 0. Empty without reserves.
  let groups: [Int?]
  /// What is set aside for each group; 0 for one without counties.
  let reserves: [Int]
  let total: Int

  var count: Int { starts.count - 1 }

  /// - Parameters:
  ///   - ranges: of points, for each county; never empty.
  ///   - keepsReserves: false forgets the groups' minima.
  init(_ problem: AllocationProblem, _ ranges: [ClosedRange<Int>], _ figure: Figure, total: Int, keepsReserves: Bool) {
    let capacity = ranges.reduce(0) { $0 + $1.count }
    sizes.reserveCapacity(capacity)
    values.reserveCapacity(capacity)
    points.reserveCapacity(capacity)
    for (county, range) in zip(problem.counties, ranges) {
      let curve = county.curve
      var best = -1
      for point in range {
        let value = Self.value(of: curve, point, figure)
        guard value > best else { continue }
        best = value
        sizes.append(curve.sizes[point])
        values.append(value)
        points.append(point)
      }
      starts.append(sizes.count)
    }
    self.total = total
    var reserves = problem.groups.map { keepsReserves ? $0.least : 0 }
    for group in Set(reserves.indices).subtracting(problem.counties.compactMap(\.group)) { reserves[group] = 0 }
    self.reserves = reserves
    groups = problem.counties.map { county in county.group.flatMap { reserves[$0] > 0 ? $0 : nil } }
  }

  private static func value(of curve: CountyCurve, _ point: Int, _ figure: Figure) -> Int {
    switch figure {
    case .value: curve.values[point]
    case .bound: curve.bounds[point]
    case .boundBetween:
      point + 1 < curve.sizes.count && curve.sizes[point + 1] - curve.sizes[point] > 1
        ? curve.bounds[point + 1] : curve.bounds[point]
    }
  }

  /// No menus yet, and no reserves.
  init(total: Int) {
    self.total = total
    groups = []
    reserves = []
  }

  /// Adds a menu of sizes and values, both ascending.
  mutating func append(_ menu: [(size: Int, value: Int)]) {
    for (size, value) in menu {
      sizes.append(size)
      values.append(value)
    }
    starts.append(sizes.count)
  }

  /// The same without reserves.
  var withoutGroups: Menus {
    var menus = Menus(total: total)
    (menus.starts, menus.sizes, menus.values, menus.points) = (starts, sizes, values, points)
    return menus
  }

  func entries(of county: Int) -> Range<Int> { starts[county]..<starts[county + 1] }

  func group(of county: Int) -> Int? { groups.isEmpty ? nil : groups[county] }

  /// What a choice takes of the total, reserves included.
  func cost(of chosen: [Int]) -> Int {
    var inGroup = [Int](repeating: 0, count: reserves.count)
    var sum = 0
    if reserves.isEmpty { return chosen.reduce(0) { $0 + sizes[$1] } }
    for (county, entry) in chosen.enumerated() {
      if let group = groups[county] { inGroup[group] += sizes[entry] } else { sum += sizes[entry] }
    }
    return zip(inGroup, reserves).reduce(sum) { $0 + max($1.0, $1.1) }
  }

  func value(of chosen: [Int]) -> Int { chosen.reduce(0) { $0 + values[$1] } }

  /// The least of everything.
  var smallest: [Int] { Array(starts.dropLast()) }
}
