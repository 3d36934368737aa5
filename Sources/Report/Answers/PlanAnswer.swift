import Analysis
import Geodata

extension AnalysisResult {
  /// The plan alone, for a program that asks where new stations go: members of `summary.json` as they stand there, and
  /// `sites` in the order of building.
  package var planAnswer: JSONValue {
    let kept = ["illustrative", "interrupted", "coverage", "coverage_with_plan", "siting", "attribution"]
    return .object(
      summary.members.filter { kept.contains($0.key) } + [
        JSONMember("sites", .array((siting.plan?.proposed ?? []).map(site)))
      ])
  }

  private func site(_ site: ProposedSite) -> JSONValue {
    let host = inputs.candidates[site.candidate]
    return [
      "rank": .int(site.rank), "id": .string(host.id.rawValue), "name": .string(host.name),
      "lon": .number(rounded(host.position.x, 7)), "lat": .number(rounded(host.position.y, 7)),
      "gain": .number(rounded(site.gain, 9)), "cumulative_share": .number(rounded(site.cumulativeShare, 9)),
      "unique": .number(rounded(site.unique, 9)),
    ]
  }
}
