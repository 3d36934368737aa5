import Report
import Words

/// Answers what is asked below `/ogc`: OGC API - Features, Part 1 (Core, GeoJSON, OpenAPI 3.0).
///
/// Pure: the same question gets the same answer, but for the time it is stamped with. HEAD is answered as GET; whoever
/// carries the answer leaves its body out.
/// ```swift
/// ogcAnswer(Question(.get, ["ogc", "collections"]), layers, about: about)?.status  // 200
/// ```
/// - Returns: nil when the path is not below `/ogc`.
/// - Complexity: O(features of the collection) for items, each shape read only where its box does not tell.
/// Source: OGC 17-069r4, OGC API - Features - Part 1: Core corrigendum.
package func ogcAnswer(_ question: Question, _ layers: [FeatureLayer], about: ServiceText) -> Answer? {
  guard question.path.first == "ogc" else { return nil }
  do {
    return try answered(question, layers, about)
  } catch {
    return error.answer
  }
}

private func answered(
  _ question: Question, _ layers: [FeatureLayer], _ about: ServiceText
) throws(OGCFault) -> Answer {
  let (route, medium) = try ogcRoute(question, featureRoutes(layers)) { _ in nothing(at: question.path, layers) }
  let call = OGCCall(question: question, route: route, medium: medium, layers: layers, about: about)
  // Every route of features has an answer of its own.
  guard let answer = route.answer else { throw nothing(at: question.path, layers) }
  return try answer(call)
}

/// The route that a question finds among some, and the medium it asks for.
///
/// - Throws: 404 as told, 405, 400 for parameters that are unknown, 406.
func ogcRoute(
  _ question: Question, _ routes: [OGCRoute], orElse nothing: (Bilingual) -> OGCFault
) throws(OGCFault) -> (route: OGCRoute, medium: OGCMedium) {
  let here = routes.filter { $0.matches(question.path) }
  let place = "/" + question.path.joined(separator: "/")
  guard !here.isEmpty else { throw nothing(Bilingual("没有“\(place)”。", "there is no “\(place)”.")) }
  let method = question.method == .head ? .get : question.method
  guard let route = here.first(where: { $0.method == method }) else { throw wrongMethod(here.map(\.method)) }
  try checkNames(of: question, in: route)
  return (route, try negotiatedMedium(route.media, question))
}

private func nothing(at path: [String], _ layers: [FeatureLayer]) -> OGCFault {
  guard path.count > 2, path[1] == "collections", !layers.contains(where: { $0.name == path[2] }) else {
    let place = "/" + path.joined(separator: "/")
    return .notFound(Bilingual("没有“\(place)”。", "there is no “\(place)”."))
  }
  let known = layers.map(\.name)
  return .notFound(
    Bilingual(
      "没有“\(path[2])”这个图层；可用：\(known.joined(separator: "、"))",
      "there is no collection “\(path[2])”; there is \(known.joined(separator: ", "))"))
}

private func wrongMethod(_ methods: [Question.Method]) -> OGCFault {
  let allowed = methods.flatMap { $0 == .get ? ["GET", "HEAD"] : [$0.rawValue] }.joined(separator: ", ")
  return OGCFault(
    405, "MethodNotAllowed", Bilingual("此处只能用\(allowed)。", "only \(allowed) can be used here."),
    headers: [("Allow", allowed)])
}

/// Refuses parameters that the API definition does not have, and those given twice.
///
/// Source: 17-069r4, /req/core/query-param-unknown.
private func checkNames(of question: Question, in route: OGCRoute) throws(OGCFault) {
  let known = route.parameters.filter { $0.place == .query }.map(\.name)
  var seen: Set<String> = []
  for (name, _) in question.query {
    guard known.contains(name) else {
      throw OGCFault(
        400, "InvalidParameterName",
        Bilingual(
          "没有“\(name)”这个参数；可用：\(known.joined(separator: "、"))",
          "there is no parameter “\(name)”; there is \(known.joined(separator: ", "))"))
    }
    guard seen.insert(name).inserted else {
      throw .badValue(name, Bilingual("出现了两次", "it stands twice"))
    }
  }
}
