/// Whose cutoff is not that of the circle: by kind of demand, and for workers and routes by trade.
package struct CutoffChoice: Hashable, Sendable {
  /// Of residents; nil for the circle's.
  package var communities: Cutoff?
  /// Of workers of the trades that ``trades`` does not name; nil for the circle's.
  package var workers: Cutoff?
  /// By the workers' own word for their trade.
  package var trades: [String: Cutoff] = [:]
  /// Of routes of the trades that ``routeTrades`` does not name; nil for the circle's.
  package var routes: Cutoff?
  /// By the routes' own word for their trade.
  package var routeTrades: [String: Cutoff] = [:]

  package init() {}

  package var isEmpty: Bool { self == CutoffChoice() }
}
