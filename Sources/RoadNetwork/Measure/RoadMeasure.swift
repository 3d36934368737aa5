import Geometry
import Model

/// What a metre of street costs a mode.
struct RoadMeasure {
  let mode: TravelMode
  let impedance: Impedance
  let footSpeed: KilometersPerHour
  /// Of access legs.
  let accessCostPerMeter: Double
  let slopes: Slopes?
  /// Whether it is for the streets to say if the mode has one speed everywhere.
  let mayHaveOneSpeed: Bool

  /// - Parameter heights: given, whether they change costs or not.
  init(
    _ rules: ModeRules, _ impedance: Impedance, accessSpeed: KilometersPerHour?, slopes: Slopes?, heights: Elevations?
  ) {
    mode = rules.mode
    mayHaveOneSpeed = rules.footSpeed == nil && accessSpeed == nil && (heights == nil || rules.slope == nil)
    self.impedance = impedance
    self.slopes = slopes
    switch impedance {
    case .distance:
      accessCostPerMeter = 1000
      footSpeed = rules.footSpeed ?? rules.defaultSpeed
    case .time(let speed):
      footSpeed = rules.footSpeed ?? speed
      accessCostPerMeter = (accessSpeed ?? footSpeed).millisecondsPerMeter
    }
  }

  /// - Parameter slope: in the sense of travel.
  func costPerMeter(_ pace: StreetPace, slope: Double = 0) -> Double {
    pace.costPerMeter(impedance, footSpeed: footSpeed, slopeFactor: slopes?.effect.factor(slope: slope) ?? 1)
  }

  /// Whether a street of the class is travelled at the mode's own speed, whatever that is.
  func isAtFullSpeed(_ streetClass: StreetClass) -> Bool {
    [streetClass.pace, streetClass.paceBack ?? streetClass.pace].allSatisfy {
      $0.factor == 1 && $0.limit == nil && $0.ownSpeed == nil
    }
  }
}
