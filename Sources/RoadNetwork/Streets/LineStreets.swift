import Geometry
import Model

extension RawStreets {
  /// The admitted lines of a layer, joined where they share a coordinate (rounded to 1e-7 degree) and where an end lies
  /// within the tolerance of another end or vertex. Lines that merely cross are not joined: the data does not say so.
  init(_ lines: [StreetLine], rules: ModeRules, tolerance: Meters, heedsSpans: Bool = false) {
    var numbers: [String: Int32] = [:]
    var texts: [String] = []
    func number(_ text: String) -> Int32 {
      if let known = numbers[text] { return known }
      let id = Int32(texts.count)
      numbers[text] = id
      texts.append(text)
      return id
    }
    let tags = lines.map { line in
      line.tags.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.flatMap { [number($0.key), number($0.value)] }
    }
    let admission = WayAdmission(rules, heedsSpans: heedsSpans, number: number) { texts[Int($0)] }
    mayTurnRound = rules.mayTurnRound
    // Words of the user's own stand behind the classes of the table.
    var classes = StreetClasses(admission.classList)
    let ownRule = ModeRules.ClassRule(isOpen: true)
    var places = PlaceNumbers()
    var ends: [Int32] = []
    for (index, line) in lines.enumerated() {
      let record = Int64(line.record)
      let own = classes.index(named: line.tags["highway"] ?? "")
      let known = admission.index(ofClass: tags[index][...])
      if known == nil { notes.add(.classUnknown, record: record) }
      if admission.holdsAtTimes(tags[index][...]) { notes.add(.tagAtTimes, record: record) }
      switch admission.judge(tags[index][...], rule: known.map { admission.classList[$0].rule } ?? ownRule) {
      case .refused(let reason): notes.add(reason, record: record)
      case .admitted(let admitted):
        notes.add(admitted, record: record)
        let classIndex = classes.index(of: known ?? own, admitted)
        var previous: Int32?
        var count = 0
        for coordinate in line.coordinates {
          guard coordinate.isFinite, abs(coordinate.x) <= 180, abs(coordinate.y) <= 90 else {
            notes.add(.badCoordinate, record: record)
            previous = nil
            continue
          }
          let node = places.number(coordinate)
          if node == previous { notes.add(.repeatedPlace, record: record) }
          if let previous, node != previous {
            if count == 0 { ends.append(previous) }
            append(
              from: previous, to: node, directions: Self.bits(admitted.oneway), classIndex: classIndex, source: index,
              isLifted: admitted.isLifted)
            count += 1
          }
          previous = node
        }
        if count == 0 { notes.add(.tooShort, record: record) } else if let previous { ends.append(previous) }
      }
    }
    classList = classes.list
    records = lines.map { Int64($0.record) }
    longitudes = places.longitudes
    latitudes = places.latitudes
    joinEnds(ends, tolerance: tolerance, lines: lines)
  }

  /// Moves each end onto the place it is joined with, in chains as well: of all that are joined the one farthest west,
  /// then south.
  private mutating func joinEnds(_ ends: [Int32], tolerance: Meters, lines: [StreetLine]) {
    guard tolerance.value > 0, !longitudes.isEmpty else { return }
    let cells = PlaceCells(longitudes, latitudes, tolerance)
    var sets = DisjointSets(count: longitudes.count)
    for end in Set(ends).sorted() {
      cells.forEachNear(Int(end)) { other in
        if sets.union(Int(end), other) { notes.add(.endJoined, record: 0) }
      }
    }
    var chosen = longitudes.indices.map { Int32($0) }
    for place in longitudes.indices {
      let set = sets.find(place)
      let known = Int(chosen[set])
      if (longitudes[place], latitudes[place]) < (longitudes[known], latitudes[known]) { chosen[set] = Int32(place) }
    }
    var kept = 0
    for segment in from.indices {
      let a = chosen[sets.find(Int(from[segment]))]
      let b = chosen[sets.find(Int(to[segment]))]
      if a == b {
        notes.add(.repeatedPlace, record: Int64(lines[Int(sources[segment])].record))
        continue
      }
      from[kept] = a
      to[kept] = b
      directions[kept] = directions[segment]
      classes[kept] = classes[segment]
      sources[kept] = sources[segment]
      isLifted[kept] = isLifted[segment]
      kept += 1
    }
    keep(first: kept)
  }
}

/// Places by their coordinate rounded to 1e-7 degree, numbered as they come.
private struct PlaceNumbers {
  private(set) var longitudes: [Int32] = []
  private(set) var latitudes: [Int32] = []
  private var known: [SIMD2<Int32>: Int32] = [:]

  mutating func number(_ coordinate: Coordinate) -> Int32 {
    let key = SIMD2(Int32((coordinate.x * 1e7).rounded()), Int32((coordinate.y * 1e7).rounded()))
    if let number = known[key] { return number }
    let number = Int32(longitudes.count)
    known[key] = number
    longitudes.append(key.x)
    latitudes.append(key.y)
    return number
  }
}
