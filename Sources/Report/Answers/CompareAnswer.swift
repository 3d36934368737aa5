import Analysis
import Geodata
import Model

/// What `compare` prints with `--json`.
extension Comparison {
  package var json: JSONValue {
    var members = [
      JSONMember("compared", .string(ledgers == nil ? "results" : "ledgers")), JSONMember("a", a.json),
      JSONMember("b", b.json), JSONMember("same_file", .bool(isOneFile)), JSONMember("same", .bool(isSame)),
      JSONMember("illustrative", .bool(isIllustrative)),
    ]
    if let ledgers { members.append(JSONMember("ledgers", ledgers.json)) }
    if let results { members.append(JSONMember("results", results.json)) }
    members.append(JSONMember("attribution", .array(attribution.map { .string($0) })))
    return .object(members)
  }
}

extension Comparison.Side {
  fileprivate var json: JSONValue {
    .object([JSONMember("kind", .string(kind.rawValue)), JSONMember("name", .string(words))])
  }
}

extension CompareRow {
  fileprivate var json: JSONValue {
    func value(_ value: CompareValue?) -> JSONValue {
      switch value {
      case .number(let number)?: .number(rounded(number, 9))
      case .text(let text)?: .string(text)
      case nil: .null
      }
    }
    return .object([
      JSONMember("level", .string(level)), JSONMember("name", .string(name)), JSONMember("kind", .string(kind)),
      JSONMember("figure", .string(figure)), JSONMember("a", value(a)), JSONMember("b", value(b)),
      JSONMember("difference", optional(difference)),
    ])
  }
}

private func optional(_ number: Double?) -> JSONValue { number.map { .number($0) } ?? .null }
private func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

extension ResultComparison {
  fileprivate var json: JSONValue {
    func communities(_ places: [Place]) -> JSONValue {
      .array(
        places.map { place in
          .object([
            JSONMember("id", .string(place.a.id)), JSONMember("name", .string(place.a.name)),
            JSONMember("weight", .number(place.b.weight)), JSONMember("share_a", optional(place.a.share)),
            JSONMember("share_b", optional(place.b.share)),
            JSONMember("share_with_plan_a", optional(place.a.shareWithPlan)),
            JSONMember("share_with_plan_b", optional(place.b.shareWithPlan)),
          ])
        })
    }
    func ids(_ ids: [String]) -> JSONValue { .array(ids.map { .string($0) }) }
    return .object([
      JSONMember(
        "definitions",
        .array(
          definitions.map {
            .object([
              JSONMember("key", .string($0.key)), JSONMember("a", .string($0.a.english)),
              JSONMember("b", .string($0.b.english)),
            ])
          })),
      JSONMember("cautions", .array(cautions.map { .string($0.english) })),
      JSONMember("figures", .array(figures.map(\.json))),
      JSONMember(
        "communities",
        .object([
          JSONMember("in_both", .int(self.communities.count)), JSONMember("gained", communities(gained)),
          JSONMember("lost", communities(lost)), JSONMember("gained_with_plan", communities(gainedWithPlan)),
          JSONMember("lost_with_plan", communities(lostWithPlan)), JSONMember("changed", communities(changed)),
          JSONMember("only_in_a", ids(communitiesOnlyA.map(\.id))),
          JSONMember("only_in_b", ids(communitiesOnlyB.map(\.id))),
        ])),
      JSONMember("stations", stations.json), JSONMember("sites", sites.json),
    ])
  }
}

extension ResultComparison.Sites {
  fileprivate var json: JSONValue {
    func list(_ sites: [ComparedResult.Site]) -> JSONValue {
      .array(
        sites.map {
          .object([
            JSONMember("id", .string($0.id)), JSONMember("name", .string($0.name)),
            JSONMember("cost_yuan", optional($0.costYuan)),
          ])
        })
    }
    return .object([
      JSONMember("in_both", .int(both.count)), JSONMember("only_in_a", list(onlyA)),
      JSONMember("only_in_b", list(onlyB)),
      JSONMember(
        "same_place",
        .array(
          both.filter { !$0.isSameID }.map {
            .object([
              JSONMember("a", .string($0.a.id)), JSONMember("b", .string($0.b.id)),
              JSONMember("meters", optional($0.meters.map { rounded($0, 1) })),
            ])
          })),
      JSONMember(
        "moved",
        .array(
          hasMoved.filter(\.isSameID).map {
            .object([
              JSONMember("id", .string($0.a.id)), JSONMember("meters", optional($0.meters.map { rounded($0, 1) })),
            ])
          })),
    ])
  }
}

