import Model
import Words

/// Weights of nothing, and weights that no count of people or trips has.
///
/// A weight is absurd above the most that anybody counts; and, where ``QualityLimits/fewestWeights`` or more are above
/// zero, when it is 50 times the median or more, or a thousandth or less, and six robust standard deviations of the
/// logarithms away (1.4826 times the median absolute deviation): people in 万 beside people.
/// - Complexity: O(n log n).
func weightFindings(
  _ layer: String, _ field: String, _ records: [QualityInput.Entry], most: Double
) -> [QualityFinding] {
  let usual = UsualWeight(records.lazy.map(\.weight).filter { $0 > 0 })
  return records.compactMap { record in
    if record.weight == 0 {
      return QualityFinding(
        .note, .zeroWeight, layer: layer, record: record.id, field: field, value: "0", at: [record.position],
        message: Bilingual("权重为零，不计入任何结果", "the weight is zero; it counts nowhere"),
        fix: Bilingual("如该处有人，请填写", "fill it in if people are there"))
    }
    let value = plain(record.weight)
    if record.weight > most {
      return QualityFinding(
        .warning, .absurdWeight, layer: layer, record: record.id, field: field, value: value, at: [record.position],
        message: Bilingual(
          "权重明显过大：超过\(plain(most))", "the weight is implausibly large: more than \(plain(most))"),
        fix: Bilingual("请核对字段和单位", "check the field and its unit"))
    }
    guard let usual, let times = usual.absurdity(record.weight) else { return nil }
    let isLarge = times > 1
    return QualityFinding(
      .warning, .absurdWeight, layer: layer, record: record.id, field: field, value: value, at: [record.position],
      message: isLarge
        ? Bilingual(
          "权重明显过大：是该图层中位数\(plain(usual.median))的\(plain(times.rounded()))倍",
          "the weight is implausibly large: \(plain(times.rounded())) times the median of the layer, "
            + plain(usual.median))
        : Bilingual(
          "权重明显过小：该图层中位数\(plain(usual.median))是它的\(plain((1 / times).rounded()))倍",
          "the weight is implausibly small: the median of the layer, \(plain(usual.median)), is "
            + "\(plain((1 / times).rounded())) times as much"),
      fix: Bilingual("请核对字段和单位（人或万人）", "check the field and its unit (people, or 万)"))
  }
}

/// What most weights of a layer are like.
struct UsualWeight {
  let median: Double
  private let deviation: Double
  private let logarithmOfMedian: Double

  /// nil for too few weights. All are above zero.
  init?(_ weights: some Sequence<Double>) {
    let logarithms = weights.map(logarithm).sorted()
    guard logarithms.count >= QualityLimits.fewestWeights else { return nil }
    logarithmOfMedian = logarithms[logarithms.count / 2]
    let center = logarithmOfMedian
    let deviations = logarithms.map { abs($0 - center) }.sorted()
    deviation = 1.4826 * deviations[deviations.count / 2]
    median = exponential(logarithmOfMedian)
  }

  /// How many times the median, if that is absurd.
  func absurdity(_ weight: Double) -> Double? {
    let distance = logarithm(weight) - logarithmOfMedian
    let least = distance > 0 ? logarithm(QualityLimits.weightTimes) : logarithm(QualityLimits.weightParts)
    // The logarithm of 50 times the median may miss that of 50 by a rounding.
    guard abs(distance) >= max(least - 1e-9, QualityLimits.weightDeviations * deviation) else { return nil }
    return exponential(distance)
  }
}

/// Weights that miss what is stated as their sum.
func totalFindings(
  _ layer: String, _ field: String, _ records: [QualityInput.Entry], _ stated: Double
) -> [QualityFinding] {
  let sum = records.reduce(0) { $0 + $1.weight }
  guard abs(sum - stated) > QualityLimits.totalTolerance * stated else { return [] }
  var fix = Bilingual(
    "请核对字段和`filter`，检查记录有无缺漏或重复，或更正inputs.\(layer).total",
    "check the field, the `filter` and that no record is missing or twice; or correct inputs.\(layer).total")
  if stated > 0, sum > 0 {
    let ratio = sum / stated
    func isNear(_ factor: Double) -> Bool { abs(ratio - factor) <= QualityLimits.totalTolerance * factor }
    if isNear(1e4) || isNear(1e-4) {
      fix = Bilingual("其中一个以万为单位，请统一单位", "one of the two is in 万 (ten thousands): bring them to the same unit")
    } else if isNear(2) {
      fix = Bilingual(
        "合计恰为两倍：请检查记录中是否混有合计行，或有无重复记录",
        "the sum is twice as much: look for a total among the records, or records that stand twice")
    }
  }
  let percent = "\(sum < stated ? "" : "+")\(((sum / stated - 1) * 1000).rounded() / 10)"
  let part = stated > 0 ? Bilingual("（\(percent)%）", " (\(percent) %)") : Bilingual(same: "")
  return [
    QualityFinding(
      .warning, .weightTotal, layer: layer, field: field, value: plain(sum),
      message: Bilingual(
        "权重合计为\(plain(sum))，注明的总数为\(plain(stated))", "the weights sum to \(plain(sum)), stated are \(plain(stated))")
        + part,
      fix: fix)
  ]
}

/// Without needless decimals, six digits at the most after the point.
func plain(_ value: Double) -> String {
  let rounded = (value * 1e6).rounded() / 1e6
  return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
}
