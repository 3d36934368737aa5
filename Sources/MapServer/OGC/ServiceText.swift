import Foundation
import Words

/// What a service says of itself.
package struct ServiceText: Sendable {
  package var title: Bilingual
  package var description: Bilingual
  /// Whom to name beside the data, one line each.
  package var attribution: [String]
  /// The terms of the data; an address of theirs is linked to.
  package var license: String
  /// Of the program.
  package var version: String
  /// Whether a caller has to show a token.
  package var needsToken: Bool
  /// Whether processes are offered beside the features.
  package var hasProcesses: Bool
  /// The time that answers are stamped with.
  package var now: @Sendable () -> Date

  package init(
    title: Bilingual, description: Bilingual, attribution: [String] = [], license: String = "", version: String,
    needsToken: Bool = false, hasProcesses: Bool = false, now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.title = title
    self.description = description
    self.attribution = attribution
    self.license = license
    self.version = version
    self.needsToken = needsToken
    self.hasProcesses = hasProcesses
    self.now = now
  }
}

extension Bilingual {
  /// Both languages in one line, for a document that has one place for a title.
  var inOneTitle: String { chinese == english ? english : "\(chinese) / \(english)" }
}
