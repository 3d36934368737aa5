import Words

/// What of a county's definition decides who is covered: by its key of the summary, and what a reader calls it.
enum DefinitionKey: String, CaseIterable {
  case cutoff, cutoffs, detour, measure
  case radius = "radius_m"
  case direction, modes
  case speeds = "speeds_kmh"
  case snapLimit = "snap_limit_m"
  case barriers
  case area = "counted_inside"
  case services, slopes

  var words: Bilingual {
    switch self {
    case .cutoff: Bilingual("时限或距离", "cutoff")
    case .cutoffs: Bilingual("各类需求的时限", "cutoffs by kind")
    case .detour: Bilingual("绕行规则", "detour")
    case .measure: Bilingual("量算方式", "measure")
    case .radius: Bilingual("半径", "radius")
    case .direction: Bilingual("方向", "direction")
    case .modes: Bilingual("出行方式", "travel modes")
    case .speeds: Bilingual("速度", "speeds")
    case .snapLimit: Bilingual("到道路的最远距离", "snap limit")
    case .barriers: Bilingual("障碍", "barriers")
    case .area: Bilingual("统计范围", "counted area")
    case .services: Bilingual("设施", "services")
    case .slopes: Bilingual("坡度", "slopes")
    }
  }
}
