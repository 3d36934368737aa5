import Words

extension AnalysisInputs {
  /// Refuses a question about rounds where there are no streets, no rounds or no communities to see them in.
  ///
  /// - Throws: ``AnalysisError`` `badData` that names the layer to give.
  func checkPatrol(_ file: AnalysisFile) throws(AnalysisError) {
    guard file.coverage.patrol != nil else { return }
    func refuse(_ words: Bilingual) -> AnalysisError {
      AnalysisError(.badData, words, at: .init(file: file.path, key: "coverage.patrol"))
    }
    guard streets.graph != nil else {
      throw refuse(
        Bilingual(
          "巡查经过哪些道路须依路网判断，而没有给出路网。请在inputs.roads下给出路网，或删去coverage.patrol。",
          "which streets rounds pass is known along streets only, and there are none. Give roads under inputs.roads, or "
            + "leave coverage.patrol out."))
    }
    guard routes.contains(where: { !$0.isFromTracks }) else {
      throw refuse(
        Bilingual(
          "没有可供巡查的路线。请在inputs.routes下给出路线，或删去coverage.patrol。",
          "there are no rounds. Give routes under inputs.routes, or leave coverage.patrol out."))
    }
    guard communities.contains(where: { !$0.shape.polygons.isEmpty }) else {
      throw refuse(
        Bilingual(
          "道路按社区范围统计，而社区都没有范围。请在inputs.communities下给出面，或删去coverage.patrol。",
          "streets are counted inside communities, and none has an outline. Give polygons under inputs.communities, or "
            + "leave coverage.patrol out."))
    }
  }
}
