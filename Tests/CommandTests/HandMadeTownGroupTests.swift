import Foundation
import Testing

/// For whom, how fairly, and whether it would hold, in the town of `HandMadeTown`: groups, fairness, access, closures.
///
/// Minutes are blocks x 2.25; as no block is quite 150 m, they may be off by a thousandth.
struct HandMadeTownGroupTests {
  private let run: TownRun
  private static let block = 2.25

  init() throws { run = try HandMadeTown.typical.get() }

  /// One group: people covered, sum of people x blocks over those who reach a station, and blocks of the ranks.
  private struct Group {
    var key: String
    var people: Double
    var covered: (today: Double, plan: Double)
    var blocks: (today: Double, plan: Double)
    var median: (today: Double, plan: Double)
    var p90: (today: Double, plan: Double)
    var worst: (today: Double, plan: Double)
    var unreached = 0.0
  }

  /// Blocks to the nearest station, cutoff or not, with k1 and k2 in brackets:
  ///
  ///     c1 1   c2 2   c3 4 (1)   c4 0   c5 3   c6 1   c7 2   c8 1   c9 -   c10 1   c11 1   c12 3 (0)
  ///     w1 2   w2 1   w3 1       w4 3 (1)
  ///
  /// Residents at each distance, of the 970 who reach one: today 0: 120, 1: 500, 2: 150, 3: 140, 4: 60, in all 500 +
  /// 300 + 420 + 240 = 1,460 blocks; with the plan 0: 220, 1: 560, 2: 150, 3: 40, in all 560 + 300 + 120 = 980. The
  /// median is that of person 485, the 90th percentile that of person 873.
  ///
  /// A route is four pieces of half a block, each standing for its middle. r1 lies about s2: 3/4, 1/4, 1/4 and 3/4 of
  /// a block, on the mean 0.5. On r2 s5 is 3.25, 3.75, 4.25, 4.75 blocks away and s4 5.75, 5.25, 4.75, 4.25, so the
  /// nearer is 3.25, 3.75, 4.25, 4.25, on the mean 3.875; k1 is 1.75, 1.25, 1.25, 1.75 away, on the mean 1.5.
  @Test func groups() throws {
    let table = try run.figures("groups", by: ["level", "name", "kind", "figure"])
    for group in [
      Group(
        key: "district communities", people: 1000, covered: (770, 930), blocks: (1460, 980), median: (1, 1),
        p90: (3, 2),
        worst: (4, 3), unreached: 30),
      // c1 100, c2 160, c3 240 (60), c4 0, c5 120; persons 200 and 360 of 400.
      Group(
        key: "town West communities", people: 400, covered: (300, 360), blocks: (620, 440), median: (1, 1), p90: (4, 2),
        worst: (4, 3)),
      // c6 90, c7 140, c8 110, c10 50; persons 160 and 288 of 320.
      Group(
        key: "town East communities", people: 350, covered: (320, 320), blocks: (390, 390), median: (1, 1), p90: (2, 2),
        worst: (2, 2), unreached: 30),
      // c11 150, c12 300 (0).
      Group(
        key: "town North communities", people: 250, covered: (150, 250), blocks: (450, 150), median: (1, 1),
        p90: (3, 1),
        worst: (3, 1)),
      // w1 40, w2 30, w3 40, w4 30 (10).
      Group(
        key: "district workers", people: 100, covered: (90, 100), blocks: (140, 120), median: (1, 1), p90: (2, 2),
        worst: (3, 2)),
      Group(
        key: "trade takeaway workers", people: 50, covered: (50, 50), blocks: (70, 70), median: (1, 1), p90: (2, 2),
        worst: (2, 2)),
      Group(
        key: "trade express workers", people: 50, covered: (40, 50), blocks: (70, 50), median: (1, 1), p90: (3, 1),
        worst: (3, 1)),
      // Half the pieces are at 1/4.
      Group(
        key: "trade takeaway routes", people: 3, covered: (3, 3), blocks: (1.5, 1.5), median: (0.25, 0.25),
        p90: (0.75, 0.75), worst: (0.75, 0.75)),
      Group(
        key: "trade express routes", people: 6, covered: (0, 6), blocks: (6 * 3.875, 6 * 1.5), median: (3.75, 1.25),
        p90: (4.25, 1.75), worst: (4.25, 1.75)),
    ] {
      func expect(_ figure: String, _ today: Double, _ plan: Double, within: Double = 1e-3) {
        table.expect("\(group.key) \(figure)", weight: group.people, today, plan, within: within)
      }
      let reached = group.people - group.unreached
      expect("covered-share", group.covered.today / group.people, group.covered.plan / group.people, within: 1e-6)
      expect("unreached-share", group.unreached / group.people, group.unreached / group.people, within: 1e-6)
      expect("mean-minutes", group.blocks.today / reached * Self.block, group.blocks.plan / reached * Self.block)
      expect("median-minutes", group.median.today * Self.block, group.median.plan * Self.block)
      expect("p90-minutes", group.p90.today * Self.block, group.p90.plan * Self.block)
      expect("worst-minutes", group.worst.today * Self.block, group.worst.plan * Self.block)
    }
    // 3 districts, 6 towns, 4 trades, with six figures each.
    #expect(table.rows.count == 13 * 6)
  }

