import Geometry

/// A thing on the map with its tags: a point of interest, a way, or an area drawn as a relation.
package struct OSMFeature: Hashable, Sendable {
  /// What of the file it is.
  package enum Part: Hashable, Sendable {
    case node
    /// Its position among the ways.
    case way(Int)
    /// Its position among ``OSMData/areas``.
    case area(Int)
  }

  /// `node/123`, `way/45` or `relation/6`.
  package var id: String
  /// The `name` tag, empty when there is none.
  package var name: String
  package var tags: [String: String]
  /// Degrees: the node itself, or the mean of the nodes of the way or of the area's outer rings (each place counted
  /// once); where nodes are missing, what the file says instead.
  package var position: Coordinate
  package var part: Part
}

/// What filters choose, with its tags as the file has them: key, value, key, value… as string numbers.
package struct OSMChoice {
  package var part: OSMFeature.Part
  /// Its number on OpenStreetMap.
  package var reference: Int64
  package var tags: ArraySlice<Int32>
  /// As ``OSMFeature/position``.
  package var position: Coordinate

  /// As ``OSMFeature/id``.
  package var id: String {
    switch part {
    case .node: "node/\(reference)"
    case .way: "way/\(reference)"
    case .area: "relation/\(reference)"
    }
  }
}

/// A way, or a piece of one where the file lacks nodes.
package struct OSMLine: Hashable, Sendable {
  /// `way/45`.
  package var id: String
  package var name: String
  package var tags: [String: String]
  /// At least two, in degrees.
  package var coordinates: [Coordinate]
}

extension OSMData {
  /// The nodes, then the ways, then the areas, that match any of the filters, in the order of the file and each once.
  ///
  /// A way that draws an area which matches as well is part of it. Ways and areas without any place are left out. A shop drawn both as node and as outline comes twice: the file
  /// does not say that they are one.
  /// - Complexity: O(tags).
  package func features(matching filters: [TagFilter]) -> [OSMFeature] {
    var features: [OSMFeature] = []
    forEachChoice(matching: filters) { choice in
      let texts = dictionary(choice.tags)
      features.append(
        OSMFeature(
          id: choice.id, name: texts["name"] ?? "", tags: texts, position: choice.position, part: choice.part))
    }
    return features
  }

  /// The same one by one, their tags as numbers.
  package func forEachChoice(matching filters: [TagFilter], _ body: (OSMChoice) -> Void) {
    let compiled = filters.compactMap { CompiledFilter($0, strings) }
    if compiled.isEmpty { return }
    for (index, node) in taggedNodes.enumerated() {
      let tags = nodeTags[nodeTagStarts[index]..<nodeTagStarts[index + 1]]
      guard compiled.contains(where: { $0.matches(tags) }) else { continue }
      body(OSMChoice(part: .node, reference: nodeIDs[Int(node)], tags: tags, position: position(node)))
    }
    let areas = areas.indices.filter { index in compiled.contains { $0.matches(self.areas[index].tags[...]) } }
    let outlines = Set(
      areas.flatMap { self.areas[$0].members.filter { $0.kind == .way && $0.reference >= 0 }.map { Int($0.reference) } }
    )
    let highway = strings.id(of: "highway")
    for way in 0..<wayCount {
      let tags = tags(ofWay: way)
      guard compiled.contains(where: { $0.matches(tags) }), let center = center(ofWay: way) else { continue }
      // A street along a square stays a street.
      if outlines.contains(way), value(of: highway, in: tags) == nil { continue }
      body(OSMChoice(part: .way(way), reference: wayIDs[way], tags: tags, position: center))
    }
    for index in areas {
      guard let center = center(ofArea: index) else { continue }
      let area = self.areas[index]
      body(OSMChoice(part: .area(index), reference: area.id, tags: area.tags[...], position: center))
    }
  }

