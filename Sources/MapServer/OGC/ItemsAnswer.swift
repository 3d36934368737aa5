import Foundation
import Geodata
import Report
import Words

/// 17-069r4, /req/core/fc-op to fc-numberReturned.
func featureItems(of layer: FeatureLayer, _ call: OGCCall) throws(OGCFault) -> Answer {
  let query = try ItemsQuery(call.question.query, layer)
  let matched = query.matches(in: layer)
  let page = matched.dropFirst(query.offset).prefix(query.limit)
  var links = call.linksToItself(layer.title.inOneTitle)
  if query.offset + page.count < matched.count, !page.isEmpty {
    links.append(pageLink("next", from: query.offset + page.count, query, call))
  }
  if query.offset > 0 {
    // From behind the end it leads to the last page.
    let from = max(0, min(query.offset, matched.count) - query.limit)
    links.append(pageLink("prev", from: from, query, call))
  }
  links.append(
    ogcLink(call.href("collections", layer.name), "collection", "application/json", layer.title.inOneTitle))
  var body = Array(#"{"type":"FeatureCollection","timeStamp":""#.utf8)
  body += call.about.now().ISO8601Format().utf8
  body += #"","numberMatched":\#(matched.count),"numberReturned":\#(page.count),"links":"#.utf8
  body += bytes(.array(links))
  body += ",\"features\":[".utf8
  for (place, index) in page.enumerated() {
    body += (place == 0 ? "\n" : ",\n").utf8
    body += layer.features[index].json
  }
  body += "\n]}\n".utf8
  return Answer(type: call.medium.type, body: body)
}

/// 17-069r4, /req/core/f-op to f-links.
func featureItem(of layer: FeatureLayer, _ call: OGCCall) throws(OGCFault) -> Answer {
  let id = call.question.path[4]
  guard let feature = layer.features.first(where: { $0.id == id }) else {
    throw .notFound(
      Bilingual(
        "“\(layer.title.chinese)”中没有编号“\(id)”。", "there is no feature “\(id)” in “\(layer.title.english)”."))
  }
  let links =
    call.linksToItself(id)
    + [ogcLink(call.href("collections", layer.name), "collection", "application/json", layer.title.inOneTitle)]
  // A feature is one JSON object: its last byte is the brace that closes it.
  let body = feature.json.dropLast() + Array(#","links":"#.utf8) + bytes(.array(links)) + Array("}\n".utf8)
  return Answer(type: call.medium.type, body: Array(body))
}

private func pageLink(_ relation: String, from offset: Int, _ query: ItemsQuery, _ call: OGCCall) -> JSONValue {
  let href = call.href(with: ("offset", String(offset)), ("limit", String(query.limit)))
  return ogcLink(href, relation, call.medium.type, relation == "next" ? "The next page" : "The page before")
}

/// Links are texts, and texts can always be written.
private func bytes(_ value: JSONValue) -> [UInt8] { (try? value.utf8()) ?? [] }