  /// Gini is the sum over all pairs of people of the difference between their blocks, over people x blocks. Of
  /// distances a and b with so many people, pairs of residents today:
  ///
  ///     0-1 120 x 500 = 60,000   0-2 120 x 150 x 2 = 36,000    0-3 120 x 140 x 3 = 50,400
  ///     0-4 120 x 60 x 4 = 28,800
  ///     1-2 500 x 150 = 75,000   1-3 500 x 140 x 2 = 140,000   1-4 500 x 60 x 3 = 90,000
  ///     2-3 150 x 140 = 21,000   2-4 150 x 60 x 2 = 18,000     3-4 140 x 60 = 8,400        in all 527,600
  ///
  /// with the plan 0-1 220 x 560 = 123,200, 0-2 66,000, 0-3 26,400, 1-2 84,000, 1-3 44,800, 2-3 6,000: 350,400.
  /// Theil's T is the mean of x/m ln(x/m), where m is the mean; between the towns that of everybody's town's mean.
  @Test func fairnessOfResidents() throws {
    let table = try run.figures("fairness", by: ["level", "name", "kind", "figure", "subject"])
    func expect(_ figure: String, _ today: Double, _ plan: Double, within: Double = 1e-4) {
      table.expect("district communities \(figure)", today, plan, within: within)
    }
    expect("gini-minutes", 527_600 / (970 * 1460), 350_400 / (970 * 980))
    // Who stands at a station has 0 ln 0 = 0, yet is one of the people.
    func theil(_ rows: [(people: Double, blocks: Double)]) -> Double {
      let people = rows.reduce(0) { $0 + $1.people }
      let mean = rows.reduce(0) { $0 + $1.people * $1.blocks } / people
      return rows.filter { $0.blocks > 0 }
        .reduce(0) { $0 + $1.people / people * $1.blocks / mean * log($1.blocks / mean) }
    }
    let all = theil([(120, 0), (500, 1), (150, 2), (140, 3), (60, 4)])
    let planned = theil([(220, 0), (560, 1), (150, 2), (40, 3)])
    expect("theil-minutes", all, planned)
    // West 400 people with 620 (440) blocks, East 320 with 390, North 250 with 450 (150).
    let between = theil([(400, 620.0 / 400), (320, 390.0 / 320), (250, 450.0 / 250)])
    let plannedBetween = theil([(400, 440.0 / 400), (320, 390.0 / 320), (250, 150.0 / 250)])
    expect("theil-between", between, plannedBetween)
    expect("theil-within", all - between, planned - plannedBetween)
    expect("unreached-share", 0.03, 0.03, within: 1e-6)
    // The blocks of the nearest 97, 194 … people: today 120 have none, 500 one each (620 people, 500 blocks), 150 two
    // (770, 800), 140 three (910, 1,220), 60 four. Person 679 stands 59 into the second: 500 + 118.
    let today: [Double] = [0, 74, 171, 268, 365, 462, 618, 818, 1109, 1460]
    // With the plan 220 have none, 560 one (780, 560), 150 two (930, 860), 40 three.
    let plan: [Double] = [0, 0, 71, 168, 265, 362, 459, 556, 746, 980]
    for (index, (now, then)) in zip(today, plan).enumerated() {
      expect("lorenz-\((index + 1) * 10)", now / 1460, then / 980)
    }
    // Today North has 150 of 250, and 1.8 blocks; with the plan West has least, 360 of 400, and East with 390 / 320
    // blocks is slowest. No row may say of North what is another town's.
    for (figure, today, plan, town) in [
      ("worst-group-covered-share", 0.6, 0.9, "West"),
      ("worst-group-mean-minutes", 1.8 * Self.block, 390.0 / 320 * Self.block, "East"),
    ] {
      let rows = table.rows.filter { $0["kind"] == "communities" && $0["figure"] == figure }
      func says(_ town: String, _ column: String, _ value: Double) -> Bool {
        rows.contains { $0["subject"] == town && abs((Double($0[column] ?? "") ?? .infinity) - value) < 1e-3 }
      }
      #expect(says("North", "today", today) && says(town, "with_plan", plan), "\(rows)")
      #expect(!says("North", "with_plan", plan), "\(rows)")
    }
  }

