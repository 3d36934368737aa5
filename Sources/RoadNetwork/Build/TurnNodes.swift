extension StreetEnds {
  init(_ expansion: TurnExpansion) {
    let isEmpty = expansion.junctions.isEmpty
    arriveFrom = Column(isEmpty ? [] : expansion.arriveFrom)
    arriveTo = Column(isEmpty ? [] : expansion.arriveTo)
    leaveFrom = Column(isEmpty ? [] : expansion.leaveFrom)
    leaveTo = Column(isEmpty ? [] : expansion.leaveTo)
    junctions = Column(expansion.junctions)
    starts = Column(expansion.starts)
  }
}
