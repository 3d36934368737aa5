/// A relation of `type=restriction`: where one may not turn, or must.
package struct OSMRestriction: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case node
    case way
    case relation
  }

  package struct Member: Hashable, Sendable {
    package var kind: Kind
    /// In a block the OpenStreetMap id; in ``OSMData`` the position in `nodeIDs` or `wayIDs`, -1 where the file does not
    /// hold it and for relations.
    package var reference: Int64
    /// A string number: `from`, `via`, `to`.
    package var role: Int32
  }

  package var id: Int64
  /// Key, value, key, value… as string numbers.
  package var tags: [Int32]
  package var members: [Member]
}

extension OSMBlock {
  /// Whether tags in the block's own numbers hold `type=restriction`.
  func isRestriction(_ tags: [Int32]) -> Bool {
    stride(from: 0, to: tags.count, by: 2).contains {
      isText(tags[$0], "type") && isText(tags[$0 + 1], "restriction")
    }
  }

  private func isText(_ number: Int32, _ word: StaticString) -> Bool {
    let range = Int(textStarts[Int(number)])..<Int(textStarts[Int(number) + 1])
    return range.count == word.utf8CodeUnitCount
      && word.withUTF8Buffer { word in zip(range, word).allSatisfy { text[$0] == $1 } }
  }
}
