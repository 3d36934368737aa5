import Analysis
import Words

/// Sentences that stand in more than one output.
enum Wording {
  static let illustrativeNote = Bilingual(
    "部分或全部输入数据为示意数据，结果不能作为决策依据。",
    "Some or all of the input is made-up sample data; the results are no basis for decisions.")
}

extension AnalysisResult {
  /// Whose data the outputs hold.
  package var attribution: [String] { inputs.usesOpenStreetMap ? ["© OpenStreetMap contributors"] : [] }
}
