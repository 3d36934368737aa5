/// A language a person is spoken to in.
package enum Language: String, Hashable, CaseIterable, Sendable {
  case chinese = "zh"
  case english = "en"
}
