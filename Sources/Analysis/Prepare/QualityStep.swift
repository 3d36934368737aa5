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
      longestTrip: inputs.longestTrips(file.circle).max())
    countedServices = file.services
    knownServices = ServiceWords.services
    fullSetKinds = file.coverage.services.fullSetOfKind.keys.sorted()
    let supply = file.coverage.access.supply
    if supply != .one { self.supply = Supply(field: supply.rawValue) { supply.amount(of: $0) } }
    snapLimit = file.circle.snapLimit
    outlines = inputs.outlines
    for finding in inputs.findings where finding.rule == .missingWeight {
      if let record = finding.record { unweighted[finding.layer, default: []].insert(record) }
    }
    for role in weighted {
      statedTotals[role.rawValue] = file.statedTotals[role]
      weightFields[role.rawValue] = file.layers[role]?.mapping.named[FieldRole.weight.rawValue]
    }
  }
}
