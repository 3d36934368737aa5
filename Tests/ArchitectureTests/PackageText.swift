/// A target as Package.swift declares it.
struct DeclaredTarget: Hashable {
  var name: String
  var dependencies: [String]
}

/// The targets under Sources, read from the text of Package.swift: calls of `floor`, `.executableTarget`, `.target`
/// and `.systemLibrary`.
func declaredTargets(_ package: String) -> [DeclaredTarget] {
  let text = withoutLineComments(package)
  var targets: [DeclaredTarget] = []
  for opening in ["floor(\n", "floor(\"", ".executableTarget(", ".systemLibrary(", ".target(\n", ".target(name: \""] {
    var rest = text[...]
    while let found = rest.firstRange(of: opening) {
      let parenthesis = text[found].firstIndex(of: "(")!
      let call = balanced(text[parenthesis...])
      rest = text[found.upperBound...]
      guard let name = quoted(call).first else { continue }
      let list = call.firstIndex(of: "[").map { bracketed(call[$0...]) } ?? ""
      targets.append(DeclaredTarget(name: name, dependencies: opening == ".systemLibrary(" ? [] : dependencies(list)))
    }
  }
  return targets.sorted { $0.name < $1.name }
}

/// The targets of the library product: what a package that depends on this one can import.
func libraryTargets(_ package: String) -> Set<String> {
  let text = withoutLineComments(package)
  guard let found = text.firstRange(of: ".library(") else { return [] }
  let call = balanced(text[text.index(before: found.upperBound)...])
  return call.firstIndex(of: "[").map { Set(quoted(bracketed(call[$0...]))) } ?? []
}

private func withoutLineComments(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false)
    .map { line in line.firstRange(of: "// ").map { String(line[..<$0.lowerBound]) } ?? String(line) }
    .joined(separator: "\n")
}

/// The names in a list of dependencies; a product counts by its own name, not by its package's, and the traits that
/// bring a dependency are none.
private func dependencies(_ list: String) -> [String] {
  quoted(list.replacing(/package: "[^"]*"/, with: "").replacing(/traits: \[[^\]]*\]/, with: ""))
}

private func quoted(_ text: String) -> [String] { text.matches(of: /"([^"]*)"/).map { String($0.1) } }

private func balanced(_ text: Substring) -> String { enclosed(text, "(", ")") }
private func bracketed(_ text: Substring) -> String { enclosed(text, "[", "]") }

/// The text from an opening mark to its partner.
private func enclosed(_ text: Substring, _ open: Character, _ close: Character) -> String {
  var depth = 0
  for index in text.indices {
    if text[index] == open { depth += 1 }
    if text[index] == close { depth -= 1 }
    if depth == 0 { return String(text[...index]) }
  }
  return String(text)
}
