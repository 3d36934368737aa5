import Analysis
import Model
import Words

/// The brief: two to four pages for those who decide, in the languages of the analysis file.
///
/// Its figures come from where those of `summary.json` come from; equal results give equal text.
/// - Parameter map: its picture; none without.
/// - Returns: markup for the converter.
package func brief(_ result: AnalysisResult, map: BriefPicture?, for reader: BriefReader) -> String {
  let voice = ReportVoice(language: result.file.language)
  let title = Phrase(result.file.title)
  var document = BriefDocument(
    title: title, subtitle: Phrase("驿站服务圈分析简报", "Brief on the service circles of stations"))
  if result.inputs.isIllustrative {
    document.add(.paragraph(Phrase(Wording.illustrativeNote), style: .notice))
  }
  if result.run.wasInterrupted {
    document.add(
      .paragraph(
        Phrase(
          "计算被中断，方案为中断时的最好结果，部分内容可能缺少。",
          "The run was interrupted: the plan is the best found until then, and parts may be missing."),
        style: .notice))
  }
  if result.siting.plan?.status == .infeasible {
    document.add(
      .paragraph(
        Phrase("按所给条件没有可行方案，以下只有现状。", "No plan is possible under these terms; what follows is today."), style: .notice))
  }
  result.briefAnswer.forEach { document.add($0) }
  document.addChapter(Phrase("背景与口径", "Background and definitions"), result.briefBackground)
  document.addChapter(Phrase("现状", "Today"), result.briefToday)
  let picture = map.map { [BriefDocument.Block.figure(result.briefFigure($0))] } ?? []
  let sites = result.briefSites
  document.addChapter(Phrase("盲区", "Gaps"), result.briefGaps + (sites.isEmpty ? picture : []))
  document.addChapter(
    result.siting.acts == nil ? Phrase("建议点位与理由", "Proposed sites and why") : Phrase("建议事项与理由", "What to do and why"),
    sites.isEmpty ? [] : sites + picture)
  document.addChapter(Phrase("结论的可靠性", "How sure it is"), result.briefProof)
  let hasPhases = !(result.siting.acts?.eachYear ?? []).isEmpty
  document.addChapter(hasPhases ? Phrase("分期与预算", "Phases and budget") : Phrase("预算", "Budget"), result.briefBudget)
  document.addChapter(Phrase("附表", "Annex"), result.briefAnnex)
  for source in result.attribution { document.add(.paragraph(Phrase(same: source), style: .note)) }
  document.add(
    .paragraph(
      Phrase(
        "内部使用；在中国公开展示地图需取得审图号。ServiceCircle \(toolVersion)",
        "For internal use; public display of maps in China needs a map approval number (审图号). ServiceCircle \(toolVersion)"
      ),
      style: .note))
  return document.html(voice, for: reader)
}

extension AnalysisResult {
  fileprivate func briefFigure(_ map: BriefPicture) -> BriefFigure {
    let count = siting.plan?.proposed.count ?? 0
    return BriefFigure(
      caption: count > 0
        ? Phrase(
          "图：现有驿站的服务范围、盲区和\(count)个拟建点（数字为建设次序）",
          "Map: service areas, gaps and the \(count) proposed sites, numbered in build order")
        : Phrase("图：现有驿站的服务范围和盲区", "Map: service areas of the stations in operation, and gaps"),
      picture: map)
  }
}