  /// Heads at 1, 2 and 3 blocks: 70, 20, 10 of 140 in all; pairs 70 x 20 + 70 x 10 x 2 + 20 x 10 = 3,000; with the
  /// plan 80 and 20 of 120, pairs 80 x 20. Takeaway and express have 1.4 blocks on the mean today, so nothing lies
  /// between them; 1.4 and 1 later.
  ///
  /// Routes in quarters of a block, 1 piece of r2 as heavy as 2 of r1: 3, 1, 1, 3 and twice 13, 15, 17, 17. Of 12
  /// weights with 8 + 124 = 132 quarters; pairs of (2 at 1, 2 at 3, 2 at 13, 2 at 15, 4 at 17) are 8 + 48 + 56 + 128
  /// + 40 + 48 + 112 + 8 + 32 + 16 = 496. With the plan (2 at 1, 2 at 3, 4 at 5, 4 at 7): 56 quarters, pairs 8 + 32 +
  /// 48 + 16 + 32 + 32 = 168.
  @Test func fairnessOfWorkersAndRoutes() throws {
    let table = try run.figures("fairness", by: ["level", "name", "kind", "figure", "subject"])
    table.expect("district workers gini-minutes", 3000 / (100 * 140), 1600 / (100 * 120), within: 1e-4)
    let between = 0.5 * (1.4 / 1.2 * log(1.4 / 1.2) + 1 / 1.2 * log(1 / 1.2))
    table.expect("district workers theil-between", 0, between, within: 1e-4)
    table.expect("district workers unreached-share", 0, 0)
    table.expect("district routes gini-minutes", 496 / (12 * 132), 168 / (12 * 56), within: 1e-4)
    // takeaway 3 of 3 and express 0 of 6.
    table.expect("district routes worst-group-covered-share express", 0, 1)
  }

