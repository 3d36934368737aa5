import Geometry
import Model
import OSM

extension RawStreets {
  /// The admitted ways of an OpenStreetMap file. Nodes with different ids at one place stay apart: they are floors or
  /// bridges, not crossings.
  init(_ osm: OSMData, rules: ModeRules, heedsSpans: Bool = false) {
    let admission = WayAdmission(rules, heedsSpans: heedsSpans, number: osm.stringID, text: osm.string)
    mayTurnRound = rules.mayTurnRound
    var classes = StreetClasses(admission.classList)
    var local = [Int32](repeating: -1, count: osm.nodeCount)
    for way in 0..<osm.wayCount {
      let id = osm.wayIDs[way]
      let tags = osm.tags(ofWay: way)
      guard let classIndex = admission.index(ofClass: tags) else {
        notes.add(admission.hasClassWord(tags) ? .classUnknown : .notAStreet, record: id)
        continue
      }
      if admission.holdsAtTimes(tags) { notes.add(.tagAtTimes, record: id) }
      switch admission.judge(tags, rule: admission.classList[classIndex].rule) {
      case .refused(let reason): notes.add(reason, record: id)
      case .admitted(let admitted):
        if admission.isArea(tags) { notes.add(.areaOutline, record: id) }
        notes.add(admitted, record: id)
        let nodes = osm.nodes(ofWay: way)
        if nodes.count < 2 {
          notes.add(.tooShort, record: id)
          continue
        }
        let directions = Self.bits(admitted.oneway)
        var ownSpeed: Double?
        if admission.classList[classIndex].rule.ownSpeed != nil, let key = admission.durationKey,
          let duration = WayAdmission.value(of: key, in: tags)
        {
          ownSpeed = Self.speed(osm, nodes, lasting: osm.string(duration))
          if ownSpeed == nil { notes.add(.speedUnreadable, record: id) }
        }
        let streetClass = classes.index(of: classIndex, admitted, ownSpeed: ownSpeed)
        var previous = OSMData.missingNode
        for node in nodes {
          if node == OSMData.missingNode {
            notes.add(.missingNode, record: id)
          } else {
            if node == previous { notes.add(.repeatedPlace, record: id) }
            if previous != OSMData.missingNode, node != previous {
              local[Int(previous)] = 0
              local[Int(node)] = 0
              append(
                from: previous, to: node, directions: directions, classIndex: streetClass, source: way,
                isLifted: admitted.isLifted)
            }
          }
          previous = node
        }
      }
    }
    records = osm.wayIDs
    appendAreas(osm, admission, &classes, &local)
    classList = classes.list
    renumber(&local, osm)
    readTurns(osm, rules, local)
    readDelays(admission, local, osm)
    cutAtBarriers(admission, local, osm)
  }

  /// The speed in km/h that makes a way last as long as its tag says; nil for a duration that cannot be read, a way with
  /// missing nodes, or a speed outside 0.5...100 km/h.
  private static func speed(_ osm: OSMData, _ nodes: ArraySlice<Int32>, lasting duration: String) -> Double? {
    guard let seconds = TagQuantities.seconds(duration), !nodes.contains(OSMData.missingNode) else { return nil }
    let length = zip(nodes, nodes.dropFirst()).reduce(0) {
      $0 + shortDistance(osm.position($1.0), osm.position($1.1))
    }
    let speed = length / seconds * 3.6
    return speed >= 0.5 && speed <= 100 ? speed : nil
  }

  private mutating func readDelays(_ admission: WayAdmission, _ local: [Int32], _ osm: OSMData) {
    if admission.nodeDelays.isEmpty { return }
    osm.forEachTaggedNode { node, tags in
      guard local[Int(node)] >= 0, let delay = admission.delay(atNode: tags) else { return }
      delays[local[Int(node)]] = delay
    }
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
