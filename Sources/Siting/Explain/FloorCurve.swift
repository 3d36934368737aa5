import Model

/// What the best plan covers when each group must be covered by a share: one point of what a floor costs.
package struct FloorPoint: Hashable, Sendable {
  /// Of each group's weight, 0...1.
  package var share: Double
  /// Weight covered by the best plan found; existing coverage included; nil without a plan.
  package var value: Double?
  /// No plan under this floor covers more; nil where there is none.
  package var bound: Double?
  package var status: SitingSolution.Status

  package init(share: Double, value: Double?, bound: Double?, status: SitingSolution.Status) {
    self.share = share
    self.value = value
    self.bound = bound
    self.status = status
  }
}

/// The best plan under a floor of each height, lowest first: what it costs the whole that nobody is left behind.
///
/// Steps that no plan meets are told once; the highest whole per cent that a plan meets stands before it. A plan for a
/// higher floor keeps a lower one as well: values do not rise along the curve, nor do bounds. A curve that is cancelled or
/// out of time ends with the steps it has.
/// - Parameters:
///   - groups: each with the highest share ever asked of it, which stays where a step is higher.
///   - steps: shares, 0...1; sorted, each once.
///   - known: what is known of some of the steps already.
///   - constraints: kept at every step, their floors too.
///   - limits: for each step; the time for all.
/// - Throws: ``SitingError`` code `badParameter` for shares or limits out of range.
/// - Complexity: one ``ConstrainedCovering`` solve for each step, and up to seven to find the highest.
package func floorCurve(
  _ problem: SitingProblem, groups: [CoverageFloor], steps: [Double], known: [FloorPoint] = [],
  under constraints: SitingConstraints, limits: SolveLimits
) async throws(SitingError) -> [FloorPoint] {
  let deadline = SolveDeadline(limits.timeLimit)
  var limits = limits
  limits.findsRepairs = false
  func point(_ share: Double, of parts: Int) async throws(SitingError) -> FloorPoint {
    if let found = known.first(where: { $0.share == share }) { return found }
    var rules = constraints
    rules.floors += groups.compactMap { group in
      let floor = min(share, group.share)
      return floor > 0 ? CoverageFloor(name: group.name, members: group.members, share: floor) : nil
    }
    let solution = try await ConstrainedCovering(problem, under: rules)
      .solve(limits.within(deadline, share: 1 / Double(max(1, parts))))
    return FloorPoint(share: share, value: solution.objective, bound: solution.bound, status: solution.status)
  }
  var isOver: Bool { limits.isCancelled() || deadline.isPast }
  var curve: [FloorPoint] = []
  let sorted = Set(steps + known.map(\.share)).sorted()
  var impossible: FloorPoint?
  for (done, share) in sorted.enumerated() where impossible == nil && !isOver {
    // A few for what lies between two steps.
    let found = try await point(share, of: sorted.count - done + 2)
    if found.status == .infeasible { impossible = found } else { curve.append(found) }
  }
  if let impossible {
    // Whole per cent; the step below has a plan or is not known to have none.
    var (low, high) = (Int(((curve.last?.share ?? 0) * 100).rounded(.down)), Int((impossible.share * 100).rounded(.up)))
    var highest: FloorPoint?
    while high - low > 1, !isOver {
      let middle = (low + high) / 2
      let found = try await point(Double(middle) / 100, of: 3)
      if found.value != nil {
        highest = found
        low = middle
      } else {
        high = middle
      }
    }
    if let highest { curve.append(highest) }
    curve.append(impossible)
  }
  for index in curve.indices.dropLast().reversed() {
    if let next = curve[index + 1].value { curve[index].value = max(curve[index].value ?? next, next) }
  }
  for index in curve.indices.dropFirst() where curve[index].bound != nil {
    if let last = curve[index - 1].bound { curve[index].bound = min(curve[index].bound!, last) }
  }
  for index in curve.indices where curve[index].status != .infeasible {
    if let value = curve[index].value, let bound = curve[index].bound {
      curve[index].status = bound <= value ? .optimal : .feasible
    }
  }
  return curve
}
