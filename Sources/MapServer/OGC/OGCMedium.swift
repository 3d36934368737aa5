import Words

/// A form in which a document is handed out.
struct OGCMedium: Hashable, Sendable {
  /// What `f` calls it; nil for one that only `Accept` can ask for.
  var name: String?
  var type: String

  static let json = OGCMedium(name: "json", type: "application/json")
  static let geoJSON = OGCMedium(name: "geojson", type: "application/geo+json")
  static let openAPI = OGCMedium(name: "json", type: "application/vnd.oai.openapi+json;version=3.0")
  static let plainOpenAPI = OGCMedium(name: nil, type: "application/json")
}

/// The medium a question asks for: by `f` or, without it, by `Accept`; the first of them when it takes any.
///
/// Source: RFC 9110, section 12.5.1; `f` goes first as every OGC API has it.
func negotiatedMedium(_ media: [OGCMedium], _ question: Question) throws(OGCFault) -> OGCMedium {
  if let name = question.query.first(where: { $0.name == "f" })?.value {
    if let medium = media.first(where: { $0.name == name }) { return medium }
    let known = media.compactMap(\.name).joined(separator: ", ")
    throw .badValue(
      "f", Bilingual("没有“\(name)”这种格式；可用：\(known)", "there is no format “\(name)”; there is \(known)"))
  }
  let ranges = mediaRanges(question.accept)
  guard !ranges.isEmpty else { return media[0] }
  var best: (medium: OGCMedium, quality: Double)?
  for medium in media {
    let quality = quality(of: medium.type, ranges)
    if quality > 0, quality > best?.quality ?? 0 { best = (medium, quality) }
  }
  guard let best else {
    let known = media.map(\.type).joined(separator: ", ")
    throw OGCFault(
      406, "NotAcceptable",
      Bilingual("不提供“\(question.accept)”；可用：\(known)", "“\(question.accept)” is not offered; there is \(known)"))
  }
  return best.medium
}

private struct MediaRange {
  var type: String
  var subtype: String
  var quality: Double
}

private func mediaRanges(_ accept: String) -> [MediaRange] {
  accept.split(separator: ",").compactMap { part in
    let pieces = part.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
    guard let names = pieces.first?.split(separator: "/"), names.count == 2 else { return nil }
    let quality = pieces.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
    return MediaRange(type: String(names[0]), subtype: String(names[1]), quality: quality)
  }
}

/// The quality given by the most exact of the ranges that a type falls into; parameters such as a version do not count.
private func quality(of type: String, _ ranges: [MediaRange]) -> Double {
  let names = type.split(separator: ";")[0].split(separator: "/").map(String.init)
  let exactness = ranges.compactMap { range -> (Int, Double)? in
    if range.type == names[0], range.subtype == names[1] { return (2, range.quality) }
    if range.type == names[0], range.subtype == "*" { return (1, range.quality) }
    return range.type == "*" && range.subtype == "*" ? (0, range.quality) : nil
  }
  return exactness.max { $0.0 < $1.0 }?.1 ?? 0
}
