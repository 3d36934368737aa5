import Geometry
import Model

/// Places along streets, so dense that every place of a street is nearest to a sample of it: the cells of a street's
/// samples then hold the street.
///
/// Between two samples the street is straight, and no sample of another street lies in the circle over them (Gabriel's
/// rule); towards a junction all streets have their last sample equally far from it, so that their cells meet there and
/// nowhere else. Where streets lie closer than half of ``leastSpacing`` the rule is given up.
struct StreetSamples: Sendable {
  /// Metres.
  static let spacing = 20.0
  static let leastSpacing = 0.4
  /// How far from a junction its streets have their last sample, at the most.
  static let armLength = 5.0
  /// How far from the circle over two samples a place beside the streets is, at the least.
  static let clearance = 0.1
  /// A bend within so much of the straight way has no sample.
  static let straight = 0.02

  /// Whole units of the plane.
  var places: [PlanePoint] = []
  var streets: [Int32] = []
  /// Costs from the street's first vertex: of the sample, and where its cell gives way to the next of its street.
  var offsets: [Int32] = []
  var ends: [Int32] = []
  /// The number of the junction next to which it stands, and -1.
  var nodes: [Int32] = []
  /// Metres of street in each cell.
  var meters: [Float] = []
  /// Street `s` has the samples `starts[s] ..< starts[s + 1]`.
  var starts: [Int32] = [0]
  /// Where the junction of each number is.
  private(set) var nodePlaces: [PlanePoint] = []

  var count: Int { places.count }

  /// - Parameters:
  ///   - others: places beside the streets that have cells of their own.
  ///   - isSampled: by street; all without it.
  init(
    _ streets: NodedStreets, _ plane: ConformalPlane, beside others: [PlanePoint], isSampled: [Bool]? = nil,
    threads: Int
  ) {
    let sampler = StreetSampler(streets, plane, others, threads: threads)
    let parts = inRuns(streets.streetCount, threads: threads) { (run, parts: inout [StreetSamples]) in
      var part = StreetSamples()
      part.reserve(2 * (streets.starts[run.upperBound] - streets.starts[run.lowerBound]))
      var stretch = Stretch()
      for street in run {
        if isSampled?[street] ?? true {
          sampler.sample(street, &part, &stretch)
        } else {
          part.starts.append(Int32(part.count))
        }
      }
      parts.append(part)
    }
    reserve(Int32(parts.reduce(0) { $0 + $1.count }))
    for part in parts { append(part) }
    nodePlaces = streets.placesByID
  }

  private init() {}

  /// Of columns that were kept: the streets by their starts, and no junctions.
  init(
    starts: [Int32], places: [PlanePoint], offsets: [Int32], ends: [Int32], nodes: [Int32], meters: [Float]
  ) {
    self.starts = starts
    self.places = places
    self.offsets = offsets
    self.ends = ends
    self.nodes = nodes
    self.meters = meters
    streets.reserveCapacity(places.count)
    for street in 0..<(starts.count - 1) {
      for _ in starts[street]..<starts[street + 1] { streets.append(Int32(street)) }
    }
  }

  private mutating func reserve(_ count: Int32) {
    let count = Int(count)
    places.reserveCapacity(count)
    streets.reserveCapacity(count)
    offsets.reserveCapacity(count)
    ends.reserveCapacity(count)
    nodes.reserveCapacity(count)
    meters.reserveCapacity(count)
  }

  private mutating func append(_ part: StreetSamples) {
    let first = Int32(count)
    places += part.places
    streets += part.streets
    offsets += part.offsets
    ends += part.ends
    nodes += part.nodes
    meters += part.meters
    starts += part.starts.dropFirst().map { $0 + first }
  }
}
