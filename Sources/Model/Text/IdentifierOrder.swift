/// The order of ids that the outputs and every tie follow: runs of digits by their number, all else by its bytes, so that
/// `host-9` comes before `host-10`, whatever the order of the records in their file.
///
/// - Complexity: O(length).
package func precedes(_ a: String, _ b: String) -> Bool {
  let (first, second) = (Array(a.utf8), Array(b.utf8))
  func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  var i = 0
  var j = 0
  while i < first.count, j < second.count {
    if isDigit(first[i]), isDigit(second[j]) {
      let own = first[i...].prefix(while: isDigit)
      let other = second[j...].prefix(while: isDigit)
      let number = own.drop { $0 == 0x30 }
      let otherNumber = other.drop { $0 == 0x30 }
      if number.count != otherNumber.count { return number.count < otherNumber.count }
      if !number.elementsEqual(otherNumber) { return number.lexicographicallyPrecedes(otherNumber) }
      i = own.endIndex
      j = other.endIndex
    } else {
      if first[i] != second[j] { return first[i] < second[j] }
      i += 1
      j += 1
    }
  }
  if first.count - i != second.count - j { return first.count - i < second.count - j }
  // 007 and 7: the same number, other bytes.
  return first.lexicographicallyPrecedes(second)
}
