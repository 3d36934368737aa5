import Model
import OSM

extension RawStreets {
  /// The outlines of areas that the file draws as relations, walked like those drawn as one closed way.
  ///
  /// An inner ring (a fountain) is walked only where another street meets it: else it would be an island. A relation
  /// counts as a record behind the ways.
  mutating func appendAreas(
    _ osm: OSMData, _ admission: WayAdmission, _ classes: inout StreetClasses, _ local: inout [Int32]
  ) {
    for index in osm.areas.indices {
      let tags = osm.areas[index].tags[...]
      guard let classIndex = admission.index(ofClass: tags) else { continue }
      let id = osm.areas[index].id
      switch admission.judge(tags, rule: admission.classList[classIndex].rule) {
      case .refused(let reason): notes.add(reason, record: id)
      case .admitted(let admitted):
        let area = osm.area(index)
        notes.add(.areaOutline, record: id)
        if !area.isComplete { notes.add(.areaIncomplete, record: id) }
        notes.add(admitted, record: id)
        let streetClass = classes.index(of: classIndex, admitted)
        let inner = area.innerRings.map(\.ring).filter { ring in ring.contains { local[Int($0)] == 0 } }
        let source = records.count
        records.append(id)
        for line in area.outerRings + area.openPieces + inner {
          for (from, to) in zip(line, line.dropFirst()) where from != to {
            local[Int(from)] = 0
            local[Int(to)] = 0
            append(
              from: from, to: to, directions: Self.bits(admitted.oneway), classIndex: streetClass, source: source,
              isLifted: admitted.isLifted)
          }
        }
      }
    }
  }
}
