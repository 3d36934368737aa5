import Geodata
import Model
import Words

/// 101835 is “101,835”.
package func grouped(_ value: Double, decimals: Int = 0) -> String {
  guard value.isFinite else { return "–" }
  var bytes: [UInt8] = []
  appendDecimal(value.magnitude, places: decimals, trimmed: false, to: &bytes)
  let text = String(decoding: bytes, as: UTF8.self)
  let whole = text.prefix { $0 != "." }
  var result = ""
  for (index, digit) in whole.enumerated() {
    if index > 0, (whole.count - index) % 3 == 0 { result += "," }
    result.append(digit)
  }
  result += text.dropFirst(whole.count)
  return value < 0 && result.contains(where: { ("1"..."9").contains($0) }) ? "-" + result : result
}

/// A share as the report shows it: never “100.0%” while something is missing, never “0.0%” when there is something.
package func shareText(_ share: Double?) -> String {
  guard let share, share.isFinite else { return "–" }
  let text = grouped(share * 100, decimals: 1)
  if text == "100.0", share < 1 { return "99.9%" }
  if text == "0.0", share > 0 { return "<0.1%" }
  return text + "%"
}

/// A share no figure may exceed: rounded up, so that the sentence stays true.
package func limitText(_ share: Double) -> String {
  grouped(min(100, (share * 1000 - 1e-6).rounded(.up) / 10), decimals: 1) + "%"
}

/// The difference of two shares in percentage points, rounded up to a hundredth.
package func pointsUp(_ difference: Double) -> String {
  grouped(max(0, (difference * 10_000 - 1e-6).rounded(.up) / 100), decimals: 2)
}

/// A number in plain decimals without needless ones.
package func trimmedNumber(_ value: Double, decimals: Int = 2) -> String {
  guard value.isFinite else { return "–" }
  var bytes: [UInt8] = []
  appendDecimal(value, places: decimals, trimmed: true, to: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

/// The longest of 1, 2 and 5 times a power of ten, from 1 up, that is no more; 1 for less: what a scale bar is long.
package func roundLength(atMost most: Double) -> Double {
  var decade = 1.0
  while decade * 10 <= most { decade *= 10 }
  return ([5, 2, 1].first { $0 * decade <= most } ?? 1) * decade
}

/// A share as people read it: 0.8613 is “86.1%” and “86.1 %”.
package func percent(_ share: Double, decimals: Int = 1) -> Bilingual {
  var digits: [UInt8] = []
  appendDecimal(share * 100, places: decimals, trimmed: false, to: &digits)
  let text = String(decoding: digits, as: UTF8.self)
  return Bilingual(text + "%", text + " %")
}

/// A number without needless decimals.
func plain(_ value: Double) -> String {
  plainNumber(value)
}

/// A number with so many decimals, so that JSON shows what was meant. One too large to have any stays as it is.
func rounded(_ value: Double, _ decimals: Int) -> Double {
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  guard value.magnitude < 9e15 else { return value }
  return (value * scale).rounded() / scale
}
