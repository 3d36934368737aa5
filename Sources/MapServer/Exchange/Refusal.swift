import Words

/// Why a question is not answered.
package struct Refusal: Spoken, Hashable {
  package var status: Int
  package var code: String
  package var told: Bilingual

  /// Of a question that is wrong itself.
  package init(_ code: String, _ words: Bilingual) { self.init(400, code, words) }

  package init(_ status: Int, _ code: String, _ words: Bilingual) {
    self.status = status
    self.code = code
    told = words
  }

  package var answer: Answer { .failure(status, code, told) }
}

extension Answer {
  /// There is something there, but not for this method.
  package static func notAllowed(_ allowed: [Question.Method]) -> Answer {
    let names = allowed.map(\.rawValue).joined(separator: ", ")
    var answer = Answer.failure(
      405, "method-not-allowed", Bilingual("此处可用的方法为\(names)。", "here one may use \(names)."))
    answer.headers.append(("Allow", names))
    return answer
  }

  /// As many wait as may.
  package static func fullLine(_ words: Bilingual) -> Answer { .failure(429, "queue-full", words, retryAfter: 10) }

  package static let notFound = Answer.failure(
    404, "not-found", Bilingual("没有这个地址。可用的地址见/ogc/api。", "there is nothing here. /ogc/api lists what there is."))
}
