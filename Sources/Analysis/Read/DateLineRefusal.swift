import Geodata
import Geometry
import Model
import Words

extension AnalysisInputs {
  /// - Throws: ``GeodataError`` `outOfRange` for layers on both sides of the 180th meridian.
  func refuseDateLine(_ file: AnalysisFile) throws(GeodataError) {
    var dateLine = DateLine()
    for position in stations.map(\.position) + candidates.map(\.position) + workers.map(\.position) {
      dateLine.add(position.x)
    }
    for box in communities.map(\.shape.box) + routes.map({ Box($0.line) }) { dateLine.add(box) }
    guard dateLine.isCrossed else { return }
    throw GeodataError(.outOfRange, DateLine.refusalWords + Bilingual("。", "."), at: .init(file: file.path))
  }
}
