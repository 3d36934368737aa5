import Analysis
import Model

/// What the figures mean and how far they can be trusted.
extension AnalysisResult {
  func definitionList(_ voice: ReportVoice) -> HTML {
    let circle = file.circle
    let weights = DemandKind.allCases.map { kind in
      let noun = demandNoun(kind)
      let weight = trimmedNumber(file.siting.weights[kind] ?? 0)
      return Phrase("\(noun.chinese)\(weight)", "\(noun.english) \(weight)")
    }
    var entries: [(Phrase, Phrase)] = [
      (
        Phrase("服务圈", "Service circle"),
        Phrase(
          "\(circlePhrase.chinese)以内，恰好在界限上的计入。", "Within \(circlePhrase.english); the boundary counts as inside.")
      ),
      (
        Phrase("量算方式", "Measure"),
        circle.measure == .network
          ? Phrase(
            "沿路网的最短路径，起终点到道路的直线接驳距离计入；距道路超过\(plain(circle.snapLimit.value))米的点视为不可达。",
            "Shortest path along the streets; the straight way from a point to its street is included. A point more than \(plain(circle.snapLimit.value)) m from every street counts as unreached."
          )
          : Phrase(
            "椭球面上的直线距离，不考虑河流、铁路等阻隔，结果偏乐观。",
            "Straight line on the ellipsoid. Rivers, railways and other barriers are ignored, so the result is optimistic."
          )
      ),
      (coverage.modes.count == 1 ? Phrase("出行方式", "Mode") : Phrase("出行方式", "Modes"), Phrase(travelSentences)),
      (
        Phrase("方向", "Direction"),
        circle.direction == .toStation
          ? Phrase("由需求点前往驿站。", "From the demand to the station.")
          : Phrase("由驿站前往需求点。", "From the station to the demand.")
      ),
      (
        Phrase("统计范围", "Counted"),
        inputs.area == nil
          ? Phrase(
            "输入数据的全部需求，共\(coverage.demandPointCount)个需求点。",
            "All demand of the input: \(coverage.demandPointCount) demand points.")
          : Phrase(
            "仅统计分析范围以内，共\(coverage.demandPointCount)个需求点。",
            "Only what lies inside the analysis area: \(coverage.demandPointCount) demand points.")
      ),
    ]
    if kindsWithDemand.contains(.communities), inputs.streets.graph != nil {
      entries.append(
        (
          Phrase("取样误差", "Sampling"),
          Phrase(
            "居民沿所在社区的街道每50米取一点，覆盖率因此有约0.1个百分点的误差（实测0.06–0.13）。",
            "Residents stand every 50 m along the streets of their community, which leaves some 0.1 percentage points of error in their shares (0.06 to 0.13 measured)."
          )
        ))
    }
    if let groundSentence { entries.append((Phrase("地形与阻隔", "Ground"), groundSentence)) }
    if let extraTimeSentence { entries.append((Phrase("进出时间", "Extra minutes"), Phrase(extraTimeSentence))) }
    if siting.plan != nil, let rulesSentence { entries.append((Phrase("限制条件", "Rules"), rulesSentence)) }
    if siting.hasPlan, !file.siting.hasCapacities {
      entries.append(
        (
          Phrase("权重", "Weights"),
          Phrase(
            "\(weights.map(\.chinese).joined("、"))，各按其总量的份额计。权重是价值判断而非计算结果，可在分析文件中调整。",
            "\(weights.map(\.english).joined(", ")), each as a share of its own total. Weights are a judgement, not a result; the analysis file sets them."
          )
        ))
    }
    entries.append(
      (
        Phrase("近似处理", "Approximations"),
        Phrase(
          """
          社区人口按街道长度分摊，每50米设一个点；路线按不超过100米分段，一段是否覆盖以其中点为准；\
          \(circle.measure == .network ? "图上的地面归最近的道路，最远100米，不跨水面和阻隔：归可达道路的为服务范围，社区内归不可达道路的为盲区。" : "图上的服务范围以96边形代替圆；盲区为社区中服务范围以外的部分，社区只有点位的，取未覆盖点周围100米。" as HTML)\
          图上范围供看图参考，覆盖率以需求点的计算为准。
          """,
          """
          A community's people stand on points every 50 m along its streets; routes are judged in pieces of at most 100 m by \
          their middles. \(circle.measure == .network ? "Each piece of street has the ground that is nearer to it than to any other, within 100 m, not across water or barriers: a service area is the ground of reached street, a gap what of a community is ground of unreached street." : "Service areas are circles of 96 corners; a gap is what they leave of a community, or 100 m around uncovered points." as HTML) \
          Areas on the map are for reading; the figures are counted at the demand points.
          """)
      ))
    let isInDegrees = circle.measure == .network
    // The code stands before the reason, as in “EPSG:4544: The middle of the data …”.
    let code =
      maps.metricReferenceSystem.firstRange(of: ": ").map { String(maps.metricReferenceSystem[..<$0.lowerBound]) }
      ?? maps.metricReferenceSystem
    entries.append(
      (
        Phrase("坐标系", "Reference system"),
        Phrase(
          isInDegrees ? "服务范围与盲区取自同一次地面划分，直接以经纬度绘制。" : "面积和缓冲范围在\(code)坐标系中计算。",
          isInDegrees
            ? "Areas and gaps are parts of one partition in degrees"
            : "Areas and buffers in \(maps.metricReferenceSystem)")
      ))
    let items = entries.map { term, meaning in
      "<dt>\(voice.inline(term))</dt><dd>\(voice.inline(meaning))</dd>\n" as HTML
    }
    return "<dl>\n\(items)</dl>\n"
  }

  func inputTable(_ voice: ReportVoice) -> HTML {
    var table = ReportTable(
      columns: [
        .init("图层", "layer"), .init("文件", "file"), .init("记录数", "records", isNumber: true),
        .init("坐标", "coordinates"), .init("SHA-256（前12位）", "SHA-256, first 12"),
      ], total: inputs.records.count, file: "manifest.json")
    for record in inputs.records {
      table.rows.append([
        voice.inline(Self.layerName(record.layer)), HTML(escaping: record.file),
        "\(grouped(Double(record.recordCount)))",
        voice.inline(record.referenceSystemWords), "<code>\(String(record.sha256.prefix(12)))</code>",
      ])
    }
    return table.html(voice)
  }
}

extension AnalysisResult {
  /// What the network measure heeds beside the streets; nil for nothing.
  private var groundSentence: Phrase? {
    guard file.circle.measure == .network else { return nil }
    var chinese: [String] = []
    var english: [String] = []
    if inputs.streets.ground.elevations != nil {
      chinese.append("坡度按数字高程模型折算速度")
      english.append("Slopes of the elevation model change speeds")
    }
    if inputs.streets.ground.barriers != nil {
      chinese.append("障碍处道路断开（桥梁、隧道除外）")
      english.append("barriers cut the streets they cross, save bridges and tunnels")
    }
    if inputs.streets.ground.obstacles != nil {
      chinese.append("接驳不跨越水面和障碍")
      english.append("no straight way to a street crosses water or a barrier")
    }
    guard !chinese.isEmpty else { return nil }
    let sentence = english.joined(separator: "; ")
    let capitalized = String(sentence.prefix(1)).uppercased() + String(sentence.dropFirst())
    return Phrase("\(chinese.joined(separator: "；"))。", "\(capitalized).")
  }
}
