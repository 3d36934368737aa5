import Geometry

/// Street that lies in the cell of another street's sample, or elsewhere along its own: where streets run so close that no
/// sampling parts them.
struct Strays: Sendable {
  struct Stray: Sendable, BitwiseCopyable {
    /// Whose street it is.
    var cell: Int32
    /// Where it lies.
    var host: Int32
    var meters: Float
  }

  let all: [Stray]
  /// Of a cell: what lies in it, and where its own lies.
  private var atHost: [Int32: [Int32]] = [:]
  private var atCell: [Int32: [Int32]] = [:]

  /// Metres between the places that are looked at.
  private static let step = 0.25

  /// Of a cell: whether any stray lies in it or is its own. Hardly any cell has one.
  private var isTouched: [Bool]

  init(_ all: [Stray], cellCount: Int) {
    self.all = all
    isTouched = [Bool](repeating: false, count: cellCount)
    for (index, stray) in all.enumerated() {
      isTouched[Int(stray.host)] = true
      isTouched[Int(stray.cell)] = true
      atHost[stray.host, default: []].append(Int32(index))
      atCell[stray.cell, default: []].append(Int32(index))
    }
  }

  /// Those of the samples of a strip.
  ///
  /// - Complexity: O(samples), and O(metres) where the samples do not part the streets.
  static func found(in strip: Strip, _ mesh: Triangulation, _ samples: StreetSamples, unit: Double) -> [Stray] {
    var found: [Stray] = []
    for place in strip.numbers.indices where strip.isOwn[place] {
      let cell = Int(strip.numbers[place])
      guard cell < samples.count else { break }
      if mesh.standIns[place] != Int32(place) {
        let host = strip.numbers[Int(mesh.standIns[place])]
        found.append(Stray(cell: Int32(cell), host: host, meters: samples.meters[cell]))
        continue
      }
      let next = place + 1
      guard next < strip.numbers.count, Int(strip.numbers[next]) == cell + 1, cell + 1 < samples.count,
        samples.streets[cell] == samples.streets[cell + 1],
        samples.nodes[cell] < 0 || samples.nodes[cell] != samples.nodes[cell + 1],
        mesh.standIns[next] == Int32(next), !isParted(place, next, mesh)
      else { continue }
      walk(place, strip, mesh, unit, &found)
    }
    return found
  }

  /// Whether no other sample stands in the circle over two.
  private static func isParted(_ a: Int, _ b: Int, _ mesh: Triangulation) -> Bool {
    var isParted = false
    mesh.forEachEdge(from: a) { edge in
      guard Int(mesh.corners[Triangulation.next(edge)]) == b else { return }
      func isOutside(_ half: Int) -> Bool {
        let apex = mesh.places[Int(mesh.corners[Triangulation.previous(half)])]
        let (u, v) = (mesh.places[a] - apex, mesh.places[b] - apex)
        return u.x * v.x + u.y * v.y >= 0
      }
      isParted = isOutside(edge) && isOutside(Int(mesh.twins[edge]))
    }
    return isParted
  }

  private static func walk(
    _ place: Int, _ strip: Strip, _ mesh: Triangulation, _ unit: Double, _ found: inout [Stray]
  ) {
    let (a, b) = (strip.places[place], strip.places[place + 1])
    let length = a.distance(to: b) / unit
    let steps = max(1, Int((length / step).rounded(.up)))
    var nearest = place
    for step in 0..<steps {
      let share = (Double(step) + 0.5) / Double(steps)
      let here = a + (b - a) * share
      nearest = mesh.nearest(to: here, from: nearest)
      let own = share < 0.5 ? place : place + 1
      guard nearest != own, here.square(to: mesh.places[nearest]) < here.square(to: mesh.places[own]) else { continue }
      found.append(
        Stray(cell: strip.numbers[own], host: strip.numbers[nearest], meters: Float(length / Double(steps))))
    }
  }

  var isEmpty: Bool { all.isEmpty }
  func inside(_ host: Int32) -> [Int32] { isTouched[Int(host)] ? atHost[host] ?? [] : [] }
  func away(from cell: Int32) -> [Int32] { isTouched[Int(cell)] ? atCell[cell] ?? [] : [] }
}

extension Triangulation {
  /// The place nearest to another, sought from one that is near.
  func nearest(to place: PlanePoint, from start: Int) -> Int {
    var nearest = start
    var distance = place.square(to: places[start])
    while true {
      var next = nearest
      forEachEdge(from: nearest) { edge in
        let other = Int(corners[Self.next(edge)])
        let square = place.square(to: places[other])
        if square < distance { (next, distance) = (other, square) }
      }
      if next == nearest { return nearest }
      nearest = next
    }
  }
}
