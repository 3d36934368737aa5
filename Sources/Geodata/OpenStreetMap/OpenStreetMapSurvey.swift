import Geometry
import OSM

/// What an OpenStreetMap file holds, counted: which things, where, and how they are tagged.
package struct OpenStreetMapSurvey: Sendable {
  /// A key of tags, on nodes, ways and areas drawn as relations.
  package struct Key: Sendable {
    package let name: String
    package let count: Int
    /// The commonest, ties in the order of the alphabet.
    package let values: [(value: String, count: Int)]
  }

  package let nodeCount: Int
  package let wayCount: Int
  package let relationCount: Int
  package let clippedWayCount: Int
  /// Why the extract is incomplete, in the words of the service that made it.
  package let remark: String?
  /// Degrees.
  package let box: Box
  /// The commonest, ties in the order of the alphabet.
  package let keys: [Key]

  /// - Parameters:
  ///   - keyCount: how many keys at the most.
  ///   - valueCount: how many values of each at the most.
  /// - Complexity: O(tags).
  package init(_ data: OSMData, keyCount: Int = 20, valueCount: Int = 4) {
    nodeCount = data.nodeCount
    wayCount = data.wayCount
    relationCount = data.relationCount
    clippedWayCount = data.clippedWayCount
    remark = data.remark
    box = data.bounds
    var counts = [Int](repeating: 0, count: data.stringCount)
    Self.forEachTag(data) { key, _ in counts[Int(key)] += 1 }
    let commonest = Self.commonest(
      counts.indices.filter { counts[$0] > 0 }.map { (data.string(Int32($0)), counts[$0]) }, keyCount)
    var places = [Int](repeating: -1, count: data.stringCount)
    for (place, key) in commonest.enumerated() {
      if let id = data.stringID(key.text) { places[Int(id)] = place }
    }
    var values = [[Int32: Int]](repeating: [:], count: commonest.count)
    Self.forEachTag(data) { key, value in
      let place = places[Int(key)]
      if place >= 0 { values[place][value, default: 0] += 1 }
    }
    keys = zip(commonest, values).map { key, values in
      let most = Self.commonest(values.map { (data.string($0.key), $0.value) }, valueCount)
      return Key(name: key.text, count: key.count, values: most.map { ($0.text, $0.count) })
    }
  }

  private static func forEachTag(_ data: OSMData, _ body: (_ key: Int32, _ value: Int32) -> Void) {
    func each(_ tags: ArraySlice<Int32>) {
      for index in stride(from: tags.startIndex, to: tags.endIndex, by: 2) { body(tags[index], tags[index + 1]) }
    }
    data.forEachTaggedNode { _, tags in each(tags) }
    for way in 0..<data.wayCount { each(data.tags(ofWay: way)) }
    for area in data.areas { each(area.tags[...]) }
  }

  private static func commonest(_ all: [(String, Int)], _ count: Int) -> [(text: String, count: Int)] {
    all.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(count).map { ($0.0, $0.1) }
  }
}