extension LedgerJob.Outcome {
  fileprivate var json: JSONValue {
    let ledgers = comparison
    let matching = ledgers.matching
    func record(_ record: LedgerRecord) -> [JSONMember] {
      [
        JSONMember("record", .int(record.number)), JSONMember("id", optional(record.id)),
        JSONMember("name", optional(record.name)),
      ]
    }
    func records(_ ledger: Ledger, _ indices: [Int]) -> JSONValue {
      .array(indices.map { .object(record(ledger.records[$0])) })
    }
    func ledger(_ ledger: Ledger, _ columns: [String]) -> JSONValue {
      .object([
        JSONMember("file", .string(ledger.source.shownName)), JSONMember("records", .int(ledger.records.count)),
        JSONMember("crs_path", optional(ledger.referenceSystemPath)),
        JSONMember("columns_of_its_own", .array(columns.map { .string($0) })),
      ])
    }
    func pairs(_ changes: [LedgerComparison.Change], _ more: (LedgerComparison.Change) -> [JSONMember]) -> JSONValue {
      .array(
        changes.map { change in
          .object(
            [
              JSONMember("a", .object(record(ledgers.a.records[change.pair.a]))),
              JSONMember("b", .object(record(ledgers.b.records[change.pair.b]))),
              JSONMember("matched_by", .string(change.pair.rule.rawValue)),
            ] + more(change))
        })
    }
    return .object([
      JSONMember("role", .string(role.rawValue)), JSONMember("role_of_b", .string((roleOfB ?? role).rawValue)),
      JSONMember("role_guessed", .bool(isRoleGuessed)),
      JSONMember("moved_beyond_m", .number(ledgers.limits.moved.value)),
      JSONMember("namesakes_within_m", .number(ledgers.limits.namesake.value)),
      JSONMember("a", ledger(ledgers.a, ledgers.columnsOnlyA)),
      JSONMember("b", ledger(ledgers.b, ledgers.columnsOnlyB)),
      JSONMember("ids_shared", .int(matching.sharedIDs)), JSONMember("ids_used", .bool(matching.usesIDs)),
      JSONMember(
        "matched_by", .object(ledgers.matchedBy.map { JSONMember($0.rule.rawValue, .int($0.count)) })),
      JSONMember("only_in_a", records(ledgers.a, matching.onlyA)),
      JSONMember("only_in_b", records(ledgers.b, matching.onlyB)),
      JSONMember(
        "moved",
        pairs(ledgers.changes.filter(\.hasMoved)) {
          [JSONMember("meters", optional($0.pair.meters.map { rounded($0, 1) }))]
        }),
      JSONMember("renamed", pairs(ledgers.changes.filter(\.isRenamed)) { _ in [] }),
      JSONMember(
        "changed",
        pairs(ledgers.changes.filter { !$0.fields.isEmpty || $0.isReshaped }) { change in
          [
            JSONMember("reshaped", .bool(change.isReshaped)),
            JSONMember(
              "fields",
              .array(
                change.fields.map {
                  .object([
                    JSONMember("field", .string($0.name)), JSONMember("a", optional($0.old)),
                    JSONMember("b", optional($0.new)),
                  ])
                })),
          ]
        }),
      JSONMember("rewritten", .int(ledgers.rewritten)),
      JSONMember(
        "undecided",
        .array(
          matching.ties.map { tie in
            .object([
              JSONMember("by", .string(tie.rule.rawValue)), JSONMember("a", records(ledgers.a, tie.a)),
              JSONMember("b", records(ledgers.b, tie.b)),
            ])
          })),
      JSONMember("duplicates_in_a", .array(ledgers.duplicatesA.map { records(ledgers.a, $0) })),
      JSONMember("duplicates_in_b", .array(ledgers.duplicatesB.map { records(ledgers.b, $0) })),
      JSONMember("cautions", .array((roleCautions + ledgers.cautions).map { .string($0.english) })),
      JSONMember(
        "counts", .array(ledgers.rows.filter { !["record", "pair"].contains($0.level) }.map(\.json))),
    ])
  }
}
