import Geodata

/// Percent-encodes all but what RFC 3986 leaves alone anywhere.
func ogcEncoded(_ text: String) -> String {
  var encoded = ""
  for byte in text.utf8 {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
      encoded.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      encoded += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
    }
  }
  return encoded
}

/// An address below the base of a question.
func ogcAddress(
  _ base: String, _ path: [String], _ query: [(name: String, value: String)] = []
) -> String {
  let place = path.map { "/" + ogcEncoded($0) }.joined()
  // Commas, colons and slashes mean nothing in a query, and boxes and times are easier read with them.
  let pairs = query.map { pair in
    let value = ogcEncoded(pair.value).replacing("%2C", with: ",").replacing("%3A", with: ":")
      .replacing("%2F", with: "/")
    return ogcEncoded(pair.name) + "=" + value
  }
  return base + place + (pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&"))
}

func ogcLink(_ href: String, _ relation: String, _ type: String, _ title: String) -> JSONValue {
  ["href": .string(href), "rel": .string(relation), "type": .string(type), "title": .string(title)]
}

extension OGCCall {
  /// The address of a resource of this service.
  func href(_ path: String...) -> String { ogcAddress(question.base, ["ogc"] + path) }

  /// The address of what is asked, as it was asked, with some parameters put in place of theirs, after the others.
  func href(with changes: (name: String, value: String)...) -> String {
    let kept = question.query.filter { pair in !changes.contains { $0.name == pair.name } }
    return ogcAddress(question.base, question.path, kept + changes)
  }

  /// The document itself, and itself in every other medium.
  func linksToItself(_ title: String) -> [JSONValue] {
    let others = route.media.compactMap { other -> JSONValue? in
      guard other != medium, let name = other.name else { return nil }
      return ogcLink(href(with: ("f", name)), "alternate", other.type, "\(title) as \(other.type)")
    }
    return [ogcLink(href(with: []), "self", medium.type, title)] + others
  }

  private func href(with changes: [(name: String, value: String)]) -> String {
    ogcAddress(question.base, question.path, question.query)
  }
}
