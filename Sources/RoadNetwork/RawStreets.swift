import Geometry
import Model
import OSM

/// The straight pieces of all admitted streets between numbered places: what both kinds of source become first.
struct RawStreets {
  static let forward: UInt8 = 1
  static let backward: UInt8 = 2

  /// Units of 1e-7 degree, per node.
  var longitudes: [Int32] = []
  var latitudes: [Int32] = []
  /// OpenStreetMap ids, rising with the file's order; empty for a line layer.
  var nodeIDs: [Int64] = []

  var from: [Int32] = []
  var to: [Int32] = []
  /// ``forward`` and ``backward`` bits.
  var directions: [UInt8] = []
  var classes: [UInt16] = []
  /// Position of the way in the file, or of the record in the layer.
  var sources: [Int32] = []

  var classList: [WayAdmission.NamedClass] = []
  var notes = BuildNotes()

  static func bits(_ oneway: ModeRules.Oneway) -> UInt8 {
    switch oneway {
    case .both: forward | backward
    case .forward: forward
    case .backward: backward
    }
  }

  mutating func append(from: Int32, to: Int32, directions: UInt8, classIndex: Int, source: Int) {
    self.from.append(from)
    self.to.append(to)
    self.directions.append(directions)
    classes.append(UInt16(classIndex))
    sources.append(Int32(source))
  }
}

extension RawStreets {
  /// The admitted ways of an OpenStreetMap file. Nodes with different ids at one place stay apart: they are floors or
  /// bridges, not crossings.
  init(_ osm: OSMData, rules: ModeRules) {
    let admission = WayAdmission(rules) { osm.stringID($0) }
    classList = admission.classList
    var local = [Int32](repeating: -1, count: osm.nodeCount)
    for way in 0..<osm.wayCount {
      let id = osm.wayIDs[way]
      let tags = osm.tags(ofWay: way)
      guard let classIndex = admission.index(ofClass: tags) else {
        notes.add(admission.hasClassWord(tags) ? .classUnknown : .notAStreet, record: id)
        continue
      }
      switch admission.judge(tags, rule: admission.classList[classIndex].rule) {
      case .refused(let reason): notes.add(reason, record: id)
      case .admitted(let oneway):
        if admission.isArea(tags) { notes.add(.areaOutline, record: id) }
        let nodes = osm.nodes(ofWay: way)
        if nodes.count < 2 {
          notes.add(.tooShort, record: id)
          continue
        }
        let directions = Self.bits(oneway)
        var previous = OSMData.missingNode
        for node in nodes {
          if node == OSMData.missingNode {
            notes.add(.missingNode, record: id)
          } else {
            if node == previous { notes.add(.repeatedPlace, record: id) }
            if previous != OSMData.missingNode, node != previous {
              local[Int(previous)] = 0
              local[Int(node)] = 0
              append(from: previous, to: node, directions: directions, classIndex: classIndex, source: way)
            }
          }
          previous = node
        }
      }
    }
    renumber(&local, osm)
  }

  /// Dense numbers for the nodes in use, in the order of the file.
  private mutating func renumber(_ local: inout [Int32], _ osm: OSMData) {
    for node in local.indices where local[node] == 0 {
      local[node] = Int32(nodeIDs.count)
      nodeIDs.append(osm.nodeIDs[node])
      longitudes.append(osm.longitudes[node])
      latitudes.append(osm.latitudes[node])
    }
    for segment in from.indices {
      from[segment] = local[Int(from[segment])]
      to[segment] = local[Int(to[segment])]
    }
  }
}