  /// Seats for each resident. Zones end at 3, 6 and 10 minutes: weight 1 within 1 block, 0.68 at 2, 0.22 at 3 and 4,
  /// nothing at 5. Sites within 4 blocks, with k1 and k2 in brackets; s3 takes no part, as nobody knows its seats:
  ///
  ///     c1 s1 1, s2 3 (k2 4)   c2 s1 2, s2 2   c3 s1 4, s2 4, s5 4 (k2 1)   c4 s1 4, s2 0   c5 s1 3, s2 3   c6 -
  ///     c7 s4 2   c8 s4 1 (k1 3)   c9 -   c10 s2 4, s4 1 (k1 3)   c11 s5 1 (k1 4, k2 4)   c12 s4 4, s5 3 (k1 0)
  @Test func access() throws {
    let table = try run.figures("access", by: ["id", "method"])
    let figures = table.rows.map { $0["figure"] }
    #expect(figures.count == 12 * 3 && Set(figures) == ["supply-per-head"])
    // Plain: seats over all residents within 4 blocks.
    let s1 = 10.0 / (100 + 80 + 60 + 120 + 40)
    let s2 = 20.0 / (100 + 80 + 60 + 120 + 40 + 50)
    let s4 = 40.0 / (70 + 110 + 50 + 100)
    let s5 = 30.0 / (60 + 150 + 100)
    let k1 = 25.0 / (110 + 50 + 150 + 100)
    let k2 = 25.0 / (100 + 60 + 150)
    for (id, today, plan) in [
      ("c1", s1 + s2, s1 + s2 + k2), ("c2", s1 + s2, s1 + s2), ("c3", s1 + s2 + s5, s1 + s2 + s5 + k2),
      ("c4", s1 + s2, s1 + s2), ("c5", s1 + s2, s1 + s2), ("c7", s4, s4), ("c8", s4, s4 + k1),
      ("c10", s2 + s4, s2 + s4 + k1), ("c11", s5, s5 + k1 + k2), ("c12", s4 + s5, s4 + s5 + k1),
    ] { table.expect("\(id) 2sfca", today, plan) }
    table.expect("c7 2sfca", weight: 70, s4, s4)
    for method in ["2sfca", "e2sfca", "3sfca"] {
      table.expect("c6 \(method)", weight: 90, nil, nil)
      table.expect("c9 \(method)", weight: 30, nil, nil)
    }
  }

  @Test func accessByZones() throws {
    let table = try run.figures("access", by: ["id", "method"])
    let (near, middle, far) = (1.0, 0.68, 0.22)
    let s1 = 10 / (100 * near + 80 * middle + 60 * far + 120 * far + 40 * far)
    let s2 = 20 / (100 * far + 80 * middle + 60 * far + 120 * near + 40 * far + 50 * far)
    let s4 = 40 / (70 * middle + 110 * near + 50 * near + 100 * far)
    let s5 = 30 / (60 * far + 150 * near + 100 * far)
    let k1 = 25 / (110 * far + 50 * far + 150 * far + 100 * near)
    let k2 = 25 / (100 * far + 60 * near + 150 * far)
    let c1 = s1 * near + s2 * far
    let c3 = (s1 + s2 + s5) * far
    let c10 = s2 * far + s4 * near
    for (id, today, plan) in [
      ("c1", c1, c1 + k2 * far), ("c2", (s1 + s2) * middle, (s1 + s2) * middle), ("c3", c3, c3 + k2 * near),
      ("c4", s1 * far + s2 * near, s1 * far + s2 * near), ("c5", (s1 + s2) * far, (s1 + s2) * far),
      ("c7", s4 * middle, s4 * middle), ("c8", s4 * near, s4 * near + k1 * far), ("c10", c10, c10 + k1 * far),
      ("c11", s5 * near, s5 * near + (k1 + k2) * far), ("c12", (s4 + s5) * far, (s4 + s5) * far + k1 * near),
    ] { table.expect("\(id) e2sfca", today, plan) }
  }

