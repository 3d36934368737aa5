import Foundation
import Testing

/// The town of `HandMadeTown` under other cutoffs: one for each kind and trade, and two settings compared.
struct HandMadeTownSettingsTests {
  /// Within three blocks, so 8 minutes are 3.56 of them, the residents have
  ///
  ///     c1 s1 s2   c2 s1 s2   c3 -   c4 s2   c5 s1 s2   c6 s3   c7 s3 s4   c8 s4   c9 -   c10 s4   c11 s5   c12 s5
  ///
  /// which is all but c3 60 and c9 30 = 910. Takeaway riders go 3 minutes, 1.33 blocks: w1, two blocks away, has
  /// nobody, w2 has s3. Express riders go 8 minutes: w3 has s5, w4 has s4 three blocks away, whose hours nobody
  /// knows. Routes go 1 minute, 0.44 of a block: of r1 the two middle pieces, a quarter of a block from s2, half of
  /// its 3 trip-km.
  ///
  /// The full set at one: s4 230, s5 c11 c12 250 = 480; together also s1 with s2: c1 100, c2 80, c5 40 = 700. By
  /// night s1 has c1 c2 c5 220 and s4 230 for all 56 h, s3 c6 90 for 28 h. Riders by night: w1 20 x 56 h and w2 30 x
  /// 7 h ask, w2 is served; w4 10 x 56 h of w3 and w4 50 x 56 h are.
  @Test func ownCutoffs() throws {
    let circle =
      "{cutoff: 5min, cutoffs: {communities: 8min, workers: {takeaway: 3min, express: 8min}, routes: 1min}}"
    let analysis = HandMadeTown.analysis(HandMadeTown.periods, circle: circle)
      .replacingOccurrences(of: "new: 2", with: "new: 0")
    let run = try TownRun(HandMadeTown.layers.merging(["analysis.yaml": analysis]) { $1 })
    let groups = try run.figures("groups", by: ["level", "name", "kind", "figure"])
    for (key, covered, people) in [
      ("district communities", 910.0, 1000.0), ("town North communities", 250, 250), ("district workers", 80, 100),
      ("trade takeaway workers", 30, 50), ("trade express workers", 50, 50), ("district routes", 1.5, 9),
    ] { groups.expect("\(key) covered-share", weight: people, covered / people, covered / people) }
    let services = try run.figures("services", by: ["level", "name", "kind", "service"])
    services.expect("district communities full-set-at-one", 0.48, 0.48)
    services.expect("district communities full-set-together", 0.7, 0.7)
    // All stations but s3, of c6.
    services.expect("district communities charge", 0.82, 0.82)
    // s3 has first-aid and no charge.
    services.expect("trade takeaway workers first-aid", 0.6, 0.6)
    services.expect("trade takeaway workers charge", 0, 0)
    let periods = try run.figures("periods", by: ["level", "name", "kind", "period", "figure"])
    // 450 x 56 + 90 x 28 = 27,720.
    periods.expect(
      "district communities night person-hours", weight: 56_000, 27_720.0 / 56_000, 27_720.0 / 56_000)
    periods.expect("trade takeaway workers night person-hours", weight: 1330, 210.0 / 1330, 210.0 / 1330)
    periods.expect("trade express workers night person-hours", weight: 2800, 0.2, 0.2)
    // Zones of access have bounds of their own, to 10 minutes: c3 is four blocks, 9 minutes, from s1, s2 and s5.
    // Seats over all residents within four blocks of the station.
    let access = try run.figures("access", by: ["id", "method"])
    let c3 = 10.0 / 400 + 20.0 / 450 + 30.0 / 310
    access.expect("c3 2sfca", weight: 60, c3, c3)
  }

  /// A is the town as it is, B has 8 minutes for all and one new station. Residents as above: 770 and 910, gained c5
  /// and c12. Heads: w4 has s4. Trip-km: s5 also reaches the first piece of r2, 3.25 blocks away, a quarter of its 6.
  /// B builds k1 for the other 4.5: 0.2 more, k2 for c3 but 0.2 x 60/1000. So with the plan B lacks c3, A c5.
  @Test func twoSettingsCompared() throws {
    let files = HandMadeTown.layers.merging(["analysis.yaml": HandMadeTown.analysis(HandMadeTown.periods)]) { $1 }
    let folder = try ScratchFolder(files)
    let outcome = try Command.run([
      "compare", folder.path + "/analysis.yaml", "--set", "circle.cutoff=8min", "--set", "siting.new=1", "--json",
    ])
    let results = try #require(outcome.object()["results"] as? [String: Any], "\(outcome)")
    let rows = try #require(results["figures"] as? [[String: Any]])
    func expect(_ kind: String, _ figure: String, _ a: Double, _ b: Double) {
      let row = rows.first { $0["kind"] as? String == kind && $0["figure"] as? String == figure }
      let values = ["a", "b", "difference"].map { row?[$0] as? Double ?? .infinity }
      let isEqual = zip(values, [a, b, b - a]).allSatisfy { abs($0 - $1) <= 1e-3 }
      #expect(isEqual, "\(kind) \(figure): \(values), not \(a), \(b)")
    }
    expect("communities", "covered", 770, 910)
    expect("communities", "covered_with_plan", 930, 910)
    expect("workers", "covered", 90, 100)
    expect("routes", "covered", 3, 4.5)
    expect("routes", "covered_with_plan", 9, 9)
    // r2 is two blocks, 4.5 minutes. In B eight minutes from s5 are 3.556 blocks, of which it is 3 to r2: 1.444 blocks are
    // left, 3.25 minutes.
    expect("routes", "longest_gap_min", 4.5, 3.25)
    expect("", "new", 2, 1)
    expect("", "cost_yuan", 200, 100)
    // A: 0.2 x 0.93 + 0.4 + 0.4; B: 0.2 x 0.91 + 0.4 + 0.4.
    expect("", "value", 0.986, 0.982)
    let communities = try #require(results["communities"] as? [String: Any])
    func ids(_ group: [String: Any], _ key: String) -> Set<String> {
      Set((group[key] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String })
    }
    #expect(ids(communities, "gained") == ["c5", "c12"] && ids(communities, "lost") == [])
    #expect(ids(communities, "gained_with_plan") == ["c5"] && ids(communities, "lost_with_plan") == ["c3"])
    let sites = try #require(results["sites"] as? [String: Any])
    #expect(ids(sites, "only_in_a") == ["k2"] && ids(sites, "only_in_b") == [] && sites["in_both"] as? Int == 1)
  }
}
