import Geodata
import Geometry
import Report
import Words

/// What the service keeps of the standard.
func conformanceClasses(_ about: ServiceText) -> [String] {
  let features = ["core", "geojson", "oas30"].map { "ogcapi-features-1/1.0/conf/\($0)" }
  let processes = ["core", "ogc-process-description", "json", "oas30", "dismiss"].map {
    "ogcapi-processes-1/1.0/conf/\($0)"
  }
  return (features + (about.hasProcesses ? processes : [])).map { "http://www.opengis.net/spec/\($0)" }
}

let crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

/// 17-069r4, /req/core/root-success.
@Sendable func landingPageAnswer(_ call: OGCCall) throws(OGCFault) -> Answer {
  let links =
    call.linksToItself("This document") + [
      ogcLink(call.href("api"), "service-desc", OGCMedium.openAPI.type, "The API definition, OpenAPI 3.0"),
      ogcLink(call.href("conformance"), "conformance", "application/json", "The standards it keeps"),
      ogcLink(call.href("collections"), "data", "application/json", "The layers"),
    ]
  var page: [JSONMember] = [
    JSONMember("title", .string(call.about.title.inOneTitle)),
    JSONMember("description", .string(call.about.description.inOneTitle)),
  ]
  if !call.about.attribution.isEmpty {
    page.append(JSONMember("attribution", .string(call.about.attribution.joined(separator: "; "))))
  }
  page.append(
    JSONMember("links", .array(links + (call.about.hasProcesses ? processLinks(call) : []) + licenseLinks(call))))
  return .json(.object(page), type: call.medium.type)
}

/// 17-069r4, /req/core/conformance-success.
@Sendable func conformanceAnswer(_ call: OGCCall) throws(OGCFault) -> Answer {
  .json(
    [
      "conformsTo": .array(conformanceClasses(call.about).map { .string($0) }),
      "links": .array(call.linksToItself("This document")),
    ], type: call.medium.type)
}

/// 17-069r4, /req/core/fc-md-success.
@Sendable func collectionsAnswer(_ call: OGCCall) throws(OGCFault) -> Answer {
  .json(
    [
      "links": .array(call.linksToItself("The layers") + licenseLinks(call)),
      "collections": .array(call.layers.map { collectionDocument($0, call) }),
    ], type: call.medium.type)
}

/// A layer as the list has it and, but for the link to itself, as its own page does.
func collectionDocument(_ layer: FeatureLayer, _ call: OGCCall) -> JSONValue {
  let title = layer.title.inOneTitle
  var members: [JSONMember] = [
    JSONMember("id", .string(layer.name)), JSONMember("title", .string(title)),
    JSONMember("description", .string(layer.about)),
  ]
  if !call.about.attribution.isEmpty {
    members.append(JSONMember("attribution", .string(call.about.attribution.joined(separator: "; "))))
  }
  let links = [
    ogcLink(call.href("collections", layer.name), "self", "application/json", title),
    ogcLink(call.href("collections"), "parent", "application/json", "The layers"),
    ogcLink(call.href("collections", layer.name, "items"), "items", OGCMedium.geoJSON.type, "\(title) as GeoJSON"),
    ogcLink(
      call.href("collections", layer.name, "items") + "?f=json", "items", OGCMedium.json.type, "\(title) as plain JSON"),
  ]
  members.append(JSONMember("links", .array(links + licenseLinks(call))))
  if let extent = extent(of: layer) {
    members.append(JSONMember("extent", ["spatial": ["bbox": [extent], "crs": .string(crs84)]]))
  }
  members += [JSONMember("itemType", "feature"), JSONMember("crs", [.string(crs84)])]
  return .object(members)
}

/// The box of all features; nil when none has a place.
private func extent(of layer: FeatureLayer) -> JSONValue? {
  var whole = Box()
  for box in layer.features.lazy.compactMap(\.box) where !box.isEmpty {
    whole.minX = min(whole.minX, box.minX)
    whole.minY = min(whole.minY, box.minY)
    whole.maxX = max(whole.maxX, box.maxX)
    whole.maxY = max(whole.maxY, box.maxY)
  }
  guard !whole.isEmpty else { return nil }
  return [.number(whole.minX), .number(whole.minY), .number(whole.maxX), .number(whole.maxY)]
}

/// 17-069r4, /rec/core/fc-md-license, where the terms are an address.
private func licenseLinks(_ call: OGCCall) -> [JSONValue] {
  guard call.about.license.hasPrefix("http") else { return [] }
  return [ogcLink(call.about.license, "license", "text/html", "The terms of the data")]
}
