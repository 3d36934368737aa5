import Foundation

/// What another program computed, as its script beside it wrote it.
///
/// - Parameter name: of a file in `Independent`.
func independentReference<Reference: Decodable>(_ name: String) throws -> Reference {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Independent/\(name)")
  return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
}

/// Whether two numbers differ by 1e-9 at most, of one or of the larger of them; nil is like nil alone.
func isAlike(_ a: Double?, _ b: Double?) -> Bool {
  guard let a, let b else { return a == nil && b == nil }
  return abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))
}
