import Geodata
import Model
import Siting
import Words

extension AnalysisFile.Siting {
  /// Why there is no plan, and what to write into the analysis file, each enough by itself; nil when there is one.
  func reason(_ solution: SitingSolution) -> Bilingual? {
    guard let obstacle = solution.obstacle, !solution.repairs.isEmpty else { return solution.reason }
    return obstacle + Bilingual("。", "; ") + SitingRepair.request(solution.repairs.map(words))
  }

  /// The same for those who do not write the file: without its lines.
  func plainReason(_ solution: SitingSolution) -> Bilingual? {
    guard let obstacle = solution.obstacle, !solution.repairs.isEmpty else { return solution.reason }
    return obstacle + Bilingual("。", "; ") + SitingRepair.request(solution.repairs.map { Self.whole($0).words })
  }

  private func words(_ repair: SitingRepair) -> Bilingual {
    Self.whole(repair).words + Bilingual("（", ": ") + lines(repair) + Bilingual("）", "")
  }

  /// With shares in whole per cent, as the file is to have them.
  private static func whole(_ repair: SitingRepair) -> SitingRepair {
    func whole(_ share: Double) -> Double { Double(percent(share)) / 100 }
    return switch repair {
    case .floor(let name, let share): .floor(name: name, share: whole(share))
    case .floors(let floors): .floors(floors.map { LoweredFloor(name: $0.name, share: whole($0.share)) })
    case .count, .budget, .withoutSpacing: repair
    }
  }

  private func lines(_ repair: SitingRepair) -> Bilingual {
    switch repair {
    case .count(let count): Self.underSiting("new: \(count)")
    case .budget(let budget): Self.underSiting("budget: \(Self.enough(budget))")
    case .floor(SitingRepair.target, let share): Self.underSiting("target: \(Self.percent(share))%")
    case .floor(let name, let share): exceptions([LoweredFloor(name: name, share: share)])
    case .floors(let floors): lowered(floors)
    case .withoutSpacing: Bilingual("删去siting.constraints中的`spacing`", "remove `spacing` from siting.constraints")
    }
  }

  private static func underSiting(_ line: String) -> Bilingual {
    Bilingual("在siting下写`\(line)`", "`\(line)` under siting")
  }

  /// A target and floors together take two lines.
  private func lowered(_ lowered: [LoweredFloor]) -> Bilingual {
    let (target, floors) = (
      lowered.first { $0.name == SitingRepair.target }, lowered.filter { $0.name != SitingRepair.target }
    )
    let line = floors.isEmpty ? [] : [exceptions(floors)]
    return (line + (target.map { [Self.underSiting("target: \(Self.percent($0.share))%")] } ?? []))
      .joined("，并", " and ")
  }

  /// The whole line, with the exceptions that the file has.
  private func exceptions(_ lowered: [LoweredFloor]) -> Bilingual {
    var except = (floors?.except ?? [:]).mapValues { $0 * 100 }
    for floor in lowered { except[floor.name] = Double(Self.percent(floor.share)) }
    let pairs = except.sorted { $0.key < $1.key }.map { name, percent in
      "\(LayerColumns.written(name)): \(Self.plain(percent))%"
    }
    let line = "`except: {\(pairs.joined(separator: ", "))}`"
    return Bilingual("在siting.constraints.floors下写\(line)", "\(line) under siting.constraints.floors")
  }

  /// Whole per cent, rounded down so that what is promised can be kept.
  private static func percent(_ share: Double) -> Int { Int((share * 100 + 1e-8).rounded(.down)) }

  private static func plain(_ percent: Double) -> String {
    let rounded = (percent * 1e6).rounded() / 1e6
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }

  /// Whole yuan, rounded up.
  private static func enough(_ budget: Double) -> Int { Int((budget - 1e-6).rounded(.up)) }
}
