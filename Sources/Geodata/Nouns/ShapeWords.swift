import Geometry

extension Shape {
  /// What a Chinese reader calls its type; to an English one it is told by ``typeName``.
  var chineseTypeName: String {
    switch self {
    case .point: "点"
    case .multiPoint: "多点"
    case .lineString: "线"
    case .multiLineString: "多线"
    case .polygon: "面"
    case .multiPolygon: "多面"
    case .collection: "多种图形的集合"
    }
  }
}
