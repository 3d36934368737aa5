import Geometry

/// A thing on the map with its tags: a point of interest, or a way.
public struct OSMFeature: Hashable, Sendable {
  /// `node/123` or `way/45`.
  public var id: String
  /// The `name` tag, empty when there is none.
  public var name: String
  public var tags: [String: String]
  /// Degrees: the node itself, or the mean of the way's nodes (a closed way's first node counted once).
  public var position: Coordinate
}

/// A way, or a piece of one where the file lacks nodes.
public struct OSMLine: Hashable, Sendable {
  /// `way/45`.
  public var id: String
  public var name: String
  public var tags: [String: String]
  /// At least two, in degrees.
  public var coordinates: [Coordinate]
}

extension OSMData {
  /// The nodes, then the ways, that match any of the filters, in the order of the file and each once.
  ///
  /// Ways of which the file holds no node are left out. A shop drawn both as node and as outline comes twice: the file
  /// does not say that they are one.
  /// - Complexity: O(tags).
  public func features(matching filters: [TagFilter]) -> [OSMFeature] {
    let compiled = filters.compactMap { CompiledFilter($0, strings) }
    if compiled.isEmpty { return [] }
    var features: [OSMFeature] = []
    for (index, node) in taggedNodes.enumerated() {
      let tags = nodeTags[nodeTagStarts[index]..<nodeTagStarts[index + 1]]
      guard compiled.contains(where: { $0.matches(tags) }) else { continue }
      let texts = dictionary(tags)
      features.append(
        OSMFeature(
          id: "node/\(nodeIDs[Int(node)])", name: texts["name"] ?? "", tags: texts, position: position(node)))
    }
    for way in 0..<wayCount {
      let tags = tags(ofWay: way)
      guard compiled.contains(where: { $0.matches(tags) }), let center = center(ofWay: way) else { continue }
      let texts = dictionary(tags)
      features.append(
        OSMFeature(id: "way/\(wayIDs[way])", name: texts["name"] ?? "", tags: texts, position: center))
    }
    return features
  }

  /// The ways that match any of the filters as lines, in the order of the file.
  ///
  /// A way with missing nodes gives its unbroken pieces of two nodes and more.
  /// - Complexity: O(tags).
  public func lines(matching filters: [TagFilter]) -> [OSMLine] {
    let compiled = filters.compactMap { CompiledFilter($0, strings) }
    if compiled.isEmpty { return [] }
    var lines: [OSMLine] = []
    for way in 0..<wayCount {
      let tags = tags(ofWay: way)
      guard compiled.contains(where: { $0.matches(tags) }) else { continue }
      let texts = dictionary(tags)
      for piece in nodes(ofWay: way).split(separator: Self.missingNode) where piece.count > 1 {
        lines.append(
          OSMLine(
            id: "way/\(wayIDs[way])", name: texts["name"] ?? "", tags: texts, coordinates: piece.map(position)))
      }
    }
    return lines
  }

  private func dictionary(_ tags: ArraySlice<Int32>) -> [String: String] {
    var result: [String: String] = [:]
    for index in stride(from: tags.startIndex, to: tags.endIndex, by: 2) {
      result[strings.string(tags[index])] = strings.string(tags[index + 1])
    }
    return result
  }

  private func center(ofWay way: Int) -> Coordinate? {
    var nodes = nodes(ofWay: way)
    if nodes.count > 1, nodes.first == nodes.last { nodes = nodes.dropLast() }
    // Whole numbers: the sum does not depend on the order.
    var x: Int64 = 0
    var y: Int64 = 0
    var count: Int64 = 0
    for node in nodes where node != Self.missingNode {
      x += Int64(longitudes[Int(node)])
      y += Int64(latitudes[Int(node)])
      count += 1
    }
    if count == 0 { return nil }
    return Coordinate(x: Double(x) / Double(count) / 1e7, y: Double(y) / Double(count) / 1e7)
  }
}
