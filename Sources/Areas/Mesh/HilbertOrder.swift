/// The positions of places along a Hilbert curve over their box: neighbours in the order are neighbours on the ground.
///
/// - Complexity: O(n), by two passes of counting.
func hilbertOrder(_ places: [PlanePoint], _ low: PlanePoint, _ high: PlanePoint) -> [Int32] {
  let bits: UInt32 = 11
  let side = max((high - low).max(), 1)
  let scale = Double((1 << bits) - 1) / side
  let keys = places.map { place -> UInt32 in
    let cell = (place - low) * scale
    return hilbertIndex(UInt32(cell.x), UInt32(cell.y), bits)
  }
  // Least digit first; equal keys stay in the order of the places.
  var order = (0..<Int32(places.count)).map { $0 }
  var next = order
  let mask: UInt32 = 1 << bits - 1
  for shift in [0, bits] {
    var starts = [Int](repeating: 0, count: 1 << Int(bits) + 1)
    for key in keys { starts[Int(key >> shift & mask) + 1] += 1 }
    for digit in 1..<starts.count { starts[digit] += starts[digit - 1] }
    for place in order {
      let digit = Int(keys[Int(place)] >> shift & mask)
      next[starts[digit]] = place
      starts[digit] += 1
    }
    swap(&order, &next)
  }
  return order
}

/// Where a cell of a square of `2^bits` cells a side stands on the curve.
private func hilbertIndex(_ x: UInt32, _ y: UInt32, _ bits: UInt32) -> UInt32 {
  var (x, y) = (x, y)
  var index: UInt32 = 0
  var size: UInt32 = 1 << (bits - 1)
  while size > 0 {
    let right: UInt32 = x & size > 0 ? 1 : 0
    let upper: UInt32 = y & size > 0 ? 1 : 0
    index += size * size * ((3 * right) ^ upper)
    if upper == 0 {
      if right == 1 {
        x = (size &* 2 &- 1) &- (x & (size &* 2 &- 1))
        y = (size &* 2 &- 1) &- (y & (size &* 2 &- 1))
      }
      swap(&x, &y)
    }
    size /= 2
  }
  return index
}
