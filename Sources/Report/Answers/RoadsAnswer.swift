import Geodata
import RoadNetwork
import Words

/// What `roads build` prints.
package struct RoadsAnswer {
  package var graph: RoadGraph
  package var origin: Bilingual
  package var path: String

  package init(graph: RoadGraph, origin: Bilingual, path: String) {
    self.graph = graph
    self.origin = origin
    self.path = path
  }

  private var bytesPerEdge: Double { Double(graph.byteCount) / Double(max(graph.arcCount, 1)) }

  package var json: JSONValue {
    .object([
      JSONMember("file", .string(path)),
      JSONMember("origin", .string(origin.english)),
      JSONMember("nodes", .int(graph.nodeCount)),
      JSONMember("edges", .int(graph.arcCount)),
      JSONMember("components", .int(graph.componentCount)),
      JSONMember("street_km", .number(rounded(graph.streetLength.value / 1000, 3))),
      JSONMember("bytes", .int(graph.byteCount)),
      JSONMember("bytes_per_edge", .number(rounded(bytesPerEdge, 1))),
    ])
  }

  package var text: Bilingual {
    let kilometers = rounded(graph.streetLength.value / 1000, 1)
    let perEdge = rounded(bytesPerEdge, 1)
    return [
      Bilingual("\(path)：\(origin.chinese)", "\(path): \(origin.english)"),
      Bilingual(
        "\(graph.nodeCount)个结点，合并后\(graph.arcCount)条有向路段，\(graph.componentCount)个连通部分，街道\(kilometers)公里；"
          + "\(graph.byteCount)字节，每条有向路段\(perEdge)字节",
        "\(graph.nodeCount) nodes, \(graph.arcCount) arcs after contraction, \(graph.componentCount) components, "
          + "\(kilometers) km of streets; \(graph.byteCount) bytes, \(perEdge) per arc"),
    ].inLines
  }
}
