import Geometry
import Words

extension DateLine {
  /// ``refusal`` in both languages.
  package static var refusalWords: Bilingual {
    Bilingual(
      "数据分布在180度经线两侧，而道路和范围不跨越该线相接。请提供只含一侧的文件（分析文件中可用`box`截取文件的一部分）；"
        + "`solve`可以跨越该线量算",
      refusal)
  }
}
