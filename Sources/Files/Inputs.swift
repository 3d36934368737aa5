/// The input that an output would write over, whatever the two are called; nil for none.
///
/// Pipes and devices can be both.
package func input(among inputs: [String], at output: String) -> String? {
  guard let node = try? Node.at(output), node.kind == .file else { return nil }
  return inputs.first { (try? Node.at($0))?.isSame(as: node) ?? false }
}

/// The input that lies in a folder of results and would go with it; nil for none.
package func input(among inputs: [String], within folder: String) -> String? {
  guard let place = canonical(folder) else { return nil }
  return inputs.first { canonical($0)?.hasPrefix(joined(place, "")) ?? false }
}
