#if GDAL
import CGDAL
import Geometry
import Glibc

/// Turns GDAL's features into plain values.
struct FeatureReading {
  let kinds: [VectorField.Kind]
  private var geometry = GeometryReading()

  init(kinds: [VectorField.Kind]) {
    self.kinds = kinds
  }

  mutating func read(_ feature: OGRFeatureH) -> VectorFeature {
    var result = VectorFeature(id: OGR_F_GetFID(feature), values: [])
    result.values.reserveCapacity(kinds.count)
    for (index, kind) in kinds.enumerated() { result.values.append(Self.value(feature, Int32(index), kind)) }
    if let pointer = OGR_F_GetGeometryRef(feature) { geometry.read(pointer, into: &result) }
    return result
  }

  private static func value(_ feature: OGRFeatureH, _ index: Int32, _ kind: VectorField.Kind) -> VectorValue {
    guard OGR_F_IsFieldSetAndNotNull(feature, index) != 0 else { return .null }
    switch kind {
    case .boolean: return .boolean(OGR_F_GetFieldAsInteger(feature, index) != 0)
    case .integer: return .integer(OGR_F_GetFieldAsInteger64(feature, index))
    case .real: return .real(OGR_F_GetFieldAsDouble(feature, index))
    case .date, .time, .dateTime: return .text(moment(feature, index, kind))
    case .numbers: return .list(numbers(feature, index).map { .real($0) })
    case .texts: return .list(StringList.texts(OGR_F_GetFieldAsStringList(feature, index)).map { .text($0) })
    case .text: return text(OGR_F_GetFieldAsString(feature, index))
    // Pictures and the like say nothing to a planner's program.
    case .binary: return .null
    }
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> VectorValue {
    guard let pointer else { return .null }
    if let text = String(validatingCString: pointer) { return .text(text) }
    return .bytes(textBytes(pointer))
  }

  /// Whole numbers come as text with their count in front: `(3:1,2,3)`.
  private static func numbers(_ feature: OGRFeatureH, _ index: Int32) -> [Double] {
    guard let text = OGR_F_GetFieldAsString(feature, index).map({ String(cString: $0) }),
      let colon = text.firstIndex(of: ":")
    else { return [] }
    return text[text.index(after: colon)...].split { $0 == "," || $0 == ")" }.compactMap { Double($0) }
  }

  /// ISO 8601: what Excel and databases call a date, a time or both.
  private static func moment(_ feature: OGRFeatureH, _ index: Int32, _ kind: VectorField.Kind) -> String {
    var (year, month, day): (Int32, Int32, Int32) = (0, 0, 0)
    var (hour, minute, zone): (Int32, Int32, Int32) = (0, 0, 0)
    var second: Float = 0
    _ = OGR_F_GetFieldAsDateTimeEx(feature, index, &year, &month, &day, &hour, &minute, &second, &zone)
    func digits(_ value: Int32, _ count: Int = 2) -> String {
      let text = "\(value)"
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let date = "\(digits(year, 4))-\(digits(month))-\(digits(day))"
    let milliseconds = Int32((second * 1000).rounded())
    var time = "\(digits(hour)):\(digits(minute)):\(digits(milliseconds / 1000))"
    if milliseconds % 1000 != 0 { time += ".\(digits(milliseconds % 1000, 3))" }
    // GDAL counts quarters of an hour from 100, which is UTC; 0 and 1 are no zone.
    var suffix = ""
    if zone == 100 {
      suffix = "Z"
    } else if zone > 1 {
      let minutes = (zone - 100) * 15
      suffix = "\(minutes < 0 ? "-" : "+")\(digits(abs(minutes) / 60)):\(digits(abs(minutes) % 60))"
    }
    switch kind {
    case .date: return date
    case .time: return time
    default: return date + "T" + time + suffix
    }
  }
}
#endif
