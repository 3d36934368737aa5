/// A number without what sums leave behind in its last digits: 14 significant ones are kept.
///
/// 0.1 + 0.2 is 0.3 here. What is decided is decided on the full number; this one is shown.
package func tidy(_ value: Double) -> Double {
  guard value != 0, value.magnitude < 1e14, value.magnitude > 1e-11 else {
    // Below, a sum of larger numbers that cancel; above, whole anyway.
    return value.magnitude <= 1e-11 ? 0 : value
  }
  var scale = 1.0
  while value.magnitude * scale < 1e13, scale < 1e22 { scale *= 10 }
  return (value * scale).rounded() / scale
}

/// A number for people, tidy, whole ones without a point.
package func plainNumber(_ value: Double) -> String {
  let value = tidy(value)
  return value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"
}
