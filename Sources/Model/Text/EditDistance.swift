import Words

/// Levenshtein distance: the fewest letters to put in, take out or exchange.
///
/// - Complexity: O(a · b).
package func editDistance(_ a: String, _ b: String) -> Int {
  let a = Array(a)
  let b = Array(b)
  var previous = Array(0...b.count)
  for i in a.indices {
    var current = [i + 1]
    for j in b.indices {
      current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1)))
    }
    previous = current
  }
  return previous[b.count]
}

/// The word that needs the fewest changes, another case being the least, of equals the first; nil where more than half of the
/// letters are wrong, which would be a guess. Letters in another order are no guess. Of more than 60 letters nothing is guessed.
///
/// - Complexity: O(words · letters²), for words of about the same length.
package func nearWord(to word: String, among valid: [String]) -> String? {
  let small = word.lowercased()
  if let same = valid.first(where: { $0.lowercased() == small }) { return same }
  let count = word.count
  guard count <= 60 else { return nil }
  // Others need more changes than may be.
  let distances = valid.filter { abs($0.count - count) <= max(1, count / 2) }.map { ($0, editDistance($0, word)) }
  guard let nearest = distances.min(by: { $0.1 < $1.1 }) else { return nil }
  let isNear = nearest.1 <= max(1, word.count / 2) || nearest.0.sorted() == word.sorted()
  return isNear ? nearest.0 : nil
}

/// A question, in English with a blank behind it, or nothing.
package func didYouMean(_ word: String, among valid: [String]) -> Bilingual {
  nearWord(to: word, among: valid).map { Bilingual("是否应为“\($0)”？", "Did you mean “\($0)”? ") } ?? Bilingual(same: "")
}
