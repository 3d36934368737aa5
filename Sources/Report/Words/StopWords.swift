import Siting
import Words

extension SitingSolution.Stop {
  /// Why the search ended, to stand behind what was found; nothing where the proof says it all.
  package var words: Bilingual {
    switch self {
    case .proved: Bilingual(same: "")
    case .gap: Bilingual("；搜索已达到要求的差距，随即停止", "; the search stopped within the gap asked for")
    case .work: Bilingual("；搜索用完规定的计算量，随即停止", "; the search stopped after its fixed amount of work")
    case .time: Bilingual("；搜索到达时限，随即停止", "; the search stopped at the time limit")
    case .interrupted: Bilingual("；搜索被中断", "; the search was interrupted")
    }
  }
}