  /// In three steps residents first part themselves among the sites by their weights, so that a pair counts weight
  /// squared over the sum of the community's weights: of c1 with s1 (1) and s2 (0.22) 1 / 1.22 and 0.0484 / 1.22.
  @Test func accessInThreeSteps() throws {
    let table = try run.figures("access", by: ["id", "method"])
    let (n, m, f) = (1.0, 0.68 * 0.68, 0.22 * 0.22)
    // Today's sums: c1 1.22, c2 1.36, c3 0.66, c4 1.22, c5 0.44, c7 0.68, c8 1, c10 1.22, c11 1, c12 0.44.
    let s1 = 10 / (100 * n / 1.22 + 80 * m / 1.36 + 60 * f / 0.66 + 120 * f / 1.22 + 40 * f / 0.44)
    let s2 = 20 / (100 * f / 1.22 + 80 * m / 1.36 + 60 * f / 0.66 + 120 * n / 1.22 + 40 * f / 0.44 + 50 * f / 1.22)
    let s4 = 40 / (70 * m / 0.68 + 110 * n + 50 * n / 1.22 + 100 * f / 0.44)
    let s5 = 30 / (60 * f / 0.66 + 150 * n + 100 * f / 0.44)
    let today = [
      "c1": (s1 * n + s2 * f) / 1.22, "c2": (s1 + s2) * m / 1.36, "c3": (s1 + s2 + s5) * f / 0.66,
      "c4": (s1 * f + s2 * n) / 1.22, "c5": (s1 + s2) * f / 0.44, "c7": s4 * m / 0.68, "c8": s4 * n,
      "c10": (s2 * f + s4 * n) / 1.22, "c11": s5 * n, "c12": (s4 + s5) * f / 0.44,
    ]
    // With the plan c1 1.44, c3 1.66, c8 1.22, c10 1.44, c11 1.44, c12 1.44; c2, c4, c5, c7 as before.
    let p1 = 10 / (100 * n / 1.44 + 80 * m / 1.36 + 60 * f / 1.66 + 120 * f / 1.22 + 40 * f / 0.44)
    let p2 = 20 / (100 * f / 1.44 + 80 * m / 1.36 + 60 * f / 1.66 + 120 * n / 1.22 + 40 * f / 0.44 + 50 * f / 1.44)
    let p4 = 40 / (70 * m / 0.68 + 110 * n / 1.22 + 50 * n / 1.44 + 100 * f / 1.44)
    let p5 = 30 / (60 * f / 1.66 + 150 * n / 1.44 + 100 * f / 1.44)
    let k1 = 25 / (110 * f / 1.22 + 50 * f / 1.44 + 150 * f / 1.44 + 100 * n / 1.44)
    let k2 = 25 / (100 * f / 1.44 + 60 * n / 1.66 + 150 * f / 1.44)
    let plan = [
      "c1": (p1 * n + p2 * f + k2 * f) / 1.44, "c2": (p1 + p2) * m / 1.36,
      "c3": ((p1 + p2 + p5) * f + k2 * n) / 1.66, "c4": (p1 * f + p2 * n) / 1.22, "c5": (p1 + p2) * f / 0.44,
      "c7": p4 * m / 0.68, "c8": (p4 * n + k1 * f) / 1.22, "c10": (p2 * f + p4 * n + k1 * f) / 1.44,
      "c11": (p5 * n + k1 * f + k2 * f) / 1.44, "c12": ((p4 + p5) * f + k1 * n) / 1.44,
    ]
    for (id, value) in today { table.expect("\(id) 3sfca", value, plan[id]) }
  }

