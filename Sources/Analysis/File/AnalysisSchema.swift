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
  /// As a number of YAML within limits, and as a text that is read as one.
  func number(_ type: String, _ limits: [JSONMember], _ quantity: Quantity) -> JSONValue {
    .object([
      JSONMember(
        "anyOf",
        .array([.object([JSONMember("type", .string(type))] + limits), pattern(quantity.pattern)]))
    ])
  }
  let fromZero = [JSONMember("minimum", .int(0))]
  switch kind {
  case .text: return .object([JSONMember("type", .array([.string("string"), .string("number")]))])
  case .number: return number("number", fromZero, .number)
  case .money: return number("number", fromZero, .money)
  case .amount: return number("number", fromZero, .amount)
  case .degrees:
    return .object([
      JSONMember("type", .string("number")), JSONMember("minimum", .int(-180)), JSONMember("maximum", .int(180)),
    ])
  case .wholeNumber: return number("integer", fromZero, .count)
  case .cutoff:
    return pattern(
      "(\(Quantity.duration.pattern))|(\(Quantity.length.pattern))|(^(\(CutoffText.presets.joined(separator: "|")))$)")
  case .length: return pattern(Quantity.length.pattern)
  case .duration: return pattern(Quantity.duration.pattern)
  case .speed: return pattern(Quantity.speed.pattern)
  case .speeds:
    return .object([
      JSONMember("type", .string("object")),
      JSONMember("properties", .object(modeNames.map { JSONMember($0, schema(.speed)) })),
      JSONMember("additionalProperties", schema(.speed)),
    ])
  case .mode:
    return .object([JSONMember("anyOf", .array([schema(.choice(modeNames)), schema(.text)]))])
  case .share:
    return number("number", [JSONMember("exclusiveMinimum", .int(0)), JSONMember("maximum", .int(1))], .fraction)
  case .percentage: return number("number", fromZero + [JSONMember("maximum", .int(1))], .fraction)
  case .tonnes: return pattern(Quantity.weight.pattern)
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
