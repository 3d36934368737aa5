import Words

/// What a field means to the model. The raw value is the key under `fields:` in the analysis file.
package enum FieldRole: String, CaseIterable, Sendable {
  case id, name, services, hours, capacity, seats, visits, kind, weight, town, community, group, cost, status
  case extraMinutes = "extra_min"
  case lon, lat, x, y, wkt
  case highway = "class"
  case oneway
  /// Of a building.
  case storeys
  /// Of a route.
  case corridor, rider, patrol
  /// Of a recorded track: whose points belong together, when each was taken, and which round it is a day of.
  case track, time, round
  /// The ids of a cost table.
  case demand, site

  /// For people.
  package var words: Bilingual { Bilingual(chinese, english) }

  private var english: String {
    switch self {
    case .extraMinutes: "extra minutes"
    case .highway: "class of street"
    default: rawValue
    }
  }

  private var chinese: String {
    switch self {
    case .id: "编号"
    case .name: "名称"
    case .services: "服务项目"
    case .hours: "开放时间"
    case .capacity: "接待能力"
    case .seats: "座位数"
    case .visits: "到访人次"
    case .kind: "类型"
    case .weight: "权重"
    case .town: "乡镇街道"
    case .community: "社区"
    case .group: "分组"
    case .cost: "费用"
    case .status: "状态"
    case .extraMinutes: "进出时间"
    case .lon: "经度"
    case .lat: "纬度"
    case .x: "横坐标x"
    case .y: "纵坐标y"
    case .wkt: "图形（WKT）"
    case .highway: "道路等级"
    case .oneway: "单行方向"
    case .storeys: "楼层数"
    case .corridor: "沿线"
    case .rider: "骑手"
    case .patrol: "巡查"
    case .track: "轨迹编号"
    case .time: "时间"
    case .round: "环线"
    case .demand: "需求点"
    case .site: "站点"
    }
  }
}

/// Which fields the user names for which roles.
package struct FieldMapping: Hashable, Sendable {
  /// Role name to the field's name in the file.
  package var named: [String: String]

  package init(_ named: [String: String] = [:]) {
    self.named = named
  }

  package subscript(role: FieldRole) -> String? { named[role.rawValue] }
}
