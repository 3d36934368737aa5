import Analysis
import Geometry
import Model

/// The streets of the communities by who passes them: the heavier, the more often; the ten largest blind spots numbered.
struct PatrolMap {
  private static let colors: [(state: PatrolStretch.State, color: HTML)] = [
    (.passed, "#2e9e63"), (.planned, "#2471a3"), (.blind, "#d9822b"),
  ]
  private static let mostNumbers = 10

  private let result: AnalysisResult
  private let voice: ReportVoice
  private let patrol: PatrolFigures
  private let frame: MapFrame

  init(_ result: AnalysisResult, _ voice: ReportVoice, _ patrol: PatrolFigures) {
    self.result = result
    self.voice = voice
    self.patrol = patrol
    var extent = Box()
    for stretch in patrol.stretches { extent.add(Box(stretch.line)) }
    frame = MapFrame(extent)
  }

  var figure: HTML {
    guard !patrol.stretches.isEmpty else { return "" }
    let label = voice.line(Phrase("巡查线路经过与未经过的街道", "Streets that rounds pass, and those they do not"))
    let (width, height) = (Int(frame.width), Int(frame.height))
    return """
      <figure class="map"><div class="scroll" tabindex="0"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" \
      role="img" aria-label="\(label)"><rect width="\(width)" height="\(height)" fill="#fcfcfb" stroke="#d9dfe3"/>
      <g transform="scale(.1)" fill="none" stroke-linejoin="round">
      \(ground)\(streets)</g>
      \(numbers)</svg></div>
      \(legend)</figure>

      """
  }

  /// Water and outlines, in tenths of a pixel.
  private var ground: HTML {
    var water = PathText()
    for shape in result.inputs.water { frame.append(shape, tolerance: frame.tolerance, to: &water) }
    var outlines = PathText()
    for community in result.inputs.communities where !community.shape.polygons.isEmpty {
      frame.append(community.shape, tolerance: frame.tolerance, to: &outlines)
    }
    return """
      <path fill="#cfe3ef" d="\(water.html)"/><path stroke="#6b7680" stroke-width="6" stroke-dasharray="40 28" \
      d="\(outlines.html)"/>

      """
  }

  private var streets: HTML {
    Self.colors.map { state, color -> HTML in
      var path = PathText()
      for stretch in patrol.stretches where stretch.state == state && stretch.line.count > 1 {
        frame.append(.lineString(stretch.line), tolerance: frame.tolerance, to: &path)
      }
      let width = state == .blind ? 16 : 22
      return path.isEmpty ? "" : "<path stroke=\"\(color)\" stroke-width=\"\(width)\" d=\"\(path.html)\"/>\n"
    }.joined()
  }

  /// At the longest stretch of each of the largest blind spots.
  private var numbers: HTML {
    (1...Self.mostNumbers).map { rank -> HTML in
      let own = patrol.stretches.filter { $0.rank == rank }
      guard let longest = own.max(by: { $0.millimeters < $1.millimeters }) else { return "" }
      let line = MeasuredLine(longest.line)
      let pixel = frame.pixel(line.position(at: line.length / 2))
      return """
        <circle cx="\(trimmedNumber(pixel.x, decimals: 1))" cy="\(trimmedNumber(pixel.y, decimals: 1))" r="8.5" \
        fill="#fff" stroke="#b3391f" stroke-width="1.6"/><text x="\(trimmedNumber(pixel.x, decimals: 1))" \
        y="\(trimmedNumber(pixel.y + 3.6, decimals: 1))" font-size="10" font-weight="700" text-anchor="middle" \
        fill="#b3391f">\(rank)</text>

        """
    }.joined()
  }

  private var legend: HTML {
    let words: [PatrolStretch.State: Phrase] = [
      .passed: Phrase("巡查骑手经过", "passed by riders who patrol"),
      .planned: Phrase("新增骑手经过", "passed by the riders to take on"),
      .blind: Phrase("无人经过（数字为盲区次序）", "passed by neither; numbers rank the blind spots"),
    ]
    let items = Self.colors.filter { entry in patrol.stretches.contains { $0.state == entry.state } }.map { entry in
      """
      <li><svg viewBox="0 0 26 16" aria-hidden="true"><path d="M1 8h24" stroke="\(entry.color)" stroke-width="3"/></svg>\
      <span>\(voice.inline(words[entry.state]!))</span></li>

      """ as HTML
    }
    return "<ul class=\"legend\">\n\(items)</ul>\n"
  }
}
