extension StreetEnds {
  /// Takes the ends out of the expansion.
  init(_ expansion: inout TurnExpansion) {
    func ends(_ kept: inout [Int32], _ isEmpty: Bool) -> Column<Int32> {
      if isEmpty { kept = [] }
      return Column(moving: &kept)
    }
    let isEmpty = expansion.junctions.isEmpty
    arriveFrom = ends(&expansion.arriveFrom, isEmpty)
    arriveTo = ends(&expansion.arriveTo, isEmpty)
    leaveFrom = ends(&expansion.leaveFrom, isEmpty)
    leaveTo = ends(&expansion.leaveTo, isEmpty)
    junctions = Column(expansion.junctions)
    starts = Column(expansion.starts)
  }
}
