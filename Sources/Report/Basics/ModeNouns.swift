import Model
import Words

/// A mode that every analysis has; one of the file's own stands as it is.
func modeNoun(_ mode: String) -> Bilingual {
  switch TravelMode(rawValue: mode) {
  case .walk: Bilingual("步行", "walk")
  case .bicycle: Bilingual("自行车", "bicycle")
  case .eBike: Bilingual("电动自行车", "e-bike")
  case .truck: Bilingual("货车", "truck")
  default: Bilingual(same: mode)
  }
}
