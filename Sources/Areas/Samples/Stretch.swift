import Geometry

/// A stretch of one street between two junctions, ends or sharp bends, as a line of the plane.
struct Stretch {
  /// A place along a stretch.
  struct Place {
    /// The first vertex of the piece on which it stands.
    var piece: Int
    /// From the first vertex of the stretch, in units of the plane.
    var along: Double
    var place: PlanePoint
  }

  /// Its first and last vertex.
  private(set) var from = 0
  private(set) var to = 0
  /// Of each vertex, how far along it stands.
  private var along: [Double] = [0]

  var length: Double { along[to - from] }

  /// Takes another stretch in its place.
  mutating func set(_ from: Int, _ to: Int, _ streets: NodedStreets) {
    (self.from, self.to) = (from, to)
    along.removeAll(keepingCapacity: true)
    var sum = 0.0
    along.append(0)
    for vertex in from..<to {
      sum += streets.places[vertex].distance(to: streets.places[vertex + 1])
      along.append(sum)
    }
  }

  /// The place so far along, on one of some pieces.
  func place(_ along: Double, _ streets: NodedStreets, in pieces: ClosedRange<Int>) -> Place {
    var (low, high) = (pieces.lowerBound, pieces.upperBound + 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if self.along[middle - from] <= along { low = middle } else { high = middle }
    }
    let (a, b) = (streets.places[low], streets.places[low + 1])
    let share = self.share(along, of: low)
    return Place(piece: low, along: along, place: a + (b - a) * share)
  }

  func place(at vertex: Int, _ streets: NodedStreets) -> Place {
    Place(piece: vertex, along: along[vertex - from], place: streets.places[vertex])
  }

  /// The cost of a place from the street's first vertex.
  func offset(of place: Place, _ streets: NodedStreets) -> Int32 {
    let (a, b) = (Double(streets.offsets[place.piece]), Double(streets.offsets[place.piece + 1]))
    return Int32((a + (b - a) * share(place.along, of: place.piece)).rounded())
  }

  private func share(_ along: Double, of piece: Int) -> Double {
    let (start, end) = (self.along[piece - from], self.along[piece + 1 - from])
    return end > start ? min(1, max(0, (along - start) / (end - start))) : 0
  }

  /// The place between two others that is as far from one as from the other; nowhere between them the stretch turns back.
  func middle(_ a: Place, _ b: Place, _ streets: NodedStreets) -> Place {
    guard a.piece < b.piece else { return place((a.along + b.along) / 2, streets, in: a.piece...a.piece) }
    let way = b.place - a.place
    let center = (a.place + b.place) / 2
    var (last, lastAlong, lastSide) = (a.place, a.along, -1.0)
    for vertex in (a.piece + 1)...(b.piece + 1) {
      let (next, nextAlong) =
        vertex <= b.piece ? (streets.places[vertex], along[vertex - from]) : (b.place, b.along)
      let d = next - center
      let side = d.x * way.x + d.y * way.y
      if side >= 0 {
        let e = last - center
        lastSide = e.x * way.x + e.y * way.y
        let share = side > lastSide ? max(0, -lastSide / (side - lastSide)) : 1
        return Place(
          piece: vertex - 1, along: lastAlong + (nextAlong - lastAlong) * share, place: last + (next - last) * share)
      }
      (last, lastAlong) = (next, nextAlong)
    }
    return b
  }
}
