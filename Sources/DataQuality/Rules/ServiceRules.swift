import Geometry
import Model

/// Stations without a service, words that are none, and services that are counted and offered nowhere.
func serviceFindings(_ input: QualityInput) -> [QualityFinding] {
  let bare = input.stations.filter(\.services.isEmpty)
  if bare.count > 1, bare.count == input.stations.count {
    return [
      QualityFinding(
        .warning, .noService, layer: "stations", field: "services", value: "\(bare.count)",
        at: [bare[0].position], message: "no station has a service",
        fix: "fill in the services, or name their field under `fields`; coverage by service counts none of them")
    ]
  }
  var findings = bare.map {
    QualityFinding(
      .warning, .noService, layer: "stations", record: $0.id.rawValue, field: "services", at: [$0.position],
      message: "the station has no service", fix: "fill in the services; coverage by service counts it nowhere")
  }
  let known = Set(Service.fullSet).union(input.countedServices)
  for station in input.stations {
    for service in station.services.subtracting(known).sorted() {
      let meant = Service.fullSet.first {
        editDistance($0.rawValue, service.rawValue) <= min(QualityLimits.slipOfLetters, service.rawValue.count / 2)
      }
      findings.append(
        QualityFinding(
          meant == nil ? .note : .warning, .unknownService, layer: "stations", record: station.id.rawValue,
          field: "services", value: service.rawValue, at: [station.position],
          message: meant == nil
            ? "the service is not one of the six and is not counted"
            : "the service is not one of the six and is not counted; “\(meant!.rawValue)” is most likely meant",
          fix: meant.map { "write \($0.rawValue)" }
            ?? "write \(Service.fullSet.map(\.rawValue).joined(separator: ", ")), or list it under coverage.services"))
    }
  }
  let offered = input.stations.reduce(into: Set<Service>()) { $0.formUnion($1.services) }
  // Without any service at all each station says so already.
  let missing = input.countedServices.filter { !offered.contains($0) }.map(\.rawValue)
  if !offered.isEmpty, !missing.isEmpty {
    findings.append(
      QualityFinding(
        .note, .unofferedService, layer: "stations", field: "services", value: missing.joined(separator: ", "),
        message: "no station offers what is counted, so nobody is covered by it",
        fix: "fill in the services of the stations, or take it off coverage.services"))
  }
  return findings
}

/// Hours that are not understood, and hours of stations that never open.
func hoursFindings(_ stations: [Station]) -> [QualityFinding] {
  stations.compactMap { station in
    guard let hours = station.hours else { return nil }
    switch HoursReading(hours) {
    case .open: return nil
    case .neverOpen:
      return QualityFinding(
        .warning, .neverOpen, layer: "stations", record: station.id.rawValue, field: "hours", value: hours,
        at: [station.position], message: "by its hours the station never opens",
        fix: "correct the hours, or leave the station out")
    case .unreadable(let suggestion):
      return QualityFinding(
        .warning, .unreadableHours, layer: "stations", record: station.id.rawValue, field: "hours", value: hours,
        at: [station.position], message: "the opening hours are not understood; no number depends on them",
        fix: suggestion.map { "write “\($0)” if that is meant" }
          ?? "write days and times such as “Mo-Fr 08:00-18:00; Sa 09:00-12:00” or “24/7”, words for people in quotes")
    }
  }
}
