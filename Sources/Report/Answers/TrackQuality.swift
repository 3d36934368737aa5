import Analysis
import Geodata
import Model
import Words

/// How recorded tracks lie on the streets, as `check` tells it: of trades with enough tracks, never of a single one.
extension QualityReport {
  /// One for each trade; what is too small stands together.
  var toldTracks: [TrackGroup] { (tracks?.groups ?? []).filter { $0.level == .trade } }

  /// A line for each.
  var trackLines: [Bilingual] {
    toldTracks.map { group in
      func km(_ length: Meters) -> String { trimmedNumber(length.value / 1000, decimals: 1) }
      let name =
        group.name.map { name in
          name.isEmpty
            ? Bilingual(same: "") : Bilingual("（\(AnalysisResult.tradeName(name.shown).chinese)）", " of \(name.shown)")
        } ?? Bilingual("（其他行业）", " of other trades")
      let noise = trimmedNumber(group.noise.value, decimals: 1)
      return Bilingual(
        "轨迹\(name.chinese)：匹配\(group.tracks)条，未用\(group.refused)条；沿道路\(km(group.matched))公里，"
          + "不在道路上\(km(group.offNetwork))公里，间断\(group.gaps)处共\(km(group.gapLength))公里；"
          + "\(group.points)个点中略去\(group.pointsLeftOut)个，定位误差\(noise)米",
        "tracks\(name.english): \(group.tracks) matched, \(group.refused) refused; \(km(group.matched)) km along streets, "
          + "\(km(group.offNetwork)) km off them, \(group.gaps) gaps of \(km(group.gapLength)) km in all, "
          + "\(group.pointsLeftOut) of \(group.points) points left out, noise \(noise) m")
    }
  }
}

extension TrackGroup {
  var json: JSONValue {
    .object([
      JSONMember("trade", name.map { .string($0) } ?? .null), JSONMember("tracks", .int(tracks)),
      JSONMember("refused", .int(refused)), JSONMember("points", .int(points)),
      JSONMember("points_left_out", .int(pointsLeftOut)),
      JSONMember("matched_km", .number(rounded(matched.value / 1000, 3))),
      JSONMember("off_network_km", .number(rounded(offNetwork.value / 1000, 3))), JSONMember("gaps", .int(gaps)),
      JSONMember("gap_km", .number(rounded(gapLength.value / 1000, 3))),
      JSONMember("noise_m", .number(rounded(noise.value, 1))),
    ])
  }
}
