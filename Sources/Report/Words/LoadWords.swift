import Analysis
import Coverage
import Model
import Words

/// Which stations have too little room, in plain words.
extension AnalysisResult {
  /// Who makes visits.
  func visitorNoun(_ kind: DemandKind) -> Bilingual {
    switch kind {
    case .communities: Bilingual("居民", "residents")
    case .workers: Bilingual("从业人员", "workers")
    case .routes: Bilingual("配送途中", "routes")
    }
  }

  /// A station that has too little room: when, and how many are there.
  func overloadWords(_ overload: Overload) -> Bilingual {
    var chinese: [String] = []
    var english: [String] = []
    if let peak = overload.peak, let seats = overload.station.seats {
      let hour = hourOfWeek(peak)
      let there = trimmedNumber(overload.occupancy, decimals: 1)
      chinese.append("\(hour.chinese)约\(there)人、座位\(plain(seats))个，一周有\(overload.hoursOver)小时超座")
      english.append(
        "\(there) there at \(hour.english) for \(plain(seats)) seat\(seats == 1 ? "" : "s"), over them in "
          + "\(overload.hoursOver) hour\(overload.hoursOver == 1 ? "" : "s") of the week")
    }
    if overload.isOverCapacity, let capacity = overload.station.capacity {
      let visits = trimmedNumber(overload.visits.perDay, decimals: 1)
      chinese.append("每日到访约\(visits)人次，超过接待能力\(plain(capacity))")
      english.append("\(visits) visits a day for a capacity of \(plain(capacity))")
    }
    return Bilingual(chinese.joined(separator: "；"), english.joined(separator: "; "))
  }
}
