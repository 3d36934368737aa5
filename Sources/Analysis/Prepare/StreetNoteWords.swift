import RoadNetwork
import Words

extension BuildNotes.Reason {
  /// False where the record is a node or a relation of OpenStreetMap, or none.
  var isOfWays: Bool {
    switch self {
    case .areaIncomplete, .barrier, .privateGate, .gateAtJunction, .turnAtTimes, .turnUnusable, .endJoined: false
    default: true
    }
  }

  /// What the first record is.
  var thing: Bilingual {
    switch self {
    case .barrier, .privateGate, .gateAtJunction: Bilingual("结点", "at node")
    case .areaIncomplete, .turnAtTimes, .turnUnusable: Bilingual("关系", "by relation")
    default: Bilingual("道路或记录", "in way or record")
    }
  }

  /// What was done, in a clause.
  var words: Bilingual {
    switch self {
    case .notAStreet: Bilingual("不是道路的线已略去", "ways that are no street are left out")
    case .classClosed: Bilingual("该出行方式不能走的道路等级已略去", "streets of a class that is closed to the mode are left out")
    case .classUnknown:
      Bilingual(
        "道路等级没有规定：OpenStreetMap的道路已略去，道路线图层的予以保留",
        "streets of a class the rules do not know; OpenStreetMap ways are left out, lines are kept")
    case .accessClosed: Bilingual("因通行标签而封闭的道路已略去", "streets closed by an access tag are left out")
    case .tooShort: Bilingual("不足两个点的线已略去", "lines of fewer than two places are left out")
    case .missingNode: Bilingual("道路的结点在文件中缺失，道路在该处断开", "nodes of ways are missing in the file; the ways are cut there")
    case .repeatedPlace: Bilingual("同一位置连续出现两次，只取一次", "the same place stands twice in a row; one is used")
    case .duplicateSegment:
      Bilingual("重复绘制的路段只计一次，各方向取较快的", "pieces of street drawn twice are counted once, the faster each way")
    case .endJoined: Bilingual("容差以内的道路端点已连接", "street ends within the tolerance are joined")
    case .areaOutline: Bilingual("广场等面的边线按道路步行", "outlines of areas are walked like streets")
    case .areaIncomplete:
      Bilingual(
        "以关系绘制的面在文件中缺少成员，已有的边线按道路步行",
        "areas drawn as relations lack members in the file; what is there of their outlines is walked")
    case .badCoordinate: Bilingual("不是经纬度的位置已略去", "positions that are no longitude and latitude are left out")
    case .vehicleTooLarge:
      Bilingual(
        "限重、限高、限宽或限长小于车辆的道路已略去", "streets whose weight, height, width or length limit the vehicle exceeds are left out")
    case .barrier: Bilingual("该出行方式不能通过的障碍处，道路断开", "barriers that stop the mode cut the streets there")
    case .speedUnreadable:
      Bilingual("限速和时长不是带单位的数，已忽略", "speed limits and durations that are no number with a unit are ignored")
    case .barrierCrossed:
      Bilingual("路段在障碍处断开，或位于封闭区域以内", "pieces of street are cut at barriers or lie inside a closed area")
    case .heightMissing:
      Bilingual("高程数据范围以外或缺测处的道路按平路计", "streets beyond the elevation model or beside its holes, taken as level")
    case .oneDirection: Bilingual("双向道路上只准单方向推行的规定已忽略", "pushing in one direction of a two-way street is ignored")
    case .tagAtTimes:
      Bilingual(
        "道路的通行、单行、限速或限高限宽标签只在部分时间有效，未予考虑",
        "streets have access, one-way, speed or size tags that hold at times only; these are not heeded")
    case .destinationOnly:
      Bilingual("仅供到达的道路可以到达，不可穿行", "streets for destinations only are reached but not passed through")
    case .privateStreet:
      Bilingual("内部道路仅供其中居民使用，不可穿行", "private streets are used by those who live there and not passed through")
    case .privateGate: Bilingual("内部大门供门内居民出入", "private gates let those pass who live behind them")
    case .gateAtJunction:
      Bilingual(
        "路口处的内部大门只封闭内部道路和次要道路，公共道路保持畅通",
        "private gates where streets meet bar the private and lesser ones; the public street through stays open")
    case .turnAtTimes: Bilingual("只在部分时间有效的转向限制未予考虑", "turn restrictions that hold at times only are not heeded")
    case .turnUnusable:
      Bilingual("没有写清从何处到何处的转向限制未予考虑", "turn restrictions that do not say clearly from where to where are not heeded")
    case .limitUnreadable:
      Bilingual(
        "限重或限高限宽无法识别的道路已略去，因车辆可能过大",
        "streets with a weight or size limit that cannot be read are left out: the vehicle may be too large")
    }
  }
}
