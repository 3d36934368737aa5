import Foundation
import Geodata
import Words

extension ProcessOrder {
  /// - Throws: 400 for what the process does not take: 18-062r2, /req/core/process-execute-input-validation.
  init(body: [UInt8], to process: ProcessDescription) throws(OGCFault) {
    let sent = try sentObject(body)
    for member in sent where !["inputs", "outputs", "response"].contains(member.key) {
      throw .badInput(Bilingual("没有“\(member.key)”这一项", "there is no “\(member.key)” in a request"))
    }
    var inputs: [String: JSONValue] = [:]
    switch sent.first(where: { $0.key == "inputs" })?.value ?? .object([]) {
    case .object(let members):
      var seen: Set<String> = []
      for member in members {
        guard seen.insert(member.key).inserted else {
          throw .badInput(Bilingual("输入“\(member.key)”写了两次", "the input “\(member.key)” stands twice"))
        }
        guard let input = process.inputs.first(where: { $0.name == member.key }) else {
          throw .badInput(
            Bilingual("过程没有“\(member.key)”这个输入", "the process has no input “\(member.key)”"))
        }
        let value = try plainValue(member.value, of: input)
        if let fault = input.fault(value) {
          throw .badInput(Bilingual("\(input.name)：\(fault.chinese)", "\(input.name): \(fault.english)"))
        }
        inputs[input.name] = value
      }
    default: throw .badInput(Bilingual("inputs应为对象", "inputs are to be an object"))
    }
    for input in process.inputs where input.isRequired && inputs[input.name] == nil {
      throw .badInput(Bilingual("缺少输入“\(input.name)”", "the input “\(input.name)” is missing"))
    }
    self.init(process.process, inputs: inputs, response: try Self.response(sent))
  }

  private static func response(_ sent: [JSONMember]) throws(OGCFault) -> Response {
    if let outputs = sent.first(where: { $0.key == "outputs" })?.value {
      guard case .object(let members) = outputs, members.allSatisfy({ $0.key == "result" && isByValue($0.value) })
      else {
        throw .badInput(
          Bilingual("输出只有“result”，只能直接给出", "there is one output, “result”, and it is handed out by value"))
      }
    }
    guard let asked = sent.first(where: { $0.key == "response" })?.value else { return .raw }
    guard let response = asked.text.flatMap({ Response(rawValue: $0) }) else {
      throw .badInput(Bilingual("response只有raw和document", "response is raw or document"))
    }
    return response
  }

  private static func isByValue(_ output: JSONValue) -> Bool {
    guard case .object = output else { return false }
    return (output["transmissionMode"] ?? "value") == "value"
  }
}

extension OGCFault {
  static func badInput(_ words: Bilingual) -> OGCFault {
    var fault = OGCFault(400, "InvalidParameterValue", words)
    fault.type = "InvalidParameterValue"
    return fault
  }
}

/// The value that stands for an input: itself, that of an object with `value`, or what a link holds.
///
/// Links of the scheme `data` alone are followed: a server that fetches what strangers name reads for them what they may
/// not.
private func plainValue(_ value: JSONValue, of input: ProcessInput) throws(OGCFault) -> JSONValue {
  if let inner = value["value"] { return inner }
  guard let link = value["href"]?.text else { return value }
  let notFollowed = OGCFault.badInput(
    Bilingual(
      "\(input.name)：只接受data:开头的链接；请直接写值",
      "\(input.name): only links that begin with data: are followed; write the value"))
  guard link.lowercased().hasPrefix("data:"), let comma = link.firstIndex(of: ",") else { throw notFollowed }
  let text = String(link[link.index(after: comma)...])
  let bytes =
    link[..<comma].lowercased().hasSuffix(";base64")
    ? Data(base64Encoded: text).map { [UInt8]($0) } : text.removingPercentEncoding.map { Array($0.utf8) }
  guard let bytes, let value = try? JSONValue(bytes, named: input.name) else { throw notFollowed }
  return value
}

/// - Throws: 400 also where a key stands twice: whatever it means, something else may be meant.
private func sentObject(_ body: [UInt8]) throws(OGCFault) -> [JSONMember] {
  do throws(Refusal) {
    return try StrictObject(parsing: body).members
  } catch {
    throw .badInput(error.told)
  }
}
