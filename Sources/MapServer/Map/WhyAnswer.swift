import Analysis
import Geometry
import Model
import Words

/// `POST /api/why`: why a place is covered or not under edits, or whom a station covers.
///
/// - Throws: ``Refusal``; as `Session.reason`.
func whyAnswer(_ town: Town, _ body: StrictObject) async throws -> Answer {
  let scenario = try EditReading.scenario(body)
  let (word, id) = (try body.text("kind"), try body.text("id"))
  if word == "stations" {
    let station = StationID(rawValue: id)
    guard let reason = try await town.session.reason(of: station, in: scenario) else {
      throw unknown("驿站", "station", id, among: try town.stations(under: scenario).map(\.id.rawValue))
    }
    return .json(town.result.why(station, reason))
  }
  guard let kind = DemandKind(rawValue: word) else {
    let known = (DemandKind.allCases.map(\.rawValue) + ["stations"]).joined(separator: ", ")
    throw Refusal(
      "bad-value",
      Bilingual("“kind”为“\(word.shown)”。可写：\(known)。", "“kind” is “\(word.shown)”. Known here: \(known)."))
  }
  let inputs = town.result.inputs
  let (zh, en, ids) =
    switch kind {
    case .communities: ("社区", "community", inputs.communities.map(\.id.rawValue))
    case .workers: ("单位", "firm", inputs.workers.map(\.id.rawValue))
    case .routes: ("线路", "route", inputs.routes.map(\.id.rawValue))
    }
  guard let owner = ids.firstIndex(of: id) else { throw unknown(zh, en, id, among: ids) }
  var place: Coordinate?
  if body.value("lon") != nil || body.value("lat") != nil {
    place = Coordinate(
      longitude: try body.number("lon", in: -180...180), latitude: try body.number("lat", in: -90...90))
  }
  let reason = try await town.session.reason(of: kind, owner, near: place, in: scenario)
  return .json(town.result.why(kind, id, reason))
}

private func unknown(_ zh: String, _ en: String, _ id: String, among ids: [String]) -> Refusal {
  let near = nearWord(to: id, among: ids)
  return Refusal(
    404, "unknown-place",
    Bilingual(
      "没有\(zh)“\(id.shown)”。" + (near.map { "是否应为“\($0.shown)”？" } ?? ""),
      "there is no \(en) “\(id.shown)”." + (near.map { " Did you mean “\($0.shown)”?" } ?? "")))
}
