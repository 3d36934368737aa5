import Words

/// A sum of money: 元 below 10,000, 万元 from there on, to the yuan.
///
/// 36,350 yuan are “3.635万元” and “36,350 yuan”. Tables and machine outputs keep yuan.
package func money(_ yuan: Double) -> Bilingual {
  let english = "\(grouped(yuan)) yuan"
  guard yuan.magnitude.rounded() >= 10_000 else { return Bilingual("\(grouped(yuan))元", english) }
  return Bilingual("\(trimmedNumber(yuan.rounded() / 10_000, decimals: 4))万元", english)
}
