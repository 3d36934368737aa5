import Allocation
import Geodata

extension SplitResult {
  /// What `--json` prints, and `allocation.json`.
  package var json: JSONValue {
    var members = [
      JSONMember("aim", .string(job.aim.rawValue)), JSONMember("unit", .string(job.unit.rawValue)),
      JSONMember("total", .number(job.total)), JSONMember("people", .string(kind.rawValue)),
      JSONMember("illustrative", .bool(isIllustrative)),
    ]
    if let split {
      members += figures(split)
      members.append(JSONMember("years", .array(years.map(year))))
      members.append(JSONMember("totals", .array(changes.map(change))))
      members.append(JSONMember("differing_definitions", .array(differing.map { .string($0.rawValue) })))
      members.append(
        JSONMember("counties", .array(counties.indices.map { county($0, split.counties[$0]) })))
    } else {
      members.append(JSONMember("status", .string("infeasible")))
      members.append(
        JSONMember("repairs", .array(shortfalls.map { .string(words($0).english.inOneLine) })))
    }
    members.append(JSONMember("attribution", .array(attribution.map { .string($0) })))
    return .object(members)
  }

  private func figures(_ split: CountySplit) -> [JSONMember] {
    [
      JSONMember("status", .string("optimal")), JSONMember("used", .number(amount(split.used))),
      JSONMember("reserved", .number(amount(split.reserved))), JSONMember("left", .number(amount(split.left))),
      JSONMember("value", .number(rounded(split.value, 3))), JSONMember("bound", .number(rounded(split.bound, 3))),
      JSONMember("gap", .number(rounded(split.gap, 9))),
      JSONMember("bound_between_points", .number(rounded(split.boundBetween, 3))),
      JSONMember(
        "worst",
        .object([
          JSONMember("county", .string(counties[split.worst.county].id)),
          JSONMember("share", .number(rounded(split.worst.share, 9))),
          JSONMember("bound", split.worstBound.map { .number(rounded($0, 9)) } ?? .null),
        ])),
      JSONMember("people_per_\(job.unit == .yuan ? "10000_yuan" : "station")", .number(rounded(price(split), 3))),
      JSONMember(
        "compared_with",
        .object(
          plain.map { plain in
            JSONMember(
              plain.rule.rawValue.replacing("-", with: "_"),
              .object([
                JSONMember("value", .number(rounded(plain.value, 3))),
                JSONMember("worst_share", .number(rounded(plain.worst, 9))),
              ]))
          })),
    ]
  }

  /// People for a station, or for 10,000 yuan, more.
  func price(_ split: CountySplit) -> Double { split.price * (job.unit == .yuan ? 1_000_000 : 1) }

  private func year(_ year: Programme.Year) -> JSONValue {
    .object([
      JSONMember("total", .number(amount(year.total))), JSONMember("used", .number(amount(year.used))),
      JSONMember("value", .number(rounded(year.value, 3))), JSONMember("worst_share", .number(rounded(year.worst, 9))),
      JSONMember("value_without_nesting", .number(rounded(year.freeValue, 3))),
      JSONMember("worst_share_without_nesting", .number(rounded(year.freeWorst, 9))),
      JSONMember("bound", .number(rounded(year.bound, 3))),
    ])
  }

  private func change(_ change: Change) -> JSONValue {
    .object([
      JSONMember("total", .number(amount(change.total))), JSONMember("used", .number(amount(change.split.used))),
      JSONMember("value", .number(rounded(change.split.value, 3))),
      JSONMember("bound", .number(rounded(change.split.bound, 3))),
      JSONMember("worst_share", .number(rounded(change.split.worst.share, 9))),
      JSONMember("given", .array(change.split.counties.map { .number(amount($0.size)) })),
    ])
  }

  private func county(_ index: Int, _ share: CountySplit.Share) -> JSONValue {
    func step(_ margin: CountySplit.Margin?) -> JSONValue {
      guard let margin else { return .null }
      return .object([
        JSONMember("size", .number(amount(margin.size))), JSONMember("people", .number(rounded(margin.people, 3))),
      ])
    }
    let county = counties[index]
    return .object([
      JSONMember("id", .string(county.id)),
      JSONMember(
        "name",
        JSONValue(county.name)),
      JSONMember("group", county.group.map { .string($0) } ?? .null),
      JSONMember("people", .number(rounded(problem.counties[index].people, 3))),
      JSONMember("stations_today", counties[index].stations.map { .int($0) } ?? .null),
      JSONMember("share_today", shareToday(index).map { .number(rounded($0, 9)) } ?? .null),
      JSONMember("given", .number(amount(share.size))), JSONMember("value", .number(rounded(share.value, 3))),
      JSONMember("share", .number(rounded(share.share, 9))), JSONMember("last", step(share.last)),
      JSONMember("next", step(share.next)), JSONMember("held_by", share.held.map { .string($0.rawValue) } ?? .null),
      JSONMember("by_year", .array(years.map { .number(amount($0.sizes[index])) })),
    ])
  }
}
