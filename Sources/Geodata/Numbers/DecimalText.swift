/// Appends a number in plain decimal notation, rounded half away from zero to a fixed number of places.
///
/// - Parameters:
///   - value: finite.
///   - places: 0...15 digits after the point.
///   - trimmed: true drops trailing zeros and a bare point. Zero is never written with a sign.
package func appendDecimal(_ value: Double, places: Int, trimmed: Bool, to bytes: inout [UInt8]) {
  precondition(value.isFinite && (0...15).contains(places))
  let magnitude = value.magnitude
  guard magnitude < 9e15 else {
    // Beyond 2^53 a double has no digits after the point.
    bytes.append(contentsOf: (value < 0 ? "-" : "").utf8)
    bytes.append(contentsOf: wholeDigits(magnitude).utf8)
    return
  }
  var scale = 1
  for _ in 0..<places { scale *= 10 }
  // Splitting first keeps every digit: the whole part is exact, and so is the difference.
  var whole = Int(magnitude)
  var fraction = Int(((magnitude - Double(whole)) * Double(scale)).rounded())
  if fraction == scale {
    whole += 1
    fraction = 0
  }
  if value < 0, whole != 0 || fraction != 0 { bytes.append(UInt8(ascii: "-")) }
  bytes.append(contentsOf: String(whole).utf8)
  guard places > 0, !(trimmed && fraction == 0) else { return }

  var digits = Array(String(fraction).utf8)
  digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: places - digits.count), at: 0)
  if trimmed { while digits.last == UInt8(ascii: "0") { digits.removeLast() } }
  bytes.append(UInt8(ascii: "."))
  bytes.append(contentsOf: digits)
}

/// Degrees with 7 decimals, no trailing zeros.
func appendDegrees(_ value: Double, to bytes: inout [UInt8]) {
  appendDecimal(value, places: 7, trimmed: true, to: &bytes)
}

/// All digits of a whole number too large for the fast way: the shortest digits that name it, then zeros.
private func wholeDigits(_ magnitude: Double) -> String {
  let parts = magnitude.description.split(separator: "e")
  var digits = parts[0].filter { $0 != "." }
  guard parts.count == 2, let exponent = Int(parts[1]) else { return String(digits.dropLast()) }
  while digits.count > 1, digits.last == "0" { digits.removeLast() }
  return digits + String(repeating: "0", count: exponent + 1 - digits.count)
}
