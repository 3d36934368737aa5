import Analysis
import Model
import Words

/// `report.html`: one self-contained page for the meeting, in the language of the analysis file.
///
/// It asks nothing of the network and holds no time stamp: equal results give equal bytes.
package func reportPage(_ result: AnalysisResult) -> String {
  let voice = ReportVoice(language: result.file.language)
  let title = Phrase(result.file.title)
  return pageDocument(
    title, voice,
    """
    \(illustrativeNotice(result.inputs.isIllustrative, voice))\(sentences(result, voice))\(result.figureTable(voice))\
    \(voice.heading("地图", "Map"))\(ReportMap(result, voice).figure)\
    \(planSections(result, voice))\(tableSections(result, voice))\
    \(voice.heading("数据质量", "Data quality"))\
    \(voice.paragraph(result.dataVerdict, style: "verdict"))\(result.findingTable(voice) ?? "")\
    \(voice.heading("定义与局限", "Definition and limits"))\(result.definitionList(voice))\(result.inputTable(voice))\
    \(footer(result, voice))
    """)
}

private func sentences(_ result: AnalysisResult, _ voice: ReportVoice) -> HTML {
  let items = [result.todaySentence, result.planSentence, result.gapSentence].map { sentence in
    "<li>\(voice.paragraph(sentence))</li>\n" as HTML
  }
  let notes = (result.planNotes + result.assumptions.map { Phrase($0.words) }).map {
    voice.paragraph($0, style: "lead")
  }
  return "<ol class=\"sentences\">\n\(items)</ol>\n\(notes)"
}

private func planSections(_ result: AnalysisResult, _ voice: ReportVoice) -> HTML {
  guard let plan = result.siting.plan else { return "" }
  var sections: HTML = result.actSections(voice) ?? ""
  if let curve = ReportCurve(plan, voice) {
    let figure = result.figureName
    sections += voice.heading("建多少个", "How many")
    sections += voice.paragraph(
      Phrase(
        "纵轴为\(figure.chinese)；两线重合处即已证明最优。",
        "The vertical axis shows \(figure.english). Where the lines meet, the plan is proven best."), style: "lead")
    sections += curve.drawing
  }
  if let curve = ReportCurve(plan.budgetCurve, voice) {
    sections += "\(voice.heading("花多少钱", "How much money"))\(curve.drawing)"
  }
  if let table = result.proposedTable(voice) {
    sections += "\(voice.heading("拟建点（按建设次序）", "Proposed sites in build order"))\(table)"
  }
  if let alternatives = result.alternativeSection(voice) {
    sections += "\(voice.heading("差不多好的其他方案", "Plans nearly as good"))\(alternatives)"
  }
  if let floors = result.floorCurveSection(voice) {
    sections += "\(voice.heading("底线的代价", "What a floor costs"))\(floors)"
  }
  return sections
}

private func tableSections(_ result: AnalysisResult, _ voice: ReportVoice) -> HTML {
  let streets = result.countsStreets
  let sections: [(Phrase, HTML?)] = [
    (Phrase("何时有站可用", "When"), result.periodTable(voice)),
    (Phrase("来的人坐得下吗", "Load"), result.loadSection(voice)),
    (Phrase("沿线：多久遇到一站", "Along the routes"), result.routeSection(voice)),
    (Phrase("巡查", "Patrol"), result.patrolSection(voice)),
    (Phrase("现状盲区（由大到小）", "Gaps today, largest first"), result.gapTable(voice)),
    (
      streets ? Phrase("居住街道", "Residential streets") : Phrase("社区", "Communities"), result.communityTable(voice)
    ),
    (Phrase("从业人员（按行业）", "Workers by trade"), result.tradeTable(voice)),
    (Phrase("各镇街、各行业", "Towns and trades"), result.groupTable(voice)),
    (Phrase("可达性最低的社区", "Communities with the least access"), result.accessTable(voice)),
    (Phrase("若某站关闭", "If a station closes"), result.closureTable(voice)),
    (Phrase("现有驿站", "Stations in operation"), result.stationTable(voice)),
    (Phrase("换一种服务圈定义", "Under other definitions"), result.sensitivityTable(voice)),
  ]
  return sections.compactMap { heading, table in
    table.map { "\(voice.heading(heading.chinese, heading.english))\($0)" as HTML }
  }.joined()
}

private func footer(_ result: AnalysisResult, _ voice: ReportVoice) -> HTML {
  let sources = result.attribution.map { "<p>\($0)</p>\n" as HTML }
  return """
    <footer>
    \(voice.paragraph(
      Phrase(
        "内部使用；在中国公开展示地图需取得审图号。",
        "For internal use; public display of maps in China needs a map approval number (审图号).")))\(sources)\
    <p>ServiceCircle \(toolVersion)</p>
    </footer>

    """
}
