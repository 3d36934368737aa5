import Foundation
import Geodata
import Words
import Yams

extension AnalysisFile {
  /// The analysis file as it is to stand in another folder: inputs by their whole paths, stations from a file of their own
  /// beside it, results in the usual place and in no database.
  ///
  /// - Parameters:
  ///   - stations: name of the file beside it, with columns that need no explanation.
  ///   - overrides: as it was read with.
  /// - Throws: ``AnalysisError`` for a file that has changed since and is no analysis any more.
  package func moved(stations: String, overrides: [String]) throws -> String {
    let document = try AnalysisDocument(file: path, overrides: overrides)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    func whole(_ node: Node) -> Node {
      guard let text = node.scalar?.string, !text.hasPrefix("/"), !GDALFormat.isDatabase(text) else { return node }
      return Node(folder.appendingPathComponent(text).standardizedFileURL.path)
    }
    var root = document.root
    var inputs = root.mapping?[Node("inputs")]?.mapping ?? Node.Mapping([])
    for (key, value) in inputs {
      if var layer = value.mapping {
        layer[Node("file")] = layer[Node("file")].map(whole)
        inputs[key] = .mapping(layer)
      } else {
        inputs[key] = whole(value)
      }
    }
    // Written in WGS84, wherever the edits have put them: nothing is to be guessed from where they stand.
    inputs[Node("stations")] = .mapping(
      Node.Mapping([(Node("file"), Node(stations)), (Node("crs"), Node("wgs84!"))]))
    Self.set(&root, "inputs", .mapping(inputs))
    // They are made already in the file beside it.
    Self.set(&root, EditKeys.key.name, nil)
    if var coverage = root.mapping?[Node("coverage")]?.mapping, let profiles = coverage[Node("profiles")] {
      coverage[Node("profiles")] = whole(profiles)
      Self.set(&root, "coverage", .mapping(coverage))
    }
    if var output = root.mapping?[Node("output")]?.mapping {
      // Its password is nobody's who looks at the map.
      output[Node("postgis")] = nil
      output[Node("dir")] = nil
      Self.set(&root, "output", output.isEmpty ? nil : .mapping(output))
    }
    return try Yams.serialize(node: root, width: -1, allowUnicode: true)
  }

  private static func set(_ root: inout Node, _ key: String, _ value: Node?) {
    guard var mapping = root.mapping else { return }
    mapping[Node(key)] = value
    root = .mapping(mapping)
  }
}
