extension AnalysisInputs {
  /// Refuses a question about rounds where there are no streets, no rounds or no communities to see them in.
  ///
  /// - Throws: ``AnalysisError`` `badData` that names the layer to give.
  func checkPatrol(_ file: AnalysisFile) throws(AnalysisError) {
    guard file.coverage.patrol != nil else { return }
    func refuse(_ message: String) -> AnalysisError {
      AnalysisError(.badData, message, at: .init(file: file.path, key: "coverage.patrol"))
    }
    guard streets.graph != nil else {
      throw refuse(
        "which streets rounds pass is known along streets only, and there are none. Give roads under inputs.roads, or "
          + "leave coverage.patrol out.")
    }
    guard !routes.isEmpty else {
      throw refuse("there are no rounds. Give routes under inputs.routes, or leave coverage.patrol out.")
    }
    guard communities.contains(where: { !$0.shape.polygons.isEmpty }) else {
      throw refuse(
        "streets are counted inside communities, and none has an outline. Give polygons under inputs.communities, or "
          + "leave coverage.patrol out.")
    }
  }
}
