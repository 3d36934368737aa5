import Model

extension FindingGroup {
  /// “up to 2.1% of residents”; nil where it is not known or nothing.
  var effectText: Bilingual? {
    guard let effect, effect.share > 0 else { return nil }
    let share = shareText(effect.share)
    let (chinese, english) =
      switch effect.kind {
      case .communities: ("居民", "residents")
      case .workers: ("从业人员", "workers")
      case .routes: ("路线里程", "route trip-km")
      }
    guard share.hasPrefix("<") else { return Bilingual("至多\(share)的\(chinese)", "up to \(share) of \(english)") }
    return Bilingual("不足0.1%的\(chinese)", "less than 0.1% of \(english)")
  }
}

extension FindingGroup.Example {
  /// “s12 老街站 (75 m)”.
  var label: String {
    let record = [finding.record, name].compactMap { $0?.shown }.joined(separator: " ")
    return record + (finding.value.map { " (\($0.shown))" } ?? "")
  }
}

extension QualityFinding {
  /// What it says in Chinese, by its rule: a new rule does not compile without it.
  ///
  /// The particulars stand in its record and value in every language, and in its English message.
  var chineseWords: (statement: String, fix: String) {
    let isNote = severity == .note
    return switch rule {
    case .reading: ("读取文件时发现的情况", "请对照明细表处理")
    case .encoding: ("文本编码为推断所得", "无需处理；注明 encoding 即不再推断")
    case .datum:
      isNote ? ("坐标系未注明，已按位置判断", "无需处理；注明 crs 即不再判断") : ("坐标系未注明，或与位置不符", "请在该图层下注明 crs")
    case .emptyLayer: ("图层中没有记录", "请检查文件和 filter")
    case .mixedGeometry: ("几何类型混杂", "不需要的记录请用 filter 排除")
    case .missingGeometry: ("记录没有图形", "请补绘图形")
    case .memory: ("预计内存不足", "请减小服务圈，或减少候选点、需求点")
    case .invalidGeometry: ("面的边界有错误", "请在地理信息软件中修复")
    case .overlap: ("社区范围相互重叠，重叠处的人口被重复计算", "请删除其一，或划清边界")
    case .noLength: ("线路长度为零", "请重新绘制")
    case .longJump: ("线路相邻两点相距50公里以上", "请更正或删除该点")
    case .swappedCoordinates: ("经度和纬度颠倒", "请把经度写在前面")
    case .outsideBoundary: ("位于范围之外", "请更正位置，或更正图层的 crs")
    case .beyondRoads: ("位于路网范围之外", "请更正位置")
    case .duplicateRecord: ("疑似重复：名称相同，相距不到50米", "如为同一处，请删除其一")
    case .coLocated: ("与另一处相距不到5米", "如为同一处，请删除其一")
    case .candidateIsStation: ("候选点就是已有驿站", "无需处理")
    case .excludedCandidate: ("候选点位于禁设区内，已略去", "如有误，请更正禁设区")
    case .similarID: ("编号只有全半角、大小写等差别", "请改用不同的编号")
    case .similarName: ("名称只有写法不同", "请统一写法；如为同一处，请删除其一")
    case .noService: ("驿站没有填写服务项目", "请填写服务项目")
    case .unknownService: ("服务项目无法识别，未计入", "请改用六项服务的名称，或列入 coverage.services")
    case .unofferedService: ("统计的服务没有一个驿站提供", "请填写服务项目")
    case .unknownKind: ("coverage.full_set 所列类型没有驿站", "请更正类型名称")
    case .unknownSupply: ("没有驿站填写供给量", "请注明所在字段，或把 coverage.access.supply 改为 one")
    case .townDiffers: ("同名社区属于不同乡镇街道", "如为同一社区，请更正所属乡镇街道")
    case .unreadableHours: ("开放时间无法识别", "请按“周一至周五 9:00-17:30”的写法填写")
    case .neverOpen: ("按所填开放时间从不开放", "请更正开放时间")
    case .unknownTrade: ("所列行业没有企业或线路", "请更正行业名称")
    case .unknownProfile: ("时间分布所属人群没有需求", "请更正人群名称")
    case .unknownRoad: ("没有这个名称的道路", "请更正道路名称")
    case .missingWeight: ("没有填写人数等权重", "请填写，或用 weight 注明所在字段")
    case .zeroWeight: ("权重为零", "如该处有人，请填写")
    case .absurdWeight: ("权重明显偏大或偏小", "请核对单位（人或万人）")
    case .weightTotal: ("权重合计与注明的总数相差5%以上", "请核对字段、单位以及缺漏和重复")
    case .extraMinutes: ("附加时间为负，或超过服务圈", "请填写分钟数")
    case .profileSum: ("时间分布的合计不为1，已按比例折算", "请使合计为1")
    case .populationValue: ("人口数据的数值异常", "请核对缺测值、波段或楼层数")
    case .populationPlace: ("人口数据与社区范围不一致", "请使用覆盖全区的人口数据，或更正社区范围")
    case .coarsePopulation: ("人口格网大于社区", "请使用更细的格网或建筑数据")
    case .populationTotal: ("人口数据与社区人口相差悬殊", "请核对单位和年份")
    case .badTrack: ("轨迹无法使用，或只能部分使用", "请对照明细表处理")
    case .trackPoints: ("部分轨迹点被略去", "请在采集端更正，或去掉该轨迹")
    case .trackOrder: ("轨迹点的先后与时间不符，已按时间排列", "时间无误即无需处理")
    case .tracksWithheld: ("经过的轨迹太少，相应路段未计入", "无需处理")
    case .streets: ("建立路网时略去或合并的道路", "数量正常即无需处理")
    case .streetWords: ("道路等级或方向的用词无法识别", "请在 inputs.roads 下注明含义")
    case .noding: ("道路线的连接情况", "请查看所列位置")
    case .islands: ("与主路网不相连的道路", "实际相连的道路请接上")
    case .offNetwork: ("附近没有可走的道路，无法到达", "请更正位置，或补充道路")
    case .snapDistance: ("离最近道路50米以上，其间按直线计", "请核对位置，或补充通往该处的道路")
    case .acrossBarrier: ("最近的道路隔着水面或障碍，已改用同侧道路", "请核对位置，或补充桥梁")
    case .onIsland:
      isNote
        ? ("较近的道路与主路网不相连，已改用较远的道路", "实际相连的道路请接上") : ("所在道路与主路网不相连", "请把道路接上")
    case .oneWayPart:
      isNote
        ? ("较近的道路因单行或转向限制不能往返，已改用较远的道路", "如实际可双向通行，请更正单行")
        : ("所在道路因单行或转向限制不能往返", "请更正单行")
    case .offGround: ("所在道路或较近的道路不在地面（桥梁、隧道、轮渡等）", "如出入口不在其上，无需处理")
    case .noStreetInside: ("社区范围内没有道路", "请补充该处的道路")
    case .patrol: ("有道路或社区未计入巡查", "请补充社区范围")
    }
  }
}
