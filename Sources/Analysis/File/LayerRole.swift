import Words

/// The layers an analysis may have, in the order they are read.
package enum LayerRole: String, CaseIterable, Sendable {
  case boundary, area, roads, water, barriers, stations, communities, population, workers, routes, tracks, candidates
  case reports, exclusions
}

extension LayerRole {
  /// As a sentence calls it.
  package var words: Bilingual {
    switch self {
    case .boundary: Bilingual("区界", rawValue)
    case .area: Bilingual("主城区范围", rawValue)
    case .roads: Bilingual("路网", rawValue)
    case .water: Bilingual("水面", rawValue)
    case .barriers: Bilingual("障碍", rawValue)
    case .stations: Bilingual("驿站", rawValue)
    case .communities: Bilingual("社区", rawValue)
    case .population: Bilingual("人口分布", rawValue)
    case .workers: Bilingual("从业人员", rawValue)
    case .routes: Bilingual("路线", rawValue)
    case .tracks: Bilingual("轨迹", rawValue)
    case .candidates: Bilingual("候选点", rawValue)
    case .reports: Bilingual("上报地点", rawValue)
    case .exclusions: Bilingual("禁设区", rawValue)
    }
  }
}
