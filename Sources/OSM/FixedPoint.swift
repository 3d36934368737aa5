/// Reads a decimal number as whole units of 1e-7, the last place rounded half away from zero.
/// - Returns: nil when it is no finite number or beyond 1000.
package func fixedPoint(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
  var at = 0
  var isNegative = false
  if at < text.count, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") {
    isNegative = text[at] == UInt8(ascii: "-")
    at += 1
  }
  var value: Int64 = 0
  var digits = 0
  var decimals = 0
  var isFraction = false
  var roundsUp = false
  while at < text.count {
    let byte = text[at]
    if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
      digits += 1
      if decimals < 7 {
        value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        if value > 10_000_000_000 { return nil }
        if isFraction { decimals += 1 }
      } else if decimals == 7 {
        roundsUp = byte >= UInt8(ascii: "5")
        decimals += 1
      }
    } else if byte == UInt8(ascii: "."), !isFraction {
      isFraction = true
    } else {
      // Exponents are legal and rare; the standard library knows them.
      guard let number = Double(String(decoding: text, as: UTF8.self)), number.isFinite, abs(number) <= 1000 else {
        return nil
      }
      return Int64((number * 1e7).rounded())
    }
    at += 1
  }
  guard digits > 0 else { return nil }
  while decimals < 7 {
    value *= 10
    decimals += 1
  }
  if value > 10_000_000_000 { return nil }
  if roundsUp { value += 1 }
  return isNegative ? -value : value
}
