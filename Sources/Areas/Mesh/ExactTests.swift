/// Which side of the way from `a` to `b` a place lies on: positive to the left, zero on it.
///
/// Exact for whole coordinates below 2^30.
@inline(__always)
func exactTurn(_ a: PlanePoint, _ b: PlanePoint, _ c: PlanePoint) -> Double {
  let left = (b.x - a.x) * (c.y - a.y)
  let right = (b.y - a.y) * (c.x - a.x)
  let turn = left - right
  // Half of the last digit of each product, and of the difference.
  if abs(turn) > (abs(left) + abs(right)) * 4e-16 { return turn }
  let exact = Int64(b.x - a.x) * Int64(c.y - a.y) - Int64(b.y - a.y) * Int64(c.x - a.x)
  return Double(exact.signum())
}

/// Where a place lies to the circle through three that turn left: positive inside, zero on it.
///
/// Exact for whole coordinates less than 2^30 apart.
@inline(__always)
func inCircle(_ a: PlanePoint, _ b: PlanePoint, _ c: PlanePoint, _ place: PlanePoint) -> Double {
  let (da, db, dc) = (a - place, b - place, c - place)
  let (liftA, liftB, liftC) = (
    da.x * da.x + da.y * da.y, db.x * db.x + db.y * db.y, dc.x * dc.x + dc.y * dc.y
  )
  let (bc1, bc2) = (db.x * dc.y, db.y * dc.x)
  let (ca1, ca2) = (dc.x * da.y, dc.y * da.x)
  let (ab1, ab2) = (da.x * db.y, da.y * db.x)
  let value = liftA * (bc1 - bc2) + liftB * (ca1 - ca2) + liftC * (ab1 - ab2)
  let size = liftA * (abs(bc1) + abs(bc2)) + liftB * (abs(ca1) + abs(ca2)) + liftC * (abs(ab1) + abs(ab2))
  if abs(value) > size * 2e-15 { return value }
  return inCircleExactly(da, db, dc)
}

@inline(never)
private func inCircleExactly(_ a: PlanePoint, _ b: PlanePoint, _ c: PlanePoint) -> Double {
  func whole(_ p: PlanePoint) -> (x: Int128, y: Int128) { (Int128(p.x), Int128(p.y)) }
  let (a, b, c) = (whole(a), whole(b), whole(c))
  func lift(_ p: (x: Int128, y: Int128)) -> Int128 { p.x * p.x + p.y * p.y }
  func cross(_ p: (x: Int128, y: Int128), _ q: (x: Int128, y: Int128)) -> Int128 { p.x * q.y - p.y * q.x }
  return Double((lift(a) * cross(b, c) + lift(b) * cross(c, a) + lift(c) * cross(a, b)).signum())
}
