import Analysis
import Coverage
import Model
import Words

/// 要点 and 背景与口径: the answer first, then what it counts, on what data, and what was taken for granted.
extension AnalysisResult {
  var briefAnswer: [BriefDocument.Block] {
    var sentences = [todaySentence]
    if siting.plan != nil { sentences.append(planSentence) }
    sentences.append(gapSentence)
    return [.list(sentences)]
  }

  var briefBackground: [BriefDocument.Block] {
    var blocks: [BriefDocument.Block] = [.paragraph(briefDefinition), .paragraph(briefLayers)]
    blocks.append(.paragraph(dataVerdict))
    let findings = findingGroups.filter { $0.first.severity != .note }.prefix(3).map(briefFinding)
    if !findings.isEmpty { blocks.append(.list(findings)) }
    let assumed = assumptions.map { Phrase($0.words) }
    if !assumed.isEmpty {
      blocks.append(
        .paragraph(
          Phrase("资料未载明、影响结果的事项按下列假定计算：", "What the data do not say and what moves a figure was taken as follows:")))
      blocks.append(.list(assumed))
    }
    return blocks
  }

  private var briefDefinition: Phrase {
    let circle = circlePhrase
    let away =
      file.circle.direction == .toStation
      ? Phrase("由居民和劳动者前往驿站", "on the way to the station") : Phrase("由驿站出发", "on the way from the station")
    let measure =
      file.circle.measure == .network
      ? Phrase("路程沿实际道路计算", "ways are measured along the streets")
      : Phrase(
        "距离按直线计，不考虑河流、铁路等阻隔，结果偏乐观",
        "distances are straight lines without regard to rivers or railways, so the result is optimistic")
    let counted =
      inputs.area == nil
      ? Phrase("统计范围为所给数据的全部", "All the data given is counted")
      : Phrase("只统计分析范围以内", "Only what lies inside the analysis area is counted")
    let routes =
      kindsWithDemand.contains(.routes)
      ? Phrase("路线里程以车次公里计，即公里数乘以每日趟次。", "Routes are counted in trip-km: kilometres times trips a day. ")
      : Phrase("", "")
    return Phrase(
      "服务圈指\(circle.chinese)以内，\(away.chinese)，恰好达到的计入；\(measure.chinese)。服务圈内的人口、从业人员和路线里程视为已覆盖。\(routes.chinese)\(counted.chinese)。",
      "The service circle is what lies within \(circle.english), \(away.english), the limit included; \(measure.english). Residents, workers and routes in it count as covered. \(routes.english)\(counted.english)."
    )
  }

  private var briefLayers: Phrase {
    let counts: [(Int, HTML, HTML)] = [
      (inputs.stations.count, "个现有驿站", "stations in operation"),
      (
        inputs.communities.count, countsStreets ? "条居住街道" : "个社区\(communitiesOutside.chinese)",
        countsStreets ? "residential streets" : "communities\(communitiesOutside.english)"
      ),
      (inputs.workers.count, "家企业", "firms"), (inputs.routes.count, "条路线", "routes"),
      (inputs.candidates.count, "个候选点", "host sites"),
    ]
    let named = counts.filter { $0.0 > 0 }.map { Phrase("\($0.0)\($0.1)", "\($0.0) \($0.2)") }
    return Phrase(
      "分析所用数据包括\(briefList(named).chinese)。", "The data hold \(briefList(named).english).")
  }

  /// How many communities count, where some lie outside the area.
  private var communitiesOutside: Phrase {
    let outside = coverage.communities.count { $0.reason == .outsideArea }
    let counted = inputs.communities.count - outside
    return outside == 0
      ? Phrase("", "") : Phrase("（其中\(counted)个在分析范围以内）", " (\(counted) of them inside the analysis area)")
  }

  private func briefFinding(_ group: FindingGroup) -> Phrase {
    let words = group.sample
    let layer = Self.layerName(group.first.layer)
    let whose: Phrase
    if group.count > 1 {
      whose = Phrase("\(layer.chinese)\(group.count)条记录：", "\(layer.english), \(group.count) records: ")
    } else if group.first.record == nil {
      whose = Phrase("\(layer.chinese)：", "\(layer.english): ")
    } else {
      let label = group.worst[0].label
      whose = Phrase("\(layer.chinese)\(label.chinese)：", "\(layer.english) \(label.english): ")
    }
    let effect = group.effectText.map { Phrase("，影响\($0.chinese)", ", moving \($0.english)") } ?? Phrase("", "")
    return Phrase(
      "\(whose.chinese)\(words.chinese)\(effect.chinese)。", "\(whose.english)\(words.english)\(effect.english).")
  }

  /// 甲、乙和丙; a, b and c.
  func briefList(_ parts: [Phrase]) -> Phrase {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? Phrase("", "") }
    let first = parts.dropLast()
    return Phrase(
      "\(first.map(\.chinese).joined("、"))和\(last.chinese)", "\(first.map(\.english).joined(", ")) and \(last.english)")
  }
}
