import Model
import Words

/// The most weight covered once and, at a price, twice (BCLP).
///
/// Choose it when the number or the money is given and a second station in reach is worth something;
/// ``BackupCovering`` when all demand must be covered first.
///
/// Sets and constraints as in ``ConstrainedCovering``; u[i] = 1 if i is covered at least twice; b, what a second cover
/// counts against a first.
///
///     maximise    (1 - b) sum_i w[i] y[i] + b sum_i w[i] u[i]                         (1)
///     subject to  y[i] + u[i] <= sum_{j in N[i]} x[j] + existing sites on i           (2)
///                 u[i] <= y[i]                                                        (3)
///                 (3) to (8) of ConstrainedCovering                                   (4)
///
/// b = 0 is the MCLP. Source: Hogan, ReVelle (1986), Concepts and applications of backup coverage,
/// doi:10.1287/mnsc.32.11.1434.
package struct BackupMaximalCovering: CoveringModel {
  package let problem: SitingProblem
  package let constraints: SitingConstraints
  /// b, 0...1.
  package let backup: Double

  /// - Throws: ``SitingError`` code `badParameter`.
  package init(
    _ problem: SitingProblem, backup: Double, under constraints: SitingConstraints
  ) throws(SitingError) {
    guard backup >= 0, backup <= 1 else {
      throw SitingError(
        code: .badParameter,
        message: Bilingual("再次覆盖的权数为\(backup)；请填写0至1的数", "a second cover counts \(backup); give 0 to 1"),
        context: "backup")
    }
    try constraints.validate(for: problem)
    self.problem = problem
    self.constraints = constraints
    self.backup = backup
  }

  package func check(_ chosen: [SiteIndex]) -> PlanCheck {
    var check = PlanCheck(problem, constraints, chosen)
    check.objective = (1 - backup) * check.coveredWeight + backup * check.backupWeight
    return check
  }

  package func solve(_ limits: SolveLimits) async throws(SitingError) -> SitingSolution {
    try limits.validate()
    let setup = PlanSetup(problem, constraints)
    var rows = setup.demandRows()
    rows.twice = rows.once.map { $0 * backup }
    rows.once = rows.once.map { $0 * (1 - backup) }
    var solution = try await setup.solve(rows, "bclp", limits) { check($0) }
    guard solution.objective != nil else { return solution }
    let found = check(solution.chosen)
    solution.backupWeight = found.backupWeight
    solution.backupCount = found.backupCount
    return solution
  }
}
