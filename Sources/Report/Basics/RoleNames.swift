import Geodata

/// What a column is taken for, in Chinese; the English is the key under `fields:`.
func roleName(_ role: String) -> String {
  guard let role = FieldRole(rawValue: role) else { return role }
  return switch role {
  case .id: "编号"
  case .name: "名称"
  case .services: "服务项目"
  case .hours: "开放时间"
  case .capacity: "接待能力"
  case .seats: "座位"
  case .visits: "日均服务人次"
  case .kind: "类型"
  case .weight: "权重"
  case .town: "乡镇街道"
  case .community: "社区"
  case .group: "行业"
  case .cost: "费用"
  case .status: "状态"
  case .extraMinutes: "附加分钟"
  case .lon: "经度"
  case .lat: "纬度"
  case .x: "横坐标"
  case .y: "纵坐标"
  case .wkt: "图形（WKT）"
  case .highway: "道路等级"
  case .oneway: "单行"
  case .storeys: "层数"
  case .corridor: "所属线路"
  case .rider: "骑手"
  case .patrol: "是否巡查"
  case .track: "轨迹"
  case .time: "时间"
  case .round: "线路"
  case .demand: "需求点"
  case .site: "点位"
  }
}
