/// An error that tells a person what happened and how to mend it, in her language.
public protocol Spoken: Error, CustomStringConvertible {
  /// The whole sentence, with its place.
  var told: Bilingual { get }
}

extension Spoken {
  /// For those who develop: in English.
  public var description: String { told.english }
}

extension Bilingual {
  /// What any error says; one of another library stands in both languages as it is.
  package init(_ error: any Error) {
    self = (error as? any Spoken)?.told ?? Bilingual(same: "\(error)")
  }
}
