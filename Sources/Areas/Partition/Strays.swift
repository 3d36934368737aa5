import Geometry

/// Street that lies in the cell of another street's sample, or elsewhere along its own: where streets run so close that no
/// sampling parts them.
struct Strays: Sendable {
  struct Stray: Sendable {
    /// Whose street it is.
    var cell: Int32
    /// Where it lies.
    var host: Int32
    var meters: Float
  }

  private(set) var all: [Stray] = []
  /// Of a cell: what lies in it, and where its own lies.
  private var atHost: [Int32: [Int32]] = [:]
  private var atCell: [Int32: [Int32]] = [:]

  /// Metres between the places that are looked at.
  private static let step = 0.25

  /// - Complexity: O(samples), and O(metres) where the samples do not part the streets.
  init(_ samples: StreetSamples, _ mesh: Triangulation, _ meters: [Float], unit: Double) {
    for cell in 0..<samples.count where mesh.standIns[cell] != Int32(cell) {
      add(Stray(cell: Int32(cell), host: mesh.standIns[cell], meters: meters[cell]))
    }
    for street in 0..<(samples.starts.count - 1) {
      for cell in Int(samples.starts[street])..<max(Int(samples.starts[street]), Int(samples.starts[street + 1]) - 1) {
        guard samples.nodes[cell] < 0 || samples.nodes[cell] != samples.nodes[cell + 1] else { continue }
        guard mesh.standIns[cell] == Int32(cell), mesh.standIns[cell + 1] == Int32(cell + 1),
          !Self.isParted(cell, cell + 1, mesh)
        else { continue }
        walk(cell, samples, mesh, unit)
      }
    }
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

  private mutating func walk(_ cell: Int, _ samples: StreetSamples, _ mesh: Triangulation, _ unit: Double) {
    let (a, b) = (samples.places[cell], samples.places[cell + 1])
    let length = a.distance(to: b) / unit
    let steps = max(1, Int((length / Self.step).rounded(.up)))
    var nearest = cell
    for step in 0..<steps {
      let share = (Double(step) + 0.5) / Double(steps)
      let place = a + (b - a) * share
      nearest = mesh.nearest(to: place, from: nearest)
      let own = share < 0.5 ? cell : cell + 1
      guard nearest != own,
        place.square(to: mesh.places[nearest]) < place.square(to: mesh.places[own])
      else { continue }
      add(Stray(cell: Int32(own), host: Int32(nearest), meters: Float(length / Double(steps))))
    }
  }

  private mutating func add(_ stray: Stray) {
    atHost[stray.host, default: []].append(Int32(all.count))
    atCell[stray.cell, default: []].append(Int32(all.count))
    all.append(stray)
  }

  var isEmpty: Bool { all.isEmpty }
  func inside(_ host: Int32) -> [Int32] { atHost[host] ?? [] }
  func away(from cell: Int32) -> [Int32] { atCell[cell] ?? [] }
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
