import Allocation
import Geometry

extension SplitResult {
  var hasMaps: Bool { counties.contains { !($0.places?.extent.isEmpty ?? true) } }

  /// All counties on one map; nothing where fewer than two have an outline.
  func overview(_ split: CountySplit, _ voice: ReportVoice) -> HTML {
    let drawn = counties.indices.compactMap { index -> PrefectureMap.County? in
      guard let places = counties[index].places, let outline = places.outline else { return nil }
      return .init(
        places: places, outline: outline, name: counties[index].name.text(in: voice.language.alone),
        today: shareToday(index), withSplit: split.counties[index].share)
    }
    let figure = PrefectureMap(drawn, voice).figure
    guard !figure.isEmpty else { return "" }
    return "\(voice.heading("各县覆盖率", "Covered share of each county"))\(figure)"
  }

  /// A small map of each county, in the order given.
  func countyMaps(_ split: CountySplit, _ voice: ReportVoice) -> HTML {
    var maps: HTML = ""
    for (index, county) in counties.enumerated() {
      guard let places = county.places, !places.extent.isEmpty else { continue }
      let share = split.counties[index]
      let sites = places.first(amount(share.size), job.unit)
      maps +=
        CountyMap(
          places, sites, name: voice.line(county.name), caption: voice.line(caption(index, share)), number: index + 1,
          voice
        ).figure
    }
    guard !maps.isEmpty else { return "" }
    return """
      \(voice.heading("各县地图", "Maps of the counties"))\(voice.paragraph(mapNote, style: "lead"))\
      \(Self.legend(voice))<div class="maps">
      \(maps)</div>

      """
  }

  private func caption(_ index: Int, _ share: CountySplit.Share) -> Phrase {
    let (given, after) = (words(share.size), shareText(share.share))
    let before = shareToday(index).map { "\(shareText($0)) → " } ?? ""
    let stations = counties[index].stations
    return Phrase(
      "\(stations.map { "现有\($0)站，" } ?? "")分得\(given.chinese)，\(before)\(after)",
      "\(stations.map { "\($0) \($0 == 1 ? "station" : "stations") today, " } ?? "")gets \(given.english), \(before)\(after)"
    )
  }

  /// Figures are those of the curve, whose plans need not hold each other.
  private var mapNote: Phrase {
    job.unit == .stations
      ? Phrase(
        "所绘新站为该县建设次序的前若干处，数量等于分得数。覆盖率按曲线取该数量的最优方案，可能略高于图中所绘。",
        """
        The new stations drawn are the first of the county's build order, as many as it gets. The covered share is that of the \
        curve's best plan of so many, which may be a little more than what is drawn.
        """)
      : Phrase(
        "所绘新站为该县建设次序中分得金额能建的前若干处。覆盖率按曲线取该金额的最优方案，可能略高于图中所绘。",
        """
        The new stations drawn are the first of the county's build order that its money pays for. The covered share is that of the \
        curve's best plan for the money, which may be a little more than what is drawn.
        """)
  }

  private static func legend(_ voice: ReportVoice) -> HTML {
    func patch(_ color: HTML) -> HTML {
      "<rect x=\"1\" y=\"2\" width=\"24\" height=\"12\" fill=\"\(color)\" stroke=\"#6b7680\" stroke-width=\".8\"/>"
    }
    let entries: [(symbol: HTML, words: Phrase)] = [
      ("<circle cx=\"13\" cy=\"8\" r=\"5\" fill=\"#c0392b\"/>", Phrase("现有驿站", "station in operation")),
      ("<circle cx=\"13\" cy=\"8\" r=\"5\" fill=\"#2471a3\"/>", Phrase("新站", "new station")),
      (patch(MapColor.today), Phrase("现状服务范围", "served today")),
      (patch(MapColor.added), Phrase("新站服务范围", "served by new stations")),
      ("<circle cx=\"13\" cy=\"8\" r=\"2\" fill=\"#8a95a0\"/>", Phrase("社区、村", "community")),
    ]
    let items = entries.map { entry in
      "<li><svg viewBox=\"0 0 26 16\" aria-hidden=\"true\">\(entry.symbol)</svg><span>\(voice.inline(entry.words))</span></li>\n"
        as HTML
    }
    return "<ul class=\"legend\">\n\(items)</ul>\n"
  }
}
