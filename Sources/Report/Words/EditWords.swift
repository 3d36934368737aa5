import Analysis
import Model
import Words

extension Scenario.Edit {
  /// What changes and at which station: “close “station-2””.
  var words: Bilingual {
    func of(_ id: StationID, _ chinese: String, _ english: String) -> Bilingual {
      Bilingual("“\(id.rawValue.shown)”\(chinese)", "“\(id.rawValue.shown)” \(english)")
    }
    return switch self {
    case .add(let station): of(station.id, "新增", "added")
    case .move(let id, _): of(id, "迁移", "moved")
    case .close(let id): of(id, "关闭", "closed")
    case .setExtraTime(let id, let extra):
      of(id, "进出时间\(trimmedNumber(extra.value / 60))分钟", "with \(trimmedNumber(extra.value / 60)) extra min")
    case .setServices(let id, _): of(id, "改变设施", "with other services")
    case .setHours(let id, let hours):
      hours.map { of(id, "开放时间改为\($0.shown)", "open \($0.shown)") } ?? of(id, "开放时间不详", "without known hours")
    case .setCapacity(let id, _): of(id, "改变接待能力", "with another capacity")
    case .setSeats(let id, _): of(id, "改变座位数", "with other seats")
    }
  }
}
