/// A number written as digits with at most one point, exactly as `Double` would read it; nil for anything it need not
/// know.
///
/// Digits up to 2^53 and powers of ten up to 10^22 are exact, so their quotient is rounded once.
/// Source: Clinger (1990), How to read floating point numbers accurately, doi:10.1145/93542.93557.
func plainDecimal(_ bytes: ArraySlice<UInt8>) -> Double? {
  var digits: UInt64 = 0
  var places = -1
  var count = 0
  var isNegative = false
  for index in bytes.indices {
    let byte = bytes[index]
    switch byte {
    case 0x30...0x39:
      digits = digits &* 10 &+ UInt64(byte &- 0x30)
      count += 1
      if places >= 0 { places += 1 }
    case UInt8(ascii: "."):
      guard places < 0 else { return nil }
      places = 0
    case UInt8(ascii: "-") where index == bytes.startIndex: isNegative = true
    default: return nil
    }
  }
  guard count > 0, count <= 15 else { return nil }
  return exactDecimal(digits, places: max(0, places), isNegative: isNegative)
}

/// - Parameters:
///   - digits: below 10^15.
///   - places: 0...15 of them after the point.
func exactDecimal(_ digits: UInt64, places: Int, isNegative: Bool) -> Double {
  let value = Double(digits) / powersOfTen[places]
  return isNegative ? -value : value
}

private let powersOfTen: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
]
