import Geometry

/// Many places in units of 1e-7 degree, each kept as its step from the one before.
///
/// A step takes 4 bytes instead of 8. Every ``stride``-th place stands whole, so that any is found by at most that many
/// additions; a place too far from the one before (some 350 m) stands whole in a list of its own.
struct PackedCoordinates: Sendable {
  struct Place: Hashable, Sendable, BitwiseCopyable {
    var longitude: Int32
    var latitude: Int32
    var position: Coordinate { Coordinate(e7: longitude, latitude) }
  }

  struct Step: Sendable, BitwiseCopyable {
    var longitude: Int16
    var latitude: Int16
  }

  static let stride = 16
  private static let far = Int16.min

  let steps: Column<Step>
  let anchors: Column<Place>
  let farIndices: Column<Int32>
  let farPlaces: Column<Place>

  init(steps: Column<Step>, anchors: Column<Place>, farIndices: Column<Int32>, farPlaces: Column<Place>) {
    self.steps = steps
    self.anchors = anchors
    self.farIndices = farIndices
    self.farPlaces = farPlaces
  }

  init(_ places: [Place]) {
    var steps: [Step] = []
    steps.reserveCapacity(places.count)
    var far: [Int32] = []
    var previous = Place(longitude: 0, latitude: 0)
    for (index, place) in places.enumerated() {
      let dx = Int64(place.longitude) - Int64(previous.longitude)
      let dy = Int64(place.latitude) - Int64(previous.latitude)
      if index % Self.stride == 0 {
        steps.append(Step(longitude: 0, latitude: 0))
      } else if abs(dx) <= Int16.max, abs(dy) <= Int16.max {
        steps.append(Step(longitude: Int16(dx), latitude: Int16(dy)))
      } else {
        steps.append(Step(longitude: Self.far, latitude: 0))
        far.append(Int32(index))
      }
      previous = place
    }
    self.init(
      steps: Column(steps),
      anchors: Column(Swift.stride(from: 0, to: places.count, by: Self.stride).map { places[$0] }),
      farIndices: Column(far), farPlaces: Column(far.map { places[Int($0)] }))
  }

  var count: Int { steps.count }
  var byteCount: Int { steps.byteCount + anchors.byteCount + farIndices.byteCount + farPlaces.byteCount }

  /// Whether every place is there.
  var isConsistent: Bool {
    anchors.count == (count + Self.stride - 1) / Self.stride && farPlaces.count == farIndices.count
      && steps.count { $0.longitude == Self.far } == farIndices.count
      && zip(farIndices, farIndices.dropFirst()).allSatisfy { $0 < $1 }
  }

  subscript(index: Int) -> Coordinate {
    let block = index / Self.stride
    var place = anchors[block]
    var next = block * Self.stride
    while next < index {
      next += 1
      let step = steps[next]
      if step.longitude == Self.far {
        place = farPlace(next)
      } else {
        place.longitude &+= Int32(step.longitude)
        place.latitude &+= Int32(step.latitude)
      }
    }
    return place.position
  }

  /// The places from one on, each found from the one before.
  struct Reader {
    private let places: PackedCoordinates
    private var index: Int
    private var place = Place(longitude: 0, latitude: 0)

    init(_ places: PackedCoordinates) {
      self.places = places
      index = 0
    }

    /// - Precondition: not called more often than there are places.
    mutating func next() -> Place {
      let step = places.steps[index]
      if index % PackedCoordinates.stride == 0 {
        place = places.anchors[index / PackedCoordinates.stride]
      } else if step.longitude == PackedCoordinates.far {
        place = places.farPlace(index)
      } else {
        place.longitude &+= Int32(step.longitude)
        place.latitude &+= Int32(step.latitude)
      }
      index += 1
      return place
    }
  }

  private func farPlace(_ index: Int) -> Place {
    var low = 0
    var high = farIndices.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if farIndices[middle] <= Int32(index) { low = middle } else { high = middle }
    }
    return farPlaces[low]
  }
}
