import Model
import Testing

@Suite struct CoverSetsTests {
  let sets = CoverSets(
    demandCount: 4,
    rows: [
      [(demand: 2, cost: 5), (demand: 0, cost: 7)],
      [],
      [(demand: 0, cost: 7), (demand: 1, cost: 1)],
    ])

  @Test func rowsAreSortedByDemand() {
    #expect(Array(sets.demand(of: SiteIndex(0))) == [0, 2])
    #expect(Array(sets.costs(of: SiteIndex(0))) == [7, 5])
    #expect(sets.demand(of: SiteIndex(1)).isEmpty)
  }

  @Test func nearestPrefersTheLowerIndexOnATie() {
    let nearest = sets.nearest(among: [SiteIndex(2), SiteIndex(1), SiteIndex(0)])
    #expect(nearest[0]?.site == SiteIndex(0))
    #expect(nearest[1]?.cost == 1)
    #expect(nearest[2]?.site == SiteIndex(0))
    #expect(nearest[3] == nil)
  }
}
