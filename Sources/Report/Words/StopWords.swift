import Siting

extension SitingSolution.Stop {
  /// Why the search ended, to stand behind what was found; nothing where the proof says it all.
  var words: String {
    switch self {
    case .proved: ""
    case .gap: "; the search stopped within the gap asked for"
    case .work: "; the search stopped after its fixed amount of work"
    case .time: "; the search stopped at the time limit"
    case .interrupted: "; the search was interrupted"
    }
  }
}