  /// Who is left without when stations close: residents, heads, trip-km; and 0.2 x residents / 1000 + 0.4 x heads /
  /// 100 + 0.4 x trip-km / 9 of the weighted mean share. c2 and w1 are lost with s1 and s2 alone, c7 with s3 and s4,
  /// and with the plan w3 with s5 and k2. The pairs are those of the five that lose most: today all, later without s1
  /// and k2.
  @Test func closures() throws {
    typealias Row = (closed: String, residents: Double, heads: Double, trips: Double, losing: String)
    let today: [Row] = [
      ("s5", 150, 40, 0, "c11"), ("s2", 120, 0, 3, "c4"), ("s3", 90, 30, 0, "c6"), ("s4", 160, 0, 0, "c8 c10"),
      ("s1", 100, 0, 0, "c1"),
      // 0.347, 0.328, 0.295, 0.273, 0.222, 0.210, 0.189, 0.184, 0.158, 0.052.
      ("s2 s5", 270, 40, 3, "c11 c4"), ("s3 s5", 240, 70, 0, "c11 c6"), ("s2 s3", 210, 30, 3, "c4 c6"),
      ("s1 s2", 300, 20, 3, "c4 c1 c2"), ("s4 s5", 310, 40, 0, "c11 c8 c10"), ("s1 s5", 250, 40, 0, "c11 c1"),
      ("s2 s4", 280, 0, 3, "c4 c8 c10"), ("s3 s4", 320, 30, 0, "c8 c6 c7 c10"), ("s1 s3", 190, 30, 0, "c1 c6"),
      ("s1 s4", 260, 0, 0, "c8 c1 c10"),
    ]
    let plan: [Row] = [
      ("k1", 100, 10, 6, "c12"), ("s2", 120, 0, 3, "c4"), ("s3", 90, 30, 0, "c6"), ("s4", 160, 0, 0, "c8 c10"),
      ("s5", 150, 0, 0, "c11"), ("s1", 100, 0, 0, "c1"), ("k2", 60, 0, 0, "c3"),
      // 0.484, 0.465, 0.359, 0.357, 0.295, 0.189, 0.187, 0.184, 0.168, 0.062.
      ("s2 k1", 220, 10, 9, "c4 c12"), ("s3 k1", 190, 40, 6, "c12 c6"), ("s4 k1", 260, 10, 6, "c8 c12 c10"),
      ("s5 k1", 250, 10, 6, "c11 c12"), ("s2 s3", 210, 30, 3, "c4 c6"), ("s2 s4", 280, 0, 3, "c4 c8 c10"),
      ("s2 s5", 270, 0, 3, "c11 c4"), ("s3 s4", 320, 30, 0, "c8 c6 c7 c10"), ("s3 s5", 240, 30, 0, "c11 c6"),
      ("s4 s5", 310, 0, 0, "c11 c8 c10"),
    ]
    let rows = try run.table("closures")
    for (state, expected) in [("today", today), ("with-plan", plan)] {
      let found = rows.filter { $0["state"] == state }
      #expect(found.map { $0["closed"] } == expected.map(\.closed), "\(state)")
      for (row, wanted) in zip(found, expected) {
        func isEqual(_ column: String, _ value: Double) -> Bool {
          abs((row[column].flatMap(Double.init) ?? .infinity) - value) <= 1e-3
        }
        let share = 0.2 * wanted.residents / 1000 + 0.4 * wanted.heads / 100 + 0.4 * wanted.trips / 9
        #expect(abs((row["lost_share"].flatMap(Double.init) ?? .infinity) - share) <= 1e-6, "\(state) \(row)")
        #expect(
          isEqual("lost_communities", wanted.residents) && isEqual("lost_workers", wanted.heads)
            && isEqual("lost_routes", wanted.trips), "\(state) \(row)")
        // Communities are points: whoever loses anybody loses all, and is covered no more.
        #expect(row["losing"] == wanted.losing, "\(state) \(row)")
        let words = Set(wanted.losing.split(separator: " "))
        #expect(Set(row["flipped"]?.split(separator: " ") ?? []) == words && row["communities"] == "\(words.count)")
      }
      // Stations and pairs are ranked apart.
      let stations = expected.count { !$0.closed.contains(" ") }
      let ranks = (1...stations).map { "\($0)" } + (1...10).map { "\($0)" }
      #expect(found.map { $0["rank"] } == ranks)
    }
    #expect(rows.count == 32)
  }
}
