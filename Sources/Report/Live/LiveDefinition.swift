import Analysis
import Geodata
import Model
import Words

/// How far a station serves, and what could be said instead, as JSON.
extension AnalysisResult {
  /// `amount` and `unit` are the cutoff as a number of minutes or metres; `mode` is null where people move by several.
  var liveDefinition: JSONValue {
    let (amount, unit) =
      switch file.circle.cutoff {
      case .time(let time): (time.minutes, "min")
      case .distance(let length): (length.value, "m")
      }
    let measures = Measure.allCases.filter { $0 == .circle || file.layers[.roads] != nil }
    return [
      "cutoff": .string(file.circle.cutoff.description), "measure": .string(file.circle.measure.rawValue),
      "phrase": JSONValue(circlePhrase), "amount": .number(rounded(amount, 6)), "unit": .string(unit),
      "mode": coverage.modes.count == 1 ? .string(coverage.modes[0].rawValue) : .null,
      "modes": .array(
        file.modes.all.map { ["id": .string($0.mode.rawValue), "name": JSONValue(travel($0.mode))] }),
      "measures": .array(measures.map { .string($0.rawValue) }),
    ]
  }
}
