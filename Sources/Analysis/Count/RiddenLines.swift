import Coverage
import GEOS
import Geometry
import Model

/// A line along which it is asked where stations serve: a route, or a road.
struct RiddenLine {
  var line: [Coordinate]
  var mode: TravelMode
  /// What the rule in force compares with: the cutoff or the detour, as a search on the mode's network counts.
  var limit: Int
  /// The same in a straight line.
  var radius: Meters
  /// The parts inside the area.
  var counted: [LineStretch]

  /// Whether a counted part is the whole of a round.
  func isRound(_ part: LineStretch) -> Bool {
    let measured = MeasuredLine(line)
    return measured.isRound && part.length >= measured.length - 1e-6
  }
}

extension PreparedAnalysis {
  /// The routes in the order of their layer.
  func riddenRoutes() -> [RiddenLine] {
    inputs.routes.indices.map { route in
      let pieces = demand.routePoints[route].map { $0 != nil }
      return riddenLine(
        inputs.routes[route].line, trade: inputs.routes[route].trade,
        countedParts(pieces, each: demand.routePieces[route].pieceLength.value))
    }
  }

  /// The lines of roads, which go by the mode of routes.
  ///
  /// - Throws: `GEOSError` for an area that cannot be repaired.
  func ridden(_ roads: [RoadCorridor]) throws -> [RiddenLine] {
    let lines = roads.flatMap(\.lines).map {
      (line: $0, pieces: LinePieces(line: $0, longest: DemandPoints.routePiece))
    }
    var isInside = lines.map { $0.pieces.middles.map { _ in true } }
    if let area = inputs.area {
      let outline = try PreparedGeometry(area.repaired().shape)
      for index in lines.indices { isInside[index] = try outline.intersects(lines[index].pieces.middles) }
    }
    return zip(lines, isInside).map { line, isInside in
      riddenLine(line.line, trade: "", countedParts(isInside, each: line.pieces.pieceLength.value))
    }
  }

  private func riddenLine(_ line: [Coordinate], trade: String, _ counted: [LineStretch]) -> RiddenLine {
    let circle = file.circle
    var mode = circle.modes.mode(ofRoute: trade)
    // A road without routes: by whatever the demand moves.
    if !demand.modes.contains(mode) { mode = demand.modes[0] }
    let cutoff = circle.cutoff(of: .routes, trade: trade)
    return RiddenLine(
      line: line, mode: mode, limit: circle.detour.map { circle.limit(of: $0, by: mode) } ?? cutoff.cost,
      radius: circle.detour.map { Meters(circle.cost(of: $0.extra, by: mode) / circle.costPerMeter(by: mode)) }
        ?? circle.radius(of: mode, cutoff), counted: counted)
  }

  /// The pieces that count, neighbours joined.
  private func countedParts(_ isCounted: [Bool], each length: Double) -> [LineStretch] {
    isCounted.indices.filter { isCounted[$0] }.map { piece in
      LineStretch(from: Double(piece) * length, to: Double(piece + 1) * length)
    }.joined()
  }
}
