import Geodata
import Model
import Siting

extension AnalysisFile.Siting {
  /// Why there is no plan, and what to write into the analysis file, each enough by itself; nil when there is one.
  func reason(_ solution: SitingSolution) -> String? {
    guard let obstacle = solution.obstacle, !solution.repairs.isEmpty else { return solution.reason }
    return obstacle + "; " + solution.repairs.map(words).joined(separator: ", or ")
  }

  private func words(_ repair: SitingRepair) -> String {
    switch repair {
    case .count(let count): "\(repair): `new: \(count)` under siting"
    case .budget(let budget): "\(repair): `budget: \(Self.enough(budget))` under siting"
    case .floor(SitingRepair.target, let share): "\(repair): `target: \(Self.percent(share))%` under siting"
    case .floor(let name, let share): "\(repair): " + exceptions([LoweredFloor(name: name, share: share)])
    case .floors(let lowered): loweredWords(lowered)
    case .withoutSpacing: "\(repair): remove `spacing` from siting.constraints"
    }
  }

  /// A target and floors together take two lines.
  private func loweredWords(_ lowered: [LoweredFloor]) -> String {
    let repair = SitingRepair.floors(lowered)
    let (target, floors) = (
      lowered.first { $0.name == SitingRepair.target }, lowered.filter { $0.name != SitingRepair.target }
    )
    let line = floors.isEmpty ? [] : [exceptions(floors)]
    return "\(repair): "
      + (line + (target.map { ["`target: \(Self.percent($0.share))%` under siting"] } ?? [])).joined(separator: " and ")
  }

  /// The whole line, with the exceptions that the file has.
  private func exceptions(_ lowered: [LoweredFloor]) -> String {
    var except = (floors?.except ?? [:]).mapValues { $0 * 100 }
    for floor in lowered { except[floor.name] = Double(Self.percent(floor.share)) }
    let pairs = except.sorted { $0.key < $1.key }.map { name, percent in
      "\(LayerColumns.written(name)): \(Self.plain(percent))%"
    }
    return "`except: {\(pairs.joined(separator: ", "))}` under siting.constraints.floors"
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
