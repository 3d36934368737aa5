import Analysis
import Words

extension AnalysisResult {
  /// What recorded tracks stand for: the streets that enough of them pass.
  var tracksTogether: Assumption? {
    guard let tracks = inputs.trackFigures else { return nil }
    let (count, least) = (tracks.count, tracks.least)
    return Assumption(
      id: "tracks-together",
      words: Bilingual(
        "\(grouped(Double(count)))条轨迹只合并计入：仅计至少\(least)条轨迹经过的街道。",
        "\(grouped(Double(count))) recorded track\(count == 1 ? "" : "s") count only together: streets passed by at least "
          + "\(least) of them."), key: "coverage.least_trips")
  }
}
