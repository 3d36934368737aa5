import Allocation
import Model

extension SplitResult {
  /// `allocation.csv`: one row for each county, in the order given.
  func table(_ split: CountySplit) -> OutputLayer {
    let unit = job.unit
    let decimals = unit == .yuan ? 2 : 0
    func amountColumn(_ name: String, _ about: String) -> OutputColumn {
      unit == .yuan ? .number("\(name)_yuan", 2, "yuan; \(about)") : .integer(name, "stations; \(about)")
    }
    let people = kind.words.english
    var table = OutputLayer(
      name: "allocation",
      about: "what each county gets of \(plainNumber(job.total)) \(unit.rawValue), as people are counted: \(people)",
      columns: [
        .string("id", "the county's folder"), .string("name", "of the county, or its analysis"),
        .string("group", "as --counties says; empty without"), .number("people", 0, "all \(people) of the county"),
        .integer("stations_today", "in operation; empty where the county's folder does not tell"),
        .share("share_today", 6, "covered with nothing new; empty where the curve does not begin there"),
        amountColumn("floor", "at least"), amountColumn("cap", "at most; empty without"),
        amountColumn("given", "what the county gets"), .number("value", 1, "people covered with it"),
        .share("share", 6, "the same of all people"),
        amountColumn("last", "the last step of its curve up to here; empty at the curve's beginning"),
        .number("last_people", 1, "what that step brings"),
        amountColumn("next", "the next step of its curve; empty at its end"),
        .number("next_people", 1, "what that step would bring"),
        .string(
          "held_by", "floor, cap, floor-and-cap or curve-end: what keeps it there; empty where only the total does"),
        amountColumn("equal", "in an equal split"), amountColumn("per_head", "in a split by people"),
      ]
        + years.indices.map { amountColumn("by_year_\($0 + 1)", "up to this year") }, hasGeometry: false)
    func value(_ size: Int?) -> OutputValue {
      guard let size else { return .empty }
      return decimals == 0 ? .integer(size) : .number(amount(size))
    }
    for (index, county) in counties.enumerated() {
      let (given, rules) = (split.counties[index], problem.counties[index])
      table.append(
        county.id,
        [
          .text(county.id), .text(county.name.text(in: job.language.alone)), .optional(county.group),
          .number(rules.people), county.stations.map { .integer($0) } ?? .empty, .optional(shareToday(index)),
          value(rules.floor), value(rules.cap), value(given.size), .number(given.value), .number(given.share),
          value(given.last?.size), .optional(given.last?.people), value(given.next?.size),
          .optional(given.next?.people), .optional(given.held?.rawValue),
        ] + plain.map { value($0.given[index]) } + years.map { value($0.sizes[index]) })
    }
    return table
  }
}
