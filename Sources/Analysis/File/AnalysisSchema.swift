import Geodata
import Model
import RoadNetwork

/// The analysis file's JSON Schema (2020-12), made from the same table that checks it.
package func analysisSchema() -> JSONValue {
  var members: [JSONMember] = [
    JSONMember("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
    JSONMember("title", .string("ServiceCircle analysis file")),
  ]
  if case .object(let root) = schema(.keys(AnalysisKeys.root)) { members += root }
  return .object(members)
}

/// For completion; a file may name modes of its own besides.
private let modeNames = ModeRules.all.map(\.mode.rawValue)

private func schema(_ kind: ValueKind) -> JSONValue {
  func pattern(_ expression: String) -> JSONValue {
    .object([JSONMember("type", .string("string")), JSONMember("pattern", .string(expression))])
  }
  let number = #"^\s*[0-9]*\.?[0-9]+\s*"#
  switch kind {
  case .text: return .object([JSONMember("type", .array([.string("string"), .string("number")]))])
  case .number: return .object([JSONMember("type", .string("number")), JSONMember("minimum", .int(0))])
  case .degrees:
    return .object([
      JSONMember("type", .string("number")), JSONMember("minimum", .int(-180)), JSONMember("maximum", .int(180)),
    ])
  case .wholeNumber: return .object([JSONMember("type", .string("integer")), JSONMember("minimum", .int(0))])
  case .cutoff:
    return pattern("(\(number)(s|sec|min|h|m|km)$)|(^(\(CutoffText.presets.joined(separator: "|")))$)")
  case .length: return pattern("\(number)(m|km)$")
  case .duration: return pattern("\(number)(s|sec|min|h)$")
  case .speed: return pattern("\(number)km/h$")
  case .speeds:
    return .object([
      JSONMember("type", .string("object")),
      JSONMember("properties", .object(modeNames.map { JSONMember($0, schema(.speed)) })),
      JSONMember("additionalProperties", schema(.speed)),
    ])
  case .mode:
    return .object([JSONMember("anyOf", .array([schema(.choice(modeNames)), schema(.text)]))])
  case .share:
    return .object([
      JSONMember("type", .string("number")), JSONMember("exclusiveMinimum", .int(0)), JSONMember("maximum", .int(1)),
    ])
  case .percentage:
    return .object([
      JSONMember(
        "anyOf",
        .array([
          .object([
            JSONMember("type", .string("number")), JSONMember("minimum", .int(0)), JSONMember("maximum", .int(1)),
          ]),
          pattern("\(number)%$"),
        ]))
    ])
  case .tonnes: return pattern("\(number)t$")
  case .tag: return pattern("^[^=]+=.+$")
  case .flag: return .object([JSONMember("type", .string("boolean"))])
  case .choice(let words): return .object([JSONMember("enum", .array(words.map { .string($0) }))])
  case .list(let element):
    return .object([JSONMember("type", .string("array")), JSONMember("items", schema(element))])
  case .either(let a, let b): return .object([JSONMember("anyOf", .array([schema(a), schema(b)]))])
  case .dictionary(let element):
    return .object([JSONMember("type", .string("object")), JSONMember("additionalProperties", schema(element))])
  case .keys(let keys):
    return .object([
      JSONMember("type", .string("object")),
      JSONMember("additionalProperties", .bool(false)),
      JSONMember(
        "properties",
        .object(
          keys.map { key in
            guard case .object(let members) = schema(key.kind) else { return JSONMember(key.name, .null) }
            return JSONMember(key.name, .object([JSONMember("description", .string(key.about))] + members))
          })),
    ])
  }
}
