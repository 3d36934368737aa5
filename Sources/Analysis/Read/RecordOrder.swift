import Model

extension AnalysisInputs {
  /// Puts the records of every layer in the order of their ids. Ties between sites or places fall by this order and sums
  /// run along it, so the order of records in their files changes no plan and no figure. Records without ids are called
  /// by their row and stay as they stand.
  mutating func sortByID() {
    stations.sort { precedes($0.id.rawValue, $1.id.rawValue) }
    communities.sort { precedes($0.id.rawValue, $1.id.rawValue) }
    workers.sort { precedes($0.id.rawValue, $1.id.rawValue) }
    routes.sort { precedes($0.id.rawValue, $1.id.rawValue) }
    candidates.sort { precedes($0.id.rawValue, $1.id.rawValue) }
    reports.sort { precedes($0.id, $1.id) }
  }
}
