import Geometry

/// A county as it is drawn: its sketch, what stands in it and who moves through it.
///
/// How streets fill a quarter, how people are shared out, how rounds are ridden and how all of it is written is common to
/// all; what makes a county itself stands in its files under `Counties`.
struct County {
  /// A place where workers are served, as it is now.
  struct Station {
    var name: String
    var kind: String
    var services: String
    var hours: String
    /// Visitors a day that it can serve.
    var capacity: Int
    var seats: Int
    /// Visitors a day that were counted; nil where nobody counts.
    var visits: Int? = nil
    /// Shops, transport or community; nil where the county does not ask.
    var setting: String? = nil
    var near: Coordinate
  }

  /// Partners that could host a station.
  struct Hosts {
    var kind: String
    var label: String
    var count: Int
    /// Yuan.
    var cost: ClosedRange<Double>
  }

  struct Trade {
    var trade: String
    var label: String
    var firms: Int
    var heads: ClosedRange<Double>
  }

  /// Round tours over street corners near the firms of a trade, the firms in turn.
  struct Rounds {
    var trade: String
    var label: String
    var count: Int
    /// Around the firm, in metres.
    var radius: Double
    var trips: ClosedRange<Int>
  }

  /// A way through places in the order given, such as a bus line or a haul.
  struct Line {
    var name: String
    var trade: String
    /// The road whose line it is.
    var corridor: String? = nil
    var through: [Coordinate]
    var trips: Int
    /// Back to the first place at the end.
    var returns = false
    /// Who drives it also reports what he sees.
    var patrols = false
  }

  /// What else a route says: who rides it.
  enum Riders {
    /// One rider each, by number.
    case one
    /// As many in all, shared out.
    case shared(Int)
  }

  /// The folder under `geodata`, and what the command calls it.
  var folder: String
  var code: String
  var name: String
  /// What the files say of where they come from.
  var source = "made up by illustrate"
  var sketch: Sketch
  /// How attractive a class of street is for hosts and firms; classes not named are empty.
  var streetWeights = [
    "secondary": 2.5, "tertiary": 2, "residential": 1, "living_street": 0.8, "unclassified": 0.5,
  ]
  var stations: [Station]
  var hosts: [Hosts]
  var trades: [Trade]
  var rounds: [Rounds]
  var riders: Riders
  var lines: [Line] = []
  var relief: Relief?

  static let all = [wutongqiao, emeishan, jinkouhe]
}
