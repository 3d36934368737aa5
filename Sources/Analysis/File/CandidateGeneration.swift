import Model
import RoadNetwork
import Words

/// Which candidates are to be made: `siting.candidates`.
package struct CandidateGeneration: Hashable, Sendable {
  /// At the corners where three or more streets meet.
  package var corners = false
  /// Places that stand for all others: on the streets in the network measure, anywhere in the circle measure.
  package var anywhere = false
  /// One place is kept of each square of this side; 0 keeps all, nil all unless there are too many.
  package var thinning: Meters?
  /// Of each, in yuan.
  package var costYuan: Double?
}

extension AnalysisFile {
  /// Whether there is anything to choose from.
  package var hasCandidates: Bool { layers[.candidates] != nil || siting.candidates != nil }
}

/// The keys of `siting.candidates`.
enum CandidateKeys {
  static let key = "siting.candidates"

  static let group = ValueKind.keys([
    AnalysisKey("corners", .flag, "street corners in the area; default false"),
    AnalysisKey(
      "anywhere", .flag,
      "places that stand for all others: on streets in the network measure, anywhere in the circle measure; default false"
    ),
    AnalysisKey(
      "thinning", .length,
      "with anywhere: keep one place of each square of this side; what may be lost is told; 0m keeps all; default: as much as needed for 5000 places"
    ),
    AnalysisKey("cost", .money, "cost of each in yuan"),
  ])

  /// - Throws: ``AnalysisError`` `badValue` when nothing is asked for, `missingKey` when it needs roads.
  static func read(
    _ document: AnalysisDocument, hasRoads: Bool, _ measure: Measure, needsCosts: Bool
  ) throws(AnalysisError) -> CandidateGeneration? {
    guard document.node(key) != nil else { return nil }
    var wanted = CandidateGeneration()
    wanted.corners = document.text("\(key).corners") == "true"
    wanted.anywhere = document.text("\(key).anywhere") == "true"
    guard wanted.corners || wanted.anywhere else {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "没有写明要生成哪种候选点。请写corners: true或anywhere: true。",
          "no candidates are asked for. Write corners: true or anywhere: true."), at: document.at(key))
    }
    guard hasRoads || (measure == .circle && !wanted.corners) else {
      throw AnalysisError(
        .missingKey,
        Bilingual(
          "生成街角候选点需要inputs.roads。请给出路网，或删去corners。",
          "street corners need `inputs.roads`. Give roads, or remove corners."),
        at: document.at("\(key).corners"))
    }
    wanted.thinning = document.text("\(key).thinning").flatMap(Meters.init(parsing:))
    guard wanted.thinning.map({ $0.value == 0 || $0.value >= 1 }) ?? true else {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "抽稀距离小于1米。请写长度，例如50m；写0m则保留全部位置。",
          "thinning is less than a metre. Give a length such as 50m, or 0m to keep all places."),
        at: document.at("\(key).thinning"))
    }
    guard wanted.thinning == nil || wanted.anywhere else {
      throw AnalysisError(
        .badValue,
        Bilingual(
          "抽稀只用于任意位置（anywhere），街角全部保留。请删去thinning，或写anywhere: true。",
          "thinning belongs to anywhere: corners are all kept. Remove it, or write anywhere: true."),
        at: document.at("\(key).thinning"))
    }
    wanted.costYuan = document.quantity(.money, "\(key).cost")
    guard !needsCosts || wanted.costYuan != nil else {
      throw AnalysisError(
        .missingKey,
        Bilingual(
          "设有预算或least: cost时，生成的候选点需要造价。请写明，例如cost: 30000。",
          "a budget or least: cost needs the cost of the candidates that are made. Write for example cost: 30000."),
        at: document.at(key))
    }
    return wanted
  }
}
