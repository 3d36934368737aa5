/// The name of a column as it is compared: without regard to case, width, blanks and punctuation.
///
/// ```swift
/// ColumnName("改造费用（元）").key   // "改造费用元"
/// ColumnName("Trips per_day").key  // "tripsperday"
/// ```
struct ColumnName: Hashable {
  let key: String

  init(_ name: String) {
    var key = ""
    for scalar in name.unicodeScalars {
      let plain = Self.narrow(scalar)
      guard plain.properties.isAlphabetic || plain.properties.numericType != nil || Self.units.contains(plain) else {
        continue
      }
      key += plain.properties.lowercaseMapping
    }
    self.key = key
  }

  /// Signs that say something about the unit.
  private static let units: Set<Unicode.Scalar> = ["°", "%", "‰", "$", "€", "£", "¥", "²"]

  /// Full-width letters, digits and signs as the plain ones.
  private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0)!
    case 0xFFE5: "¥"
    default: scalar
    }
  }

  /// A number of the column in the role's own unit: of 2.5 in 造价(万元) 25,000 yuan.
  func inUnit(of role: FieldRole, _ number: Double) -> Double {
    let units = ColumnWords.units(of: role)
    guard let unit = units.keys.filter({ key.hasSuffix($0) && $0 != key }).max(by: { $0.count < $1.count }),
      let size = units[unit], size != 1
    else { return number }
    // Cents and seconds are kept; what lies below comes from the product.
    return (number * size * 1e6).rounded() / 1e6
  }
}
