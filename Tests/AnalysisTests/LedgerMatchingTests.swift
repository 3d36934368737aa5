import Analysis
import Geometry
import Model
import Testing

/// Records along the equator, where a degree of longitude is 111,319.49 m (WGS84, a · π / 180).
struct LedgerMatchingTests {
  private typealias Matching = LedgerMatching

  private static func record(_ name: String?, _ meters: Double?, id: String? = nil) -> LedgerRecord {
    LedgerRecord(number: 1, id: id, name: name, at: meters.map { Coordinate(x: 105 + $0 / 111_319.49, y: 0) })
  }

  private static func found(_ matching: Matching) -> [String] {
    matching.pairs.map { "\($0.a)-\($0.b) \($0.rule.rawValue)" }
  }

  @Test func idsComeBeforeNamesAndPlaces() {
    let a = [Self.record("One", 0, id: "1"), Self.record("Two", 100, id: "2")]
    // The names and places of the two have changed; the ids have not.
    let b = [Self.record("One", 90, id: "2"), Self.record("Uno", 10, id: "1")]
    let matching = Matching(a, b)
    #expect(Self.found(matching) == ["0-1 id", "1-0 id"])
    #expect(matching.sharedIDs == 2 && matching.contradictedIDs == 0 && matching.usesIDs)
  }

