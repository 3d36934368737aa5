import Geodata
import RoadNetwork

/// What `roads build` prints.
package struct RoadsAnswer {
  package var graph: RoadGraph
  package var origin: String
  package var path: String

  package init(graph: RoadGraph, origin: String, path: String) {
    self.graph = graph
    self.origin = origin
    self.path = path
  }

  private var bytesPerEdge: Double { Double(graph.byteCount) / Double(max(graph.arcCount, 1)) }

  package var json: JSONValue {
    .object([
      JSONMember("file", .string(path)),
      JSONMember("origin", .string(origin)),
      JSONMember("nodes", .int(graph.nodeCount)),
      JSONMember("edges", .int(graph.arcCount)),
      JSONMember("components", .int(graph.componentCount)),
      JSONMember("street_km", .number(rounded(graph.streetLength.value / 1000, 3))),
      JSONMember("bytes", .int(graph.byteCount)),
      JSONMember("bytes_per_edge", .number(rounded(bytesPerEdge, 1))),
    ])
  }

  package var text: String {
    """
    \(path): \(origin)
    \(graph.nodeCount) nodes, \(graph.arcCount) arcs after contraction, \(graph.componentCount) components, \
    \(rounded(graph.streetLength.value / 1000, 1)) km of streets; \(graph.byteCount) bytes, \
    \(rounded(bytesPerEdge, 1)) per arc
    """
  }
}
