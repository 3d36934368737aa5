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

  /// Walkers stand at 0 and 3, riders at 1 and 2: rows come together in the order of the demand.
  @Test func joiningPartsOfTheDemand() {
    let walkers = CoverSets(demandCount: 2, rows: [[(demand: 0, cost: 3), (demand: 1, cost: 9)], []])
    let riders = CoverSets(
      demandCount: 2, rows: [[(demand: 1, cost: 4)], [(demand: 0, cost: 6), (demand: 1, cost: 2)]])
    let all = CoverSets(demandCount: 4, joining: [(walkers, [0, 3]), (riders, [1, 2])])
    #expect(all.siteCount == 2 && all.demandCount == 4)
    #expect(Array(all.demand(of: SiteIndex(0))) == [0, 2, 3] && Array(all.costs(of: SiteIndex(0))) == [3, 4, 9])
    #expect(Array(all.demand(of: SiteIndex(1))) == [1, 2] && Array(all.costs(of: SiteIndex(1))) == [6, 2])
    let nearest = all.nearest(among: [SiteIndex(0), SiteIndex(1)])
    #expect(nearest.map { $0?.site.rawValue } == [0, 1, 1, 0] && nearest.map { $0?.cost } == [3, 6, 2, 9])
    // The order of the parts means nothing; a part may be all there is; and there may be none.
    #expect(CoverSets(demandCount: 4, joining: [(riders, [1, 2]), (walkers, [0, 3])]) == all)
    #expect(CoverSets(demandCount: 2, joining: [(walkers, [0, 1])]) == walkers)
    #expect(CoverSets(demandCount: 3, joining: [(walkers, [0, 2])]).nearest(among: [SiteIndex(0)])[1] == nil)
    #expect(CoverSets(demandCount: 0, joining: []).siteCount == 0)
  }

  @Test func nearestPrefersTheLowerIndexOnATie() {
    let nearest = sets.nearest(among: [SiteIndex(2), SiteIndex(1), SiteIndex(0)])
    #expect(nearest[0]?.site == SiteIndex(0))
    #expect(nearest[1]?.cost == 1)
    #expect(nearest[2]?.site == SiteIndex(0))
    #expect(nearest[3] == nil)
  }
}
