import Geodata
import Model
import Words

/// `circle.cutoffs`: who has another cutoff than the circle.
enum CutoffKeys {
  static let key = "circle.cutoffs"
  private static let others = "default"

  /// One cutoff for each kind of demand, and for workers and routes one for each trade.
  static let group = ValueKind.keys(
    DemandKind.allCases.map {
      $0 != .communities
        ? AnalysisKey(
          $0.rawValue, .either(.cutoff, .dictionary(.cutoff)),
          "how far a station serves them, or one length or time for each trade and a `default`; else circle.cutoff")
        : AnalysisKey($0.rawValue, .cutoff, "how far a station serves residents; else circle.cutoff")
    })

  /// - Parameter general: with the cutoff and the measure of all others.
  /// - Throws: ``AnalysisError`` `badValue` for times beside lengths, and for a preset of another measure.
  static func read(
    _ document: AnalysisDocument, _ general: CircleDefinition
  ) throws(AnalysisError) -> CutoffChoice {
    func cutoff(_ text: String?, _ path: String) throws(AnalysisError) -> Cutoff? {
      guard let text, let (cutoff, preset, measure) = CutoffText.parse(text) else { return nil }
      func refuse(_ words: Bilingual) -> AnalysisError { AnalysisError(.badValue, words, at: document.at(path)) }
      if let preset, let measure, measure != general.measure {
        throw refuse(
          Bilingual(
            "预设\(preset)采用\(measure.words.chinese)量算，而分析采用\(general.measure.words.chinese)量算。请直接写数值：\(cutoff)。",
            "the preset \(preset) is a \(measure.rawValue) measure, and the analysis has the \(general.measure.rawValue) "
              + "measure. Write the length itself: \(cutoff)."))
      }
      guard cutoff.unit == general.cutoff.unit else {
        let stated = document.text("circle.cutoff")
        throw refuse(
          Bilingual(
            "\(path)为\(text)，circle.cutoff为\(stated ?? "\(general.cutoff)（未写时的默认值）")，时间与长度不能混用。请全部写成时间，或全部写成长度。",
            "\(path) is \(text), and circle.cutoff \(stated ?? "\(general.cutoff), as nothing else is said"): times and "
              + "lengths do not mix. Give all of them as times or all as lengths."))
      }
      return cutoff
    }
    /// Of a kind, and of its trades by name.
    func cutoffs(_ kind: DemandKind) throws(AnalysisError) -> (all: Cutoff?, trades: [String: Cutoff]) {
      let path = "\(key).\(kind.rawValue)"
      var (all, trades) = (try cutoff(document.text(path), path), [String: Cutoff]())
      // A trade's name may hold a dot: it is no path.
      for (trade, text) in document.dictionary(path) {
        let found = try cutoff(text, "\(path).\(trade)")
        if trade == others { all = found } else { trades[trade] = found }
      }
      return (all, trades)
    }
    var choice = CutoffChoice()
    choice.communities = try cutoffs(.communities).all
    (choice.workers, choice.trades) = try cutoffs(.workers)
    (choice.routes, choice.routeTrades) = try cutoffs(.routes)
    return choice
  }
}

extension Measure {
  /// As a sentence about the file calls it.
  var words: Bilingual {
    switch self {
    case .network: Bilingual("路网", rawValue)
    case .circle: Bilingual("直线", rawValue)
    }
  }
}
