import Analysis
import Geometry
import Model

/// Routes, hosts and firms on the map: what a plan is made for and of, beneath the stations.
struct MapPlaces {
  /// More symbols than this are noise.
  private static let mostSymbols = 600
  private static let routeColor: HTML = "#8a5a9e"
  private static let hostColor: HTML = "#2471a3"
  private static let firmColor: HTML = "#7a6a2f"

  private let result: AnalysisResult
  private let frame: MapFrame

  init(_ result: AnalysisResult, _ frame: MapFrame) {
    self.result = result
    self.frame = frame
  }

  private var hosts: [CandidateSite] {
    let chosen = Set((result.siting.plan?.proposed ?? []).map(\.candidate))
    let all = result.inputs.candidates
    guard all.count <= Self.mostSymbols else { return [] }
    return all.indices.filter { !chosen.contains($0) }.map { all[$0] }
  }

  private var firms: [WorkerGroup] {
    result.inputs.workers.count <= Self.mostSymbols ? result.inputs.workers : []
  }

  /// Thin lines in tenths of a pixel.
  var routes: HTML {
    var path = PathText()
    for route in result.inputs.routes where route.line.count > 1 {
      frame.append(.lineString(route.line), tolerance: frame.tolerance, to: &path)
    }
    return path.isEmpty
      ? ""
      : """
      <path fill="none" stroke="\(Self.routeColor)" stroke-width="12" stroke-opacity=".55" stroke-linejoin="round" \
      d="\(path.html)"/>

      """
  }

  /// In pixels: firms as small squares, hosts that are not in the plan as small rings.
  var symbols: HTML {
    var symbols: HTML = ""
    for firm in firms {
      let pixel = frame.pixel(firm.position)
      guard frame.shows(pixel) else { continue }
      symbols += """
        <rect x="\(trimmedNumber(pixel.x - 2, decimals: 1))" y="\(trimmedNumber(pixel.y - 2, decimals: 1))" width="4" \
        height="4" fill="\(Self.firmColor)"><title>\(firm.name)</title></rect>

        """
    }
    for host in hosts {
      let pixel = frame.pixel(host.position)
      guard frame.shows(pixel) else { continue }
      symbols += """
        <circle cx="\(trimmedNumber(pixel.x, decimals: 1))" cy="\(trimmedNumber(pixel.y, decimals: 1))" r="2.6" fill="#fff" \
        stroke="\(Self.hostColor)"><title>\(host.name)</title></circle>

        """
    }
    return symbols
  }

  var legend: [(isShown: Bool, symbol: HTML, words: Phrase)] {
    [
      (
        !result.inputs.routes.isEmpty,
        "<path d=\"M1 8h24\" stroke=\"\(Self.routeColor)\" stroke-width=\"1.6\" stroke-opacity=\".7\"/>",
        Phrase("路线", "route")
      ),
      (
        !firms.isEmpty, "<rect x=\"10\" y=\"5\" width=\"6\" height=\"6\" fill=\"\(Self.firmColor)\"/>",
        Phrase("企业", "firm")
      ),
      (
        !hosts.isEmpty, "<circle cx=\"13\" cy=\"8\" r=\"3.4\" fill=\"#fff\" stroke=\"\(Self.hostColor)\"/>",
        Phrase("未入选的候选点", "host not in the plan")
      ),
    ]
  }
}