  /// 30 m and 500 m belong to it.
  @Test(arguments: [
    (29.9, "name-and-place"), (30.1, "name"), (499.9, "name"), (500.1, nil as String?),
  ])
  func namesReachSoFar(meters: Double, rule: String?) {
    let matching = Matching([Self.record("One", 0)], [Self.record("One", meters)])
    #expect(matching.pairs.map(\.rule.rawValue) == [rule].compactMap(\.self))
    #expect(matching.onlyA == (rule == nil ? [0] : []) && matching.onlyB == (rule == nil ? [0] : []))
    #expect(matching.farNamesakes.count == (rule == nil ? 1 : 0))
    if let found = matching.pairs.first?.meters { #expect(abs(found - meters) < 0.01) }
  }

  @Test func placeAloneRenames() {
    let (a, b) = ([Self.record("One", 0), Self.record(nil, 900)], [Self.record("Uno", 29), Self.record("Two", 931)])
    let matching = Matching(a, b)
    #expect(Self.found(matching) == ["0-0 place"])
    #expect(matching.onlyA == [1] && matching.onlyB == [1])
  }

  /// A closed shop and a new one at its place are two where ids are kept.
  @Test func withCommonIDsAPlaceIsNotEnough() {
    let a = [Self.record("Kept", 500, id: "1"), Self.record("Old", 0, id: "2")]
    let b = [Self.record("Kept", 500, id: "1"), Self.record("New", 0, id: "3")]
    let matching = Matching(a, b)
    #expect(Self.found(matching) == ["0-0 id"])
    #expect(matching.onlyA == [1] && matching.onlyB == [1])
    // Of the same name it has got another number.
    let renumbered = Matching(a, [b[0], Self.record("Old", 1, id: "3")])
    #expect(Self.found(renumbered) == ["0-0 id", "1-1 name-and-place"])
  }

  @Test func namesAreComparedWithoutTheAccidentsOfWriting() {
    let a = [Self.record("南华驿站", 0), Self.record("Café  No.1", 100), Self.record("臺北站", 200)]
    let b = [Self.record(" 南华驿站　", 0), Self.record("ＣＡＦＥ No.１", 100), Self.record("台北站", 200)]
    #expect(Self.found(Matching(a, b)) == ["0-0 name-and-place", "1-1 name-and-place", "2-2 name-and-place"])
  }

  @Test func whatCouldBeSeveralIsATie() {
    // B lies between two of A that have its name.
    let matching = Matching([Self.record("One", 0), Self.record("One", 20)], [Self.record("One", 10)])
    #expect(matching.pairs.isEmpty && matching.onlyA.isEmpty && matching.onlyB.isEmpty)
    #expect(matching.ties == [Matching.Tie(a: [0, 1], b: [0], rule: .nameAndPlace)])
  }

  /// The first two agree in place; of the others each is left alone, but another has the name: nobody knows.
  @Test func whatIsLeftOfACommonNameIsATie() {
    let a = [Self.record("Shop", 0), Self.record("Shop", 1000)]
    let b = [Self.record("Shop", 0), Self.record("Shop", 1100)]
    let matching = Matching(a, b)
    #expect(Self.found(matching) == ["0-0 name-and-place"])
    #expect(matching.ties == [Matching.Tie(a: [1], b: [1], rule: .name)])
  }

  /// One record twice in both: which is which does not matter.
  @Test func alikeRecordsArePaired() {
    let twice = [Self.record("One", 0), Self.record("One", 0)]
    #expect(Self.found(Matching(twice, twice)) == ["0-0 name-and-place", "1-1 name-and-place"])
    let once = Matching(twice, [twice[0]])
    #expect(Self.found(once) == ["0-0 name-and-place"] && once.onlyA == [1] && once.ties.isEmpty)
  }

  /// Two offices that number from 1: the ids mean nothing.
  @Test func contradictedIDsAreNotUsed() {
    let a = [Self.record("One", 0, id: "1"), Self.record("Two", 2000, id: "2"), Self.record("Three", 4000, id: "3")]
    let b = [
      Self.record("Two", 2000, id: "1"), Self.record("Three", 4000, id: "2"), Self.record("Three", 9000, id: "3"),
    ]
    let matching = Matching(a, b)
    #expect(matching.sharedIDs == 3 && matching.contradictedIDs == 2 && !matching.usesIDs)
    #expect(Self.found(matching) == ["1-0 name-and-place", "2-1 name-and-place"])
    #expect(matching.onlyA == [0] && matching.onlyB == [2])
  }

  @Test func anIDThatStandsTwiceIsNoID() {
    let a = [Self.record("One", 0, id: "1"), Self.record("Other", 800, id: "1"), Self.record("Z", 3000, id: "z")]
    let b = [Self.record("One", 0, id: "1"), Self.record("Z", 3000, id: "z")]
    let matching = Matching(a, b)
    #expect(Self.found(matching) == ["0-0 name-and-place", "2-1 id"] && matching.onlyA == [1])
    #expect(Matching.duplicates(a) == [[0, 1]])
  }

  @Test func withoutPlacesANameMustBeTheOnlyOne() {
    let a = [Self.record("One", nil), Self.record("Two", nil), Self.record("Two", nil, id: "x")]
    let b = [Self.record("Two", 0), Self.record("One", 500)]
    let matching = Matching(a, b)
    #expect(Self.found(matching) == ["0-1 name"] && matching.pairs[0].meters == nil)
    #expect(matching.ties == [Matching.Tie(a: [1, 2], b: [0], rule: .name)])
  }

  @Test func duplicatesHangTogether() {
    // 0 and 25 m, 25 and 50 m: one group; 100 m away another shop of the name.
    let records = [0.0, 25, 50, 150].map { Self.record("Shop", $0) } + [Self.record("Other", 0)]
    #expect(Matching.duplicates(records) == [[0, 1, 2]])
    #expect(Matching.duplicates(records, .init(moved: Meters(20))) == [])
    #expect(Matching.duplicates([Self.record("One", nil), Self.record("one ", nil)]) == [[0, 1]])
  }

  /// Every record ends in one place, and A against B finds what B against A does.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func nothingIsLostOrCountedTwice(seed: UInt64) {
    var random = SplitMix(seed: seed)
    func ledger() -> [LedgerRecord] {
      (0..<60).map { _ in
        let name = ["One", "Two", "Three", "Four", nil].randomElement(using: &random)!
        let id = Int.random(in: 0..<4, using: &random) == 0 ? "\(Int.random(in: 0..<30, using: &random))" : nil
        let hasPlace = Int.random(in: 0..<8, using: &random) > 0
        return Self.record(name, hasPlace ? Double.random(in: 0..<3000, using: &random).rounded() : nil, id: id)
      }
    }
    let (a, b) = (ledger(), ledger())
    let (there, back) = (Matching(a, b), Matching(b, a))
    let inA = there.pairs.map(\.a) + there.ties.flatMap(\.a) + there.onlyA
    let inB = there.pairs.map(\.b) + there.ties.flatMap(\.b) + there.onlyB
    #expect(inA.sorted() == Array(a.indices) && inB.sorted() == Array(b.indices), "seed \(seed)")
    // Alike records may be paired another way round.
    #expect(there.pairs.count == back.pairs.count && there.ties.count == back.ties.count, "seed \(seed)")
    #expect(there.onlyA.count == back.onlyB.count && there.onlyB.count == back.onlyA.count, "seed \(seed)")
    let known = a.filter { $0.name != nil || $0.place != nil }
    let itself = Matching(known, known)
    #expect(itself.onlyA.isEmpty && itself.onlyB.isEmpty, "seed \(seed)")
  }
}
