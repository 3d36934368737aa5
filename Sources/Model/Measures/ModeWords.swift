import Words

extension TravelMode {
  /// One that every analysis has; a mode of the file's own stands as it is.
  package var words: Bilingual {
    switch self {
    case .walk: Bilingual("步行", rawValue)
    case .bicycle: Bilingual("自行车", rawValue)
    case .eBike: Bilingual("电动自行车", rawValue)
    case .truck: Bilingual("货车", rawValue)
    default: Bilingual(same: rawValue)
    }
  }
}
