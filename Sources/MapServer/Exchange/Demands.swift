import Words

/// There is something there, but not for this method.
struct WrongMethod: Error {
  var allowed: [Question.Method]
}

extension Question {
  func needs(_ methods: [Method]) throws {
    guard methods.contains(method) else { throw WrongMethod(allowed: methods) }
  }

  /// The body as an object.
  ///
  /// - Throws: ``Refusal`` also for a body that does not call itself JSON: a page from elsewhere cannot send it without
  ///   being asked first.
  func object() throws(Refusal) -> StrictObject {
    guard contentType == "application/json" else {
      throw Refusal(
        415, "not-json",
        Bilingual("请以Content-Type: application/json发送。", "send it with Content-Type: application/json."))
    }
    return try StrictObject(parsing: body)
  }
}
