/// From an OpenStreetMap id to its first position in a list, which is handed in again at each question.
///
/// Where ids rise, as in any sorted extract, they are found in the list itself: some 2 bytes an id for where to begin.
/// Elsewhere a hash table finds them, of 8 to 16 bytes an id.
struct IDIndex {
  private enum Form {
    /// Ids of `first + (number << shift)` and more begin at position `begins[number]`; the last is the end of all.
    case rising(begins: [Int32], first: Int64, shift: Int)
    /// Open addressing, at most half full; -1 is empty. Ids of neighbours are near each other, so the multiplicative hash
    /// keeps the walk short.
    case hashed(slots: [Int32], shift: UInt64)
  }

  private let form: Form
  /// How many ids the list had.
  let count: Int
  /// How many ids stand behind an equal one.
  private(set) var duplicateCount = 0

  /// - Parameters:
  ///   - ids: at most 2^31 - 1.
  ///   - isRising: that each id is larger than the one before.
  init(_ ids: [Int64], isRising: Bool) {
    count = ids.count
    if isRising, let first = ids.first, let last = ids.last {
      form = Self.stretches(ids, first, last)
      return
    }
    var bits: UInt64 = 4
    while 1 << bits < ids.count * 2 { bits += 1 }
    let shift = 64 - bits
    let mask = (1 << Int(bits)) - 1
    var slots = [Int32](repeating: -1, count: mask + 1)
    var duplicates = 0
    slots.withUnsafeMutableBufferPointer { slots in
      for (position, id) in ids.enumerated() {
        var slot = Self.hash(id, shift)
        while slots[slot] >= 0, ids[Int(slots[slot])] != id { slot = (slot + 1) & mask }
        if slots[slot] < 0 { slots[slot] = Int32(position) } else { duplicates += 1 }
      }
    }
    form = .hashed(slots: slots, shift: shift)
    duplicateCount = duplicates
  }

  /// - Parameter ids: the list of the index, or one that begins with it.
  /// - Returns: -1 when the id is not there.
  func position(of id: Int64, in ids: [Int64]) -> Int32 {
    switch form {
    case .rising(let begins, let first, let shift):
      guard id >= first else { return -1 }
      let number = Self.stretch(of: id, first, shift)
      guard number < begins.count - 1 else { return -1 }
      var low = Int(begins[number])
      let end = Int(begins[number + 1])
      var high = end
      while low < high {
        let middle = (low + high) / 2
        if ids[middle] < id { low = middle + 1 } else { high = middle }
      }
      return low < end && ids[low] == id ? Int32(low) : -1
    case .hashed(let slots, let shift):
      let mask = slots.count - 1
      var slot = Self.hash(id, shift)
      while slots[slot] >= 0, ids[Int(slots[slot])] != id { slot = (slot + 1) & mask }
      return slots[slot]
    }
  }

  /// Stretches of equally many numbers, a quarter to half as many as there are ids.
  private static func stretches(_ ids: [Int64], _ first: Int64, _ last: Int64) -> Form {
    var shift = 0
    while stretch(of: last, first, shift) > max(ids.count / 2, 1) { shift += 1 }
    var begins: [Int32] = []
    begins.reserveCapacity(stretch(of: last, first, shift) + 2)
    for (position, id) in ids.enumerated() {
      while begins.count <= stretch(of: id, first, shift) { begins.append(Int32(position)) }
    }
    begins.append(Int32(ids.count))
    return .rising(begins: begins, first: first, shift: shift)
  }

  /// Ids may be as far apart as 2^64 - 1.
  @inline(__always)
  private static func stretch(of id: Int64, _ first: Int64, _ shift: Int) -> Int {
    Int(clamping: (UInt64(bitPattern: id) &- UInt64(bitPattern: first)) >> UInt64(shift))
  }

  @inline(__always)
  private static func hash(_ id: Int64, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: (UInt64(bitPattern: id) &* 0x9e37_79b9_7f4a_7c15) >> shift)
  }
}
