import Analysis
import Geodata
import Geometry
import Model
import Words

/// One of two results as they are compared: what `run` wrote into a folder, or the same from memory.
///
/// Both come with the digits that files have, so that a folder and the run that would write it do not differ.
package struct ComparedResult: Sendable {
  /// A community with its covered share, 0...1; nil outside the area, and with the plan where there is none.
  package struct Community: Hashable, Sendable {
    package var id: String
    package var name: String
    package var weight: Double
    package var share: Double?
    package var shareWithPlan: Double?
    package var shape: Shape?
  }

  /// A station in operation or a site of the plan.
  package struct Site: Hashable, Sendable {
    package var id: String
    package var name: String
    package var place: Coordinate?
    package var costYuan: Double?
  }

  /// `summary.json`.
  package var summary: JSONValue
  package var communities: [Community]
  package var stations: [Site]
  package var sites: [Site]
  /// Layers that the result does not hold; told, as nothing can be said of them.
  package var missingLayers: [String] = []
  /// Of the analysis; nil where a folder does not tell.
  package var language: AnalysisFile.Language?

  package var isIllustrative: Bool { summary["illustrative"]?.isTrue ?? false }
  package var wasInterrupted: Bool { summary["interrupted"]?.isTrue ?? false }
  package var attribution: [String] { summary["attribution"]?.elements.compactMap(\.text) ?? [] }

  var title: Bilingual {
    Bilingual(summary["title"]?["zh"]?.text ?? "", summary["title"]?["en"]?.text ?? "")
  }

  package init(_ result: AnalysisResult) {
    summary = result.summary
    language = result.file.language
    communities = zip(result.inputs.communities, result.coverage.communities).map { community, place in
      Community(
        id: community.id.rawValue, name: community.name, weight: rounded(community.residents, 2),
        share: place.share.map { rounded($0, 4) }, shareWithPlan: place.shareWithPlan.map { rounded($0, 4) },
        shape: community.shape)
    }
    stations = result.inputs.stations.map { Site(id: $0.id.rawValue, name: $0.name, place: $0.position) }
    sites = (result.siting.plan?.proposed ?? []).map { site in
      let host = result.inputs.candidates[site.candidate]
      return Site(
        id: host.id.rawValue, name: host.name, place: host.position, costYuan: host.costYuan.map { rounded($0, 0) })
    }
  }

  /// Takes a layer away that the other side does not have.
  mutating func leaveOut(_ layer: String) {
    switch layer {
    case "communities": communities = []
    case "stations": stations = []
    case "proposed_sites": sites = []
    default: break
    }
  }

  /// Reads a folder that `run` wrote.
  ///
  /// - Throws: ``GeodataError`` `wrongFormat` for a folder that holds no result of `run`, with what it holds where that is
  ///   known; as the readers for files in it that are damaged.
  package init(folder: String) throws(GeodataError) {
    let files = try ResultFolder(folder)
    summary = try files.summary()
    language = summary["language"]?.text.flatMap(AnalysisFile.Language.init)
    communities = try files.layer("communities").map { record in
      Community(
        id: record.text("id") ?? "\(record.number)", name: record.text("name") ?? record.text("id") ?? "",
        weight: record.number("weight") ?? 0, share: record.number("covered_share"),
        shareWithPlan: record.number("covered_share_with_plan"), shape: record.shape)
    }
    func sites(_ name: String) throws(GeodataError) -> [Site] {
      try files.layer(name).map { record in
        Site(
          id: record.text("id") ?? "\(record.number)", name: record.text("name") ?? record.text("id") ?? "",
          place: record.shape?.firstCoordinate, costYuan: record.number("cost_yuan"))
      }
    }
    stations = try sites("stations")
    self.sites = try sites("proposed_sites")
    missingLayers = files.missing(of: ["communities", "stations", "proposed_sites"])
  }
}

extension Record {
  func text(_ field: String) -> String? { fields[field]?.text }

  func number(_ field: String) -> Double? {
    switch fields[field] {
    case .number(let number)?: number
    case .text(let text)?: Double(text)
    default: nil
    }
  }
}
