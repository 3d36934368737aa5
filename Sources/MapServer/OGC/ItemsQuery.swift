import Geometry
import Report
import Words

/// What is wanted of a layer's features.
struct ItemsQuery {
  static let usualItems = 100
  static let mostItems = 10_000

  var limit: Int
  var offset: Int
  /// Any of them is to be touched; nil when place does not matter.
  var boxes: [Box]?
  var conditions: [PropertyCondition] = []

  /// - Throws: 400 for a value that cannot be meant: 17-069r4, /req/core/query-param-invalid.
  init(_ parameters: [(name: String, value: String)], _ layer: FeatureLayer) throws(OGCFault) {
    (limit, offset) = try pageBounds(parameters)
    for (name, value) in parameters {
      switch name {
      case "f", "limit", "offset": break
      case "bbox": boxes = try soughtBoxes(value)
      case "datetime":
        // Features have no time, and those match every time: /req/core/fc-time-response.
        guard DateTimeText.isValid(value) else {
          throw .badValue(
            name,
            Bilingual(
              "“\(value)”不是RFC 3339的时刻或时段，例如2024-01-01T00:00:00Z/..",
              "“\(value)” is no time or interval of RFC 3339 such as 2024-01-01T00:00:00Z/.."))
        }
      default:
        guard let column = layer.columns.first(where: { $0.name == name }) else { break }
        conditions.append(try PropertyCondition(column, value))
      }
    }
  }

  /// Places of the features that match, in the layer's order.
  func matches(in layer: FeatureLayer) -> [Int] {
    layer.features.indices.filter { index in
      let feature = layer.features[index]
      return conditions.allSatisfy { $0.holds(for: feature) } && touchesBoxes(feature)
    }
  }

  private func touchesBoxes(_ feature: FeatureLayer.Feature) -> Bool {
    // /req/core/fc-bbox-response: what has no place matches every box.
    guard let boxes, let own = feature.box else { return true }
    return boxes.contains { featureTouches(feature, own, $0) }
  }
}

/// How many of a list are wanted, and how many are passed over.
func pageBounds(_ parameters: [(name: String, value: String)]) throws(OGCFault) -> (limit: Int, offset: Int) {
  var bounds = (limit: ItemsQuery.usualItems, offset: 0)
  for (name, value) in parameters where name == "limit" || name == "offset" {
    guard let number = count(value), name == "offset" || number > 0 else {
      let most = ItemsQuery.mostItems
      throw .badValue(
        name,
        name == "limit"
          ? Bilingual("“\(value)”不是1到\(most)的整数", "“\(value)” is no whole number of 1 to \(most)")
          : Bilingual("“\(value)”不是非负整数", "“\(value)” is no whole number of 0 or more"))
    }
    if name == "limit" { bounds.limit = min(number, ItemsQuery.mostItems) } else { bounds.offset = number }
  }
  return bounds
}

/// A whole number in plain digits; what no Int holds is the greatest one.
private func count(_ text: String) -> Int? {
  guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
  return Int(text) ?? Int.max
}

/// The boxes that `bbox` asks for: two where it crosses the antimeridian. Heights are not looked at: places have none.
///
/// Source: 17-069r4, /req/core/fc-bbox-definition, /req/core/fc-bbox-response.
func soughtBoxes(_ text: String) throws(OGCFault) -> [Box] {
  let parts = text.split(separator: ",", omittingEmptySubsequences: false)
  let numbers = parts.compactMap { plainDecimal($0) }
  guard numbers.count == parts.count, numbers.count == 4 || numbers.count == 6 else {
    throw .badValue(
      "bbox",
      Bilingual("“\(text)”不是4个或6个以逗号分隔的数值", "“\(text)” is not 4 or 6 numbers with commas between them"))
  }
  let half = numbers.count / 2
  let (west, south, east, north) = (numbers[0], numbers[1], numbers[half], numbers[half + 1])
  guard abs(west) <= 180, abs(east) <= 180, abs(south) <= 90, abs(north) <= 90 else {
    throw .badValue(
      "bbox",
      Bilingual("“\(text)”超出经度±180、纬度±90", "“\(text)” lies outside longitudes of ±180, latitudes of ±90"))
  }
  guard south <= north, half == 2 || numbers[2] <= numbers[5] else {
    throw .badValue(
      "bbox", Bilingual("“\(text)”的下限大于上限", "in “\(text)” a lower bound is greater than its upper one"))
  }
  if west <= east { return [Box(minX: west, minY: south, maxX: east, maxY: north)] }
  return [
    Box(minX: west, minY: south, maxX: 180, maxY: north), Box(minX: -180, minY: south, maxX: east, maxY: north),
  ]
}

/// A finite number as JSON writes it; leading zeros may stand.
func plainDecimal(_ text: some StringProtocol) -> Double? {
  guard String(text).wholeMatch(of: /-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil, let number = Double(text),
    number.isFinite
  else { return nil }
  return number
}
