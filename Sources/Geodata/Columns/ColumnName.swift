import Model

/// The name of a column as it is compared: without regard to case, width, blanks, punctuation and traditional characters,
/// and without brackets that say how to fill it in.
///
/// ```swift
/// ColumnName("改造費用（元）").key   // "改造费用元"
/// ColumnName("状态(必填)").key      // "状态"
/// ColumnName("Trips per_day").key  // "tripsperday"
/// ```
package struct ColumnName: Hashable {
  package let key: String

  package init(_ name: String) {
    var plain = String.UnicodeScalarView()
    for scalar in name.unicodeScalars { plain.append(simplified(Self.narrow(scalar))) }
    let key = Self.key(Self.withoutNotes(plain))
    // What stands alone in brackets is no note.
    self.key = key.isEmpty ? Self.key(plain) : key
  }

  private static func key(_ scalars: String.UnicodeScalarView) -> String {
    var key = ""
    for plain in scalars {
      guard plain.properties.isAlphabetic || plain.properties.numericType != nil || units.contains(plain) else {
        continue
      }
      key += plain.properties.lowercaseMapping
    }
    return key
  }

  /// In brackets, of templates to be filled in.
  package static let notes = [
    "必填", "必填项", "必录", "必需", "必须", "选填", "选填项", "非必填", "可选", "可空", "可为空", "单选", "多选", "下拉选择", "required", "optional",
    "mandatory",
  ]
  private static let brackets: [(open: Unicode.Scalar, close: Unicode.Scalar)] = [("(", ")"), ("[", "]"), ("【", "】")]
  private static let noteKeys = Set(notes)

  private static func withoutNotes(_ name: String.UnicodeScalarView) -> String.UnicodeScalarView {
    var rest = name
    for (open, close) in brackets {
      while let start = rest.lastIndex(of: open), let end = rest[start...].firstIndex(of: close),
        case let words = String.UnicodeScalarView(rest[rest.index(after: start)..<end]), noteKeys.contains(key(words))
      {
        rest.removeSubrange(start...end)
      }
    }
    return rest
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

  /// What one of the unit in the column's name is in the role's own: 10,000 yuan of 造价(万元); nil where it is the same.
  func unit(of role: FieldRole) -> Double? {
    let units = ColumnWords.units(of: role)
    guard let unit = units.keys.filter({ key.hasSuffix($0) && $0 != key }).max(by: { $0.count < $1.count }),
      let size = units[unit], size != 1
    else { return nil }
    return size
  }
}
