/// A relation that says more than its members do: where one may not turn, or an area drawn in several ways.
package struct OSMRelation: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case node
    case way
    case relation
  }

  /// What is kept of a file's relations.
  enum Purpose: CaseIterable, Sendable {
    case restriction
    /// A multipolygon or a boundary.
    case area

    /// Of the tag `type`.
    var types: [String] {
      switch self {
      case .restriction: ["restriction"]
      case .area: ["multipolygon", "boundary"]
      }
    }
  }

  package struct Member: Hashable, Sendable {
    package var kind: Kind
    /// In a block the OpenStreetMap id; in ``OSMData`` the position in `nodeIDs` or `wayIDs`, -1 where the file does not
    /// hold it and for relations.
    package var reference: Int64
    /// A string number: `from`, `via`, `to`; `outer`, `inner`.
    package var role: Int32
  }

  package var id: Int64
  /// Key, value, key, value… as string numbers.
  package var tags: [Int32]
  package var members: [Member]
}

extension OSMBlock {
  /// What tags in the block's own numbers say that a relation is for; nil for nothing that is kept.
  func purpose(ofRelation tags: [Int32]) -> OSMRelation.Purpose? {
    for index in stride(from: 0, to: tags.count, by: 2) where isText(tags[index], "type") {
      return OSMRelation.Purpose.allCases.first { $0.types.contains { isText(tags[index + 1], $0) } }
    }
    return nil
  }

  mutating func append(_ relation: OSMRelation, for purpose: OSMRelation.Purpose) {
    switch purpose {
    case .restriction: restrictions.append(relation)
    case .area: areas.append(relation)
    }
  }

  private func isText(_ number: Int32, _ word: String) -> Bool {
    text[Int(textStarts[Int(number)])..<Int(textStarts[Int(number) + 1])].elementsEqual(word.utf8)
  }
}
