/// Numbers for places of the grid, in the order in which they first come: equal places have equal numbers.
///
/// An open table of numbers: a third of the time of a dictionary, whose hashes are made to withstand ill will.
struct PlaceNumbers {
  private(set) var places: [GridPoint] = []
  /// By the place's hash, then onwards: its number, or -1.
  private var table: [Int32]

  /// - Parameter most: how many places come at the most.
  init(most: Int) {
    var size = 16
    while size < 2 * most { size *= 2 }
    table = [Int32](repeating: -1, count: size)
  }

  mutating func number(_ place: GridPoint) -> Int32 {
    let hash = place.key &* 0x9e37_79b9_7f4a_7c15
    var slot = Int(truncatingIfNeeded: hash >> 32) & (table.count - 1)
    while true {
      let number = table[slot]
      if number < 0 { break }
      if places[Int(number)] == place { return number }
      slot = (slot + 1) & (table.count - 1)
    }
    let number = Int32(places.count)
    table[slot] = number
    places.append(place)
    return number
  }
}
