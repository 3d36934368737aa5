import Model
import Siting
import Words

extension ActStep {
  /// Prices that buy nothing, and prices that make no sense beside each other.
  func warnings(_ catalog: ActCatalog) -> [Bilingual] {
    guard asked.isStated else { return [] }
    var warnings: [Bilingual] = []
    let acts = catalog.acts
    for upgrade in asked.upgrades
    where !acts.contains(where: { $0.services == [upgrade.service] && $0.kind == .upgrade }) {
      warnings.append(
        Bilingual(
          "siting.options.upgrade.\(upgrade.service.rawValue)：没有既缺少该服务又有价格的驿站，因此没有增设",
          "siting.options.upgrade.\(upgrade.service.rawValue): no station lacks it and has a price, so nothing is bought"
        ))
    }
    let known = Set(inputs.stations.map(\.id.rawValue))
    for longer in asked.extensions {
      for id in longer.stations ?? [] where !known.contains(id) {
        warnings.append(
          Bilingual(
            "siting.options.extend“\(longer.hours.shown)”：没有驿站“\(id.shown)”",
            "siting.options.extend “\(longer.hours.shown)”: there is no station “\(id.shown)”"))
      }
      guard !acts.contains(where: { $0.kind == .extend && $0.hours == longer.hours }) else { continue }
      warnings.append(
        Bilingual(
          "siting.options.extend“\(longer.hours.shown)”：有价格的驿站都不会因此延长开放，因此没有采用",
          "siting.options.extend “\(longer.hours.shown)”: no station that has a price would open longer, so nothing is bought"
        )
      )
    }
    let hosts = Set(inputs.candidates.map(\.host))
    for host in asked.builds.keys.sorted() where host != AnalysisFile.Acts.otherHosts && !hosts.contains(host) {
      warnings.append(
        Bilingual(
          "siting.options.build.\(host.shown)：没有这一类候选点",
          "siting.options.build.\(host.shown): no candidate is of this kind"))
    }
    if let cheapest = acts.filter({ $0.kind == .build }).map(\.yuan).min() {
      for upgrade in acts where upgrade.kind == .upgrade && upgrade.yuan > cheapest {
        warnings.append(
          Bilingual(
            "siting.options.upgrade.\(upgrade.services[0].rawValue)在\(inputs.sites.name(upgrade.site).shown)需\(plainNumber(upgrade.yuan))元，超过造价最低的新建驿站（\(plainNumber(cheapest))元）",
            "siting.options.upgrade.\(upgrade.services[0].rawValue) costs \(plainNumber(upgrade.yuan)) yuan at "
              + "\(inputs.sites.name(upgrade.site).shown), more than the cheapest new station (\(plainNumber(cheapest)) yuan)"
          )
        )
        break
      }
    }
    if let budget, let cheapest = acts.map(\.yuan).min(), cheapest > budget {
      warnings.append(
        Bilingual(
          "费用最低的事项需\(plainNumber(cheapest))元，而预算为\(plainNumber(budget))元，什么也做不成",
          "the cheapest act costs \(plainNumber(cheapest)) yuan, the budget is \(plainNumber(budget)): nothing can be bought"
        )
      )
    }
    return warnings
  }
}
