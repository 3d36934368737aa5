import DataQuality
import Geodata
import Model
import RoadNetwork

extension QualityInput {
  init(_ inputs: AnalysisInputs, _ file: AnalysisFile) {
    let weighted: [LayerRole] = [.communities, .workers, .routes]
    self.init(
      boundary: inputs.boundary, roadsBox: inputs.streets.graph?.extent, stations: inputs.stations,
      communities: inputs.communities, workers: inputs.workers, routes: inputs.routes, candidates: inputs.candidates,
      namedLayers: Set(file.layers.keys.map(\.rawValue)),
      longestTrip: inputs.modes(of: file.circle.modes).map {
        .minutes(file.circle.minutes(cost: Double(file.circle.cutoff.cost), by: $0))
      }.max())
    countedServices = file.services
    snapLimit = file.circle.snapLimit
    outlines = inputs.outlines
    for role in weighted {
      statedTotals[role.rawValue] = file.statedTotals[role]
      weightFields[role.rawValue] = file.layers[role]?.mapping.named[FieldRole.weight.rawValue]
    }
  }
}
