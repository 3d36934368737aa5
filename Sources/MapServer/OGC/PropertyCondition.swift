import Geodata
import Report
import Words

/// A column that is to have one value.
///
/// Source: 17-069r4, section 7.15.5, Parameters for filtering on feature properties.
struct PropertyCondition {
  private enum Sought {
    /// As it is written, with its quotes or as a bare word.
    case written([UInt8])
    case number(Double)
  }

  private let key: [UInt8]
  private let sought: Sought

  /// - Throws: 400 for a text where the column has numbers or truths.
  init(_ column: FeatureLayer.Column, _ value: String) throws(OGCFault) {
    key = quoted(column.name)
    switch column.type {
    case "integer":
      guard value.wholeMatch(of: /-?[0-9]+/) != nil, let number = Double(value) else {
        throw .badValue(column.name, Bilingual("“\(value)”不是整数", "“\(value)” is no whole number"))
      }
      sought = .number(number)
    case "number":
      guard let number = plainDecimal(value) else {
        throw .badValue(column.name, Bilingual("“\(value)”不是数值", "“\(value)” is no number"))
      }
      sought = .number(number)
    case "boolean":
      guard value == "true" || value == "false" else {
        throw .badValue(column.name, Bilingual("“\(value)”不是true或false", "“\(value)” is neither true nor false"))
      }
      sought = .written(Array(value.utf8))
    default: sought = .written(quoted(value))
    }
  }

  func holds(for feature: FeatureLayer.Feature) -> Bool {
    let json = FeatureBytes(bytes: feature.json)
    guard let properties = json.value(of: quoted("properties")),
      let start = json.value(of: key, inObjectAt: properties)
    else { return false }
    switch sought {
    case .written(let text): return feature.json[start..<json.end(ofValueAt: start)].elementsEqual(text)
    case .number(let number): return Double(json.text(ofValueAt: start)) == number
    }
  }
}

/// As the features were written: equal texts are equal bytes.
private func quoted(_ text: String) -> [UInt8] { (try? JSONValue.string(text).utf8()) ?? [] }
