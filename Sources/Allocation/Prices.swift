/// What a station is worth at the margin: in people, for the whole and within each group.
///
/// They are the duals of the linear relaxation, found on the upper hulls of the menus: a group first takes its best steps
/// up to its reserve, then all take the best of the rest up to the total. A group whose reserve binds has a lower price.
/// Any prices at all give a valid bound; these give the tightest but for rounding.
///
/// Source: Sinha, Zoltners (1979), The multiple-choice knapsack problem, doi:10.1287/opre.27.3.503.
/// - Complexity: O(m log m) for m points.
struct Prices {
  /// Thousandths of people for a unit of size, 0 or more.
  private(set) var total = 0.0
  /// From 0 to `total`.
  private(set) var ofGroup: [Double]
  /// The whole steps of the relaxation: a split that keeps within the total.
  private(set) var rounded: [Int]

  /// From one corner of a county's hull to the next.
  private struct HullStep {
    var slope: Double
    var county: Int
    var from: Int
    var to: Int
  }

  init(_ menus: Menus) {
    ofGroup = [Double](repeating: .infinity, count: menus.reserves.count)
    rounded = menus.smallest
    var steps: [HullStep] = []
    for county in 0..<menus.count { Self.appendHull(of: county, menus, to: &steps) }
    steps.sort { ($0.slope, $1.county, $1.from) > ($1.slope, $0.county, $0.from) }

    var inGroup = [Int](repeating: 0, count: menus.reserves.count)
    for (county, entry) in menus.smallest.enumerated() {
      if let group = menus.group(of: county) { inGroup[group] += menus.sizes[entry] }
    }
    // What is left of each reserve, and whether it is used up already.
    var left = zip(menus.reserves, inGroup).map { max(0, $0 - $1) }
    for group in left.indices where left[group] > 0 { ofGroup[group] = 0 }
    var room = menus.total - menus.cost(of: menus.smallest)
    // A step that is not whole stops its county: later ones of it do not start where it ends.
    var isStopped = [Bool](repeating: false, count: menus.count)
    for step in steps {
      let size = menus.sizes[step.to] - menus.sizes[step.from]
      var wanted = size
      if let group = menus.group(of: step.county), left[group] > 0 {
        let used = min(left[group], size)
        left[group] -= used
        wanted -= used
        if left[group] == 0 { ofGroup[group] = step.slope }
      }
      if wanted > room {
        if total == 0 { total = step.slope }
        isStopped[step.county] = true
        room = 0
        continue
      }
      room -= wanted
      if !isStopped[step.county] { rounded[step.county] = step.to }
    }
    for group in ofGroup.indices { ofGroup[group] = min(ofGroup[group], total) }
    fill(menus)
  }

  func price(of county: Int, _ menus: Menus) -> Double { menus.group(of: county).map { ofGroup[$0] } ?? total }

  /// Uses what the whole steps leave: each county in turn takes the best that still fits.
  private mutating func fill(_ menus: Menus) {
    var inGroup = [Int](repeating: 0, count: menus.reserves.count)
    for (county, entry) in rounded.enumerated() {
      if let group = menus.group(of: county) { inGroup[group] += menus.sizes[entry] }
    }
    var room = menus.total - menus.cost(of: rounded)
    for county in 0..<menus.count {
      let now = rounded[county]
      let free = room + (menus.group(of: county).map { max(0, menus.reserves[$0] - inGroup[$0]) } ?? 0)
      let last = menus.entries(of: county).last { menus.sizes[$0] - menus.sizes[now] <= free } ?? now
      guard last > now else { continue }
      let more = menus.sizes[last] - menus.sizes[now]
      if let group = menus.group(of: county) {
        let reserved = min(more, max(0, menus.reserves[group] - inGroup[group]))
        inGroup[group] += more
        room -= more - reserved
      } else {
        room -= more
      }
      rounded[county] = last
    }
  }

  /// The upper hull of a county's menu, from its smallest entry to its best.
  private static func appendHull(of county: Int, _ menus: Menus, to steps: inout [HullStep]) {
    let first = steps.count
    for entry in menus.entries(of: county).dropFirst() {
      var from = menus.starts[county]
      while steps.count > first {
        let last = steps.last!
        guard slope(last.to, entry, menus) >= last.slope else {
          from = last.to
          break
        }
        steps.removeLast()
      }
      if steps.count == first { from = menus.starts[county] }
      steps.append(HullStep(slope: slope(from, entry, menus), county: county, from: from, to: entry))
    }
  }

  private static func slope(_ from: Int, _ to: Int, _ menus: Menus) -> Double {
    Double(menus.values[to] - menus.values[from]) / Double(menus.sizes[to] - menus.sizes[from])
  }
}