  /// The ways that match any of the filters as lines, in the order of the file.
  ///
  /// A way with missing nodes gives its unbroken pieces of two nodes and more.
  /// - Complexity: O(tags).
  package func lines(matching filters: [TagFilter]) -> [OSMLine] {
    var lines: [OSMLine] = []
    forEachWay(matching: filters) { way, tags in
      let texts = dictionary(tags)
      for piece in pieces(ofWay: way) {
        lines.append(
          OSMLine(
            id: "way/\(wayIDs[way])", name: texts["name"] ?? "", tags: texts, coordinates: piece.map(position)))
      }
    }
    return lines
  }

  /// The same lines with their names alone.
  package func forEachLine(matching filters: [TagFilter], _ body: (_ name: String, _ line: [Coordinate]) -> Void) {
    let key = strings.id(of: "name")
    forEachWay(matching: filters) { way, tags in
      let name = value(of: key, in: tags).map(strings.string) ?? ""
      for piece in pieces(ofWay: way) { body(name, positions(piece)) }
    }
  }

  private func forEachWay(matching filters: [TagFilter], _ body: (Int, ArraySlice<Int32>) -> Void) {
    let compiled = filters.compactMap { CompiledFilter($0, strings) }
    if compiled.isEmpty { return }
    for way in 0..<wayCount {
      let tags = tags(ofWay: way)
      if compiled.contains(where: { $0.matches(tags) }) { body(way, tags) }
    }
  }

  /// The number of a tag's value; of a key that stands twice the last counts.
  package func value(of key: Int32?, in tags: ArraySlice<Int32>) -> Int32? {
    guard let key else { return nil }
    var value: Int32?
    for index in stride(from: tags.startIndex, to: tags.endIndex, by: 2) where tags[index] == key {
      value = tags[index + 1]
    }
    return value
  }

  /// The unbroken pieces of a way of two nodes and more.
  package func pieces(ofWay way: Int) -> [ArraySlice<Int32>] {
    let nodes = nodes(ofWay: way)
    guard nodes.contains(Self.missingNode) else { return nodes.count > 1 ? [nodes] : [] }
    return nodes.split(separator: Self.missingNode).filter { $0.count > 1 }
  }

  private func dictionary(_ tags: ArraySlice<Int32>) -> [String: String] {
    var result: [String: String] = [:]
    for index in stride(from: tags.startIndex, to: tags.endIndex, by: 2) {
      result[strings.string(tags[index])] = strings.string(tags[index + 1])
    }
    return result
  }

  private func center(ofWay way: Int) -> Coordinate? {
    let nodes = nodes(ofWay: way)
    if let center = wayCenters[way], nodes.contains(Self.missingNode) || nodes.isEmpty { return Self.degrees(center) }
    return middle(nodes)
  }

  private func center(ofArea index: Int) -> Coordinate? {
    let area = area(index)
    if let center = areaCenters[index], !area.isComplete || area.outerRings.isEmpty { return Self.degrees(center) }
    let rings = area.outerRings.isEmpty ? area.openPieces : area.outerRings
    return middle(rings.flatMap { $0.first == $0.last ? $0.dropLast() : $0[...] })
  }

  private func middle(_ all: some RandomAccessCollection<Int32>) -> Coordinate? {
    let isClosed = all.count > 1 && all.first == all.last
    // Whole numbers: the sum does not depend on the order.
    var x: Int64 = 0
    var y: Int64 = 0
    var count: Int64 = 0
    for node in all.dropLast(isClosed ? 1 : 0) where node != Self.missingNode {
      x += Int64(longitudes[Int(node)])
      y += Int64(latitudes[Int(node)])
      count += 1
    }
    if count == 0 { return nil }
    return Coordinate(x: Double(x) / Double(count) / 1e7, y: Double(y) / Double(count) / 1e7)
  }

  private static func degrees(_ place: SIMD2<Int32>) -> Coordinate {
    Coordinate(x: Double(place.x) / 1e7, y: Double(place.y) / 1e7)
  }
}
