import Geometry
import Model

/// The hand-drawn part of a county in degrees: rivers, built-up quarters, roads between them. None of it is surveyed; only
/// the known points of towns and communities guided the pencil.
struct Sketch {
  struct River {
    var name: String
    /// Metres.
    var width: Double
    var course: [Coordinate]
  }

  /// A built-up quarter: streets fill it, and the communities named share it.
  struct Quarter {
    var name: String
    /// Counterclockwise.
    var outline: [Coordinate]
    /// Communities and, where no point is known, a made-up one.
    var communities: [(name: String, guess: Coordinate?)]
    /// Block size in square metres at the centre; it doubles towards the edge.
    var block: Double
    /// What the street around it is called; nil for the quarter's name and 环路.
    var ring: String? = nil
    /// Streets that are drawn by hand, in this order, before the rest is divided.
    var avenues: [Avenue] = []
    /// How far streets lean and swing: 1 for a town that grew, little for a grid.
    var irregularity = 1.0
  }

  /// A street through a quarter, drawn from beyond one side to beyond the other. A side may be an avenue drawn before it;
  /// what sticks out at the ends is cut off.
  struct Avenue {
    var name: String
    var highway = "secondary"
    var course: [Coordinate]
  }

  /// A small town, drawn as a rough round of the given radius in metres.
  struct SmallTown {
    var name: String
    var center: Coordinate
    var radius: Double
    var ring: String? = nil
    var communities: [(name: String, guess: Coordinate?)] = []
    var block = 10_000.0
  }

  /// Whether the street around a quarter is there all the way round.
  enum Edges {
    case whole
    /// It is missing here and there, wherever one still comes around, on foot or (`drivable`) by car.
    case ragged(drivable: Bool)
  }

  enum End {
    /// The corner of the quarter's outline nearest to the next point of the road.
    case quarter(String)
    /// The corner of the quarter's outline nearest to a point: where an avenue goes on.
    case corner(String, near: Coordinate)
    /// A point on its own, or a bend of a road drawn before; equal points are one junction.
    case place(Coordinate)
  }

  struct Road {
    var name: String
    var highway: String
    var from: End
    var via: [Coordinate] = []
    var to: End
    var bridge = false
    /// How far it winds to either side on its way up a slope, in metres.
    var winding = 0.0
  }

  /// A village, or one point for all the villages of a town.
  struct Village {
    var town: String
    /// Nil for all of the town's.
    var name: String?
    var place: Coordinate
  }

  /// Where the plane has its origin.
  var origin: Coordinate
  /// Before the name of each stream of random numbers, so that no two counties look alike.
  var stream: String
  var rivers: [River]
  var quarters: [Quarter]
  var smallTowns: [SmallTown]
  var roads: [Road]
  var villages: [Village]
  var edges: Edges
  /// The main urban area within which shares, gaps and sites are counted; nil where all of the county is.
  var area: [Coordinate]?
  var streetNames: [String]

  func random(_ stream: String) -> SplitMix { SplitMix(stream: self.stream + stream) }
}
