/// What a field means to the model. The raw value is the key under `fields:` in the analysis file.
package enum FieldRole: String, CaseIterable, Sendable {
  case id, name, services, hours, capacity, kind, weight, town, group, cost
  case extraMinutes = "extra_min"
  case lon, lat, x, y, wkt
  case highway = "class"
  case oneway

  /// Names tried in this order when the analysis file maps none; case does not matter.
  package var usualNames: [String] {
    switch self {
    case .id: ["id", "编号", "code", "代码"]
    // An address is a name where there is no other.
    case .name: ["name", "名称", "title", "地址", "address"]
    case .services: ["services", "设施", "服务", "amenities"]
    case .hours: ["hours", "opening_hours", "开放时间", "营业时间"]
    case .capacity: ["capacity", "接待能力"]
    case .kind: ["kind", "host", "类型", "type", "amenity", "shop"]
    case .weight: ["weight"]
    case .town: ["town", "乡镇", "镇街", "镇"]
    case .group: ["group", "trade", "行业", "业态"]
    case .cost: ["cost_yuan", "cost", "费用", "造价"]
    case .extraMinutes: ["extra_min", "附加分钟", "额外分钟"]
    case .lon: ["lon", "lng", "longitude", "经度"]
    case .lat: ["lat", "latitude", "纬度"]
    case .x: ["x", "easting", "东坐标"]
    case .y: ["y", "northing", "北坐标"]
    case .wkt: ["wkt", "geom", "geometry"]
    case .highway: ["highway", "class", "道路等级"]
    case .oneway: ["oneway", "单行"]
    }
  }
}

/// Fields taken for the weight where none is called `weight`; these are believed to the letter.
package enum UsualWeights {
  package static let communities = ["population", "residents", "人口"]
  package static let workers = ["riders", "heads", "workers", "人数"]
  package static let routes = ["trips_per_day", "trips", "日均趟次"]
  package static let all = communities + workers + routes
}

/// Finds a role's field in records: the user's mapping first, then the usual names.
package struct FieldMapping: Hashable, Sendable {
  /// Role name to the field's name in the file.
  package var named: [String: String]

  package init(_ named: [String: String] = [:]) {
    self.named = named
  }

  /// The field's name for error messages: the mapped one, else the first usual one.
  package func displayName(_ role: FieldRole) -> String {
    named[role.rawValue] ?? role.usualNames[0]
  }

  /// The value and the name under which it stands; nil when no such field exists.
  package func find(_ role: FieldRole, in fields: Fields) -> (name: String, value: FieldValue)? {
    if let name = named[role.rawValue] {
      return fields[name].map { (name, $0) }
    }
    var blank: (name: String, value: FieldValue)?
    for name in role.usualNames {
      guard let found = find(usual: name, in: fields) else { continue }
      // KML has a name in every file, which many leave blank.
      guard role == .name, found.value.text == nil else { return found }
      blank = blank ?? found
    }
    return blank
  }

  private func find(usual name: String, in fields: Fields) -> (name: String, value: FieldValue)? {
    if let value = fields[name] { return (name, value) }
    // Of several matches the first by name, whatever their order.
    return fields.names.filter { $0.isSame(as: name) }.min().map { ($0, fields[$0]!) }
  }

  /// The value of an OpenStreetMap key of a street: in the column mapped to the key (`highway` is also called `class`),
  /// else the usual ones, else the one with the key's name.
  package func find(tag key: String, in fields: Fields) -> FieldValue? {
    if let name = named[key] { return fields[name] }
    if key == "highway" { return find(.highway, in: fields)?.value }
    if key == FieldRole.oneway.rawValue { return find(.oneway, in: fields)?.value }
    if let value = fields[key] { return value }
    return fields.names.filter { $0.lowercased() == key }.min().flatMap { fields[$0] }
  }
}

extension String {
  /// Whether the texts are equal but for the case of ASCII letters.
  fileprivate func isSame(as name: String) -> Bool {
    func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
    return utf8.count == name.utf8.count && zip(utf8, name.utf8).allSatisfy { lower($0) == lower($1) }
  }
}
