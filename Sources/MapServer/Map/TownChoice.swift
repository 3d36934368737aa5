import Model
import Words

/// Which town a question is about: under the definition that it names, or else as the analysis file has it.
extension Towns {
  /// - Throws: ``Refusal`` `unknown-definition` for one that is not prepared, or not kept any more.
  func town(of body: StrictObject) throws(Refusal) -> Town {
    body.value("definition") == nil ? own : try named(try body.text("definition"))
  }

  /// The same for a question without a body.
  func town(of question: Question) throws(Refusal) -> Town {
    let names = question.query.map(\.name).filter { $0 != "token" }
    guard names.allSatisfy({ $0 == "definition" }), names.count <= 1 else {
      throw Refusal(
        "bad-query",
        Bilingual("此处只有一个查询参数：definition，至多写一次。", "there is one parameter here, definition, at most once."))
    }
    guard let id = question.query.first(where: { $0.name == "definition" })?.value else { return own }
    return try named(id)
  }

  private func named(_ id: String) throws(Refusal) -> Town {
    guard let town = town(id) else { throw .unknownDefinition(id) }
    return town
  }
}

extension Refusal {
  static func unknownDefinition(_ id: String) -> Refusal {
    Refusal(
      404, "unknown-definition",
      Bilingual(
        "定义“\(id.shown)”还没有准备好，或已不再保留。请先向/api/definitions提交。",
        "the definition “\(id.shown)” is not ready, or no longer kept. Ask for it at /api/definitions first."))
  }
}
