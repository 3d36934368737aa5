/// A number as offices write it: plain, with full-width digits and signs (１２．５), or with thousands separators
/// (12,500 and １２，５００).
///
/// A comma counts only where thousands have one: `12,5` is no number, because nobody can tell what it means.
/// - Returns: nil for anything else, infinity and not-a-number among it.
func officeNumber(_ text: String) -> Double? {
  let text = text.trimmed
  // Swift would read hexadecimal.
  guard !text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "x") }) else { return nil }
  if let plain = Double(text) { return plain.isFinite ? plain : nil }
  var narrow = ""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0xFF10...0xFF19, 0xFF0B, 0xFF0C, 0xFF0D, 0xFF0E:
      narrow.unicodeScalars.append(Unicode.Scalar(scalar.value - 0xFEE0)!)
    default: narrow.unicodeScalars.append(scalar)
    }
  }
  if let plain = Double(narrow) { return plain.isFinite ? plain : nil }
  let whole = narrow.prefix { $0 != "." }
  let groups = whole.drop { $0 == "-" || $0 == "+" }.split(separator: ",", omittingEmptySubsequences: false)
  guard groups.count > 1, (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }),
    groups.joined().allSatisfy({ $0.isASCII && $0.isNumber })
  else { return nil }
  return Double(narrow.filter { $0 != "," })
}
