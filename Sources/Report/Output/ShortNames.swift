/// Names cut to what a dBase table holds, different from each other.
///
/// A name that fits stays. One that does not is cut; where that name is taken, a number stands at its end.
/// - Parameter limit: bytes of UTF-8.
/// - Returns: in the order of the names.
package func shortened(_ names: [String], to limit: Int = 10) -> [String] {
  var taken = Set(names.filter { $0.utf8.count <= limit }.map { $0.lowercased() })
  return names.map { name in
    guard name.utf8.count > limit else { return name }
    var short = cut(name, limit)
    var number = 2
    while !taken.insert(short.lowercased()).inserted {
      let suffix = "\(number)"
      short = cut(name, limit - suffix.utf8.count) + suffix
      number += 1
    }
    return short
  }
}

/// The longest beginning of whole characters that fits.
func cut(_ text: String, _ bytes: Int) -> String {
  var result = ""
  var used = 0
  for scalar in text.unicodeScalars {
    used += scalar.utf8.count
    if used > bytes { break }
    result.unicodeScalars.append(scalar)
  }
  return result
}
