import Model

/// When each demand point is served: at a minute in which a station within its cutoff is open, whichever.
///
/// Points with the same opening hours around them are one class, so figures cost per class, not per point.
package struct ServedWeek: Sendable {
  /// The distinct minutes of service; the first is none.
  package private(set) var classes: [WeekMinutes]
  /// Per demand point its class.
  package private(set) var ofPoint: [Int]

  /// - Parameter sites: what each covers, and when it is open.
  /// - Complexity: O(pairs + classes x (sites + distinct hours)).
  package init(demandCount: Int, sites: [(row: ArraySlice<Int32>, open: WeekMinutes)]) {
    var numbers: [WeekMinutes: Int] = [:]
    var known: [Set<Int>: Int] = [[]: 0]
    var sets: [Set<Int>] = [[]]
    ofPoint = [Int](repeating: 0, count: demandCount)
    var schedules: [WeekMinutes] = []
    for site in sites where !site.open.isEmpty {
      let number = numbers[site.open] ?? schedules.count
      if number == schedules.count {
        numbers[site.open] = number
        schedules.append(site.open)
      }
      // Where a point of one class goes with this station: found once for each class.
      var next = [Int](repeating: -1, count: sets.count)
      for point in site.row {
        let from = ofPoint[Int(point)]
        if next[from] >= 0 {
          ofPoint[Int(point)] = next[from]
          continue
        }
        let set = sets[from].union([number])
        let to = known[set] ?? sets.count
        if to == sets.count {
          known[set] = to
          sets.append(set)
        }
        next[from] = to
        ofPoint[Int(point)] = to
      }
    }
    classes = sets.map { set in WeekMinutes(set.sorted().flatMap { schedules[$0].ranges }) }
  }
}
