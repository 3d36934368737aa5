import Allocation
import Model

extension SplitResult {
  /// `totals.csv`: for each total a row of all counties together, then one for each county.
  func changeTable() -> OutputLayer {
    let isMoney = job.unit == .yuan
    func column(_ name: String, _ about: String) -> OutputColumn {
      isMoney ? .number("\(name)_yuan", 2, "yuan; \(about)") : .integer(name, "stations; \(about)")
    }
    var table = OutputLayer(
      name: "totals", about: "how the best split changes with the total; each total is split for itself",
      columns: [
        column("total", "what is split"), .string("level", "all: the counties together; county"),
        .string("id", "the county's folder; empty for all"), .string("name", "of the county; empty for all"),
        column("given", "what it gets; of all, what is used"), .number("value", 1, "people covered with it"),
        .number("bound", 1, "no plans of the counties cover more; empty for a county"),
        .share("share", 6, "people covered of all people"),
      ], hasGeometry: false)
    func value(_ size: Int) -> OutputValue { isMoney ? .number(amount(size)) : .integer(size) }
    for change in changes {
      let total = plainNumber(amount(change.total))
      table.append(
        total,
        [
          value(change.total), .text("all"), .empty, .empty, value(change.split.used), .number(change.split.value),
          .number(change.split.bound), .number(min(1, change.split.value / people)),
        ])
      for (county, share) in zip(counties, change.split.counties) {
        table.append(
          "\(total) \(county.id)",
          [
            value(change.total), .text("county"), .text(county.id), .text(county.name.text(in: job.language.alone)),
            value(share.size), .number(share.value), .empty, .number(share.share),
          ])
      }
    }
    return table
  }
}
