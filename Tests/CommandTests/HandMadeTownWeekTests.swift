import Foundation
import Testing

/// Other weeks and other habits in the town of `HandMadeTown`: holidays, unknown hours taken as closed, demand that
/// moves.
struct HandMadeTownWeekTests {
  private static func run(_ coverage: String, before: String = "", _ files: [String: String] = [:]) throws
    -> TownFigures
  {
    let analysis = HandMadeTown.analysis(coverage, before: before)
    let all = HandMadeTown.layers.merging(files) { $1 }.merging(["analysis.yaml": analysis]) { $1 }
    return try TownRun(all).figures("periods", by: ["level", "name", "kind", "period", "figure"])
  }

  /// The week of Thursday 8 October 2026 is that of Monday the 5th: holidays on the 5th, 6th and 7th, and Saturday
  /// the 10th is a workday in exchange. Mo-Fr are the calendar's days, 50 h; 工作日 are Thursday, Friday and that
  /// Saturday, 3 x 10 = 30 h; PH are Monday to Wednesday, 3 x 6 = 18 h. Hours of which nobody knows are closed:
  ///
  ///                                              Mo-Fr 8-18   工作日 8-18         PH 10-16
  ///     s1 always                                    50       30                 18
  ///     s2 Tu-Su 9-21                                36       9 + 9 + 9 = 27     12 (Tu, We)
  ///     s3 20-2                                       0        0                  0
  ///     s4 nobody knows                               0        0                  0
  ///     s5 Mo-Fr 8-18, Sa 10-14, no holidays         20       10 + 10 + 4 = 24    0
  ///     k1, k2 8-20                                  50       30                 18
  ///
  /// Residents: s1 c1 c2 = 180, s2 c4 120, s5 c11 150, k1 k2 160. Heads: w1 20 with s1; w2 30, there 11-13 and 17-18
  /// by day, with s3; w3 40 with s5 and k2; w4 10 with k1.
  @Test func weekWithHolidays() throws {
    let periods = try Self.run(
      """
        periods: {day: "Mo-Fr 08:00-18:00", workdays: "工作日8:00-18:00", holiday: "PH 10:00-16:00"}
        week: 2026-10-08
        hours_unknown: closed
      """, before: "holidays: {public: [2026-10-05, 2026-10-06, 2026-10-07], workdays: [2026-10-10]}")
    func expect(
      _ key: String, hours: (today: Double, plan: Double, of: Double), throughout: (today: Double, plan: Double),
      ever: (today: Double, plan: Double), people: Double
    ) {
      periods.expect("\(key) person-hours", weight: hours.of, hours.today / hours.of, hours.plan / hours.of)
      periods.expect("\(key) throughout", weight: people, throughout.today / people, throughout.plan / people)
      periods.expect("\(key) ever", weight: people, ever.today / people, ever.plan / people)
    }
    // 180 x 50 + 120 x 36 + 150 x 20 = 16,320; + 160 x 50.
    expect(
      "district communities day", hours: (16_320, 24_320, 50_000), throughout: (180, 340), ever: (450, 610),
      people: 1000)
    // 180 x 30 + 120 x 27 + 150 x 24 = 12,240; + 160 x 30.
    expect(
      "district communities workdays", hours: (12_240, 17_040, 30_000), throughout: (180, 340), ever: (450, 610),
      people: 1000)
    // 180 x 18 + 120 x 12 = 4,680; + 160 x 18.
    expect(
      "district communities holiday", hours: (4680, 7560, 18_000), throughout: (180, 340), ever: (300, 460),
      people: 1000)
    // 20 x 50 + 40 x 20 of 20 x 50 + 30 x 15 + 40 x 50 + 10 x 50 = 3,950; k2 makes w3's 20 h 50.
    expect("district workers day", hours: (1800, 3500, 3950), throughout: (20, 70), ever: (60, 70), people: 100)
    // r1 has s2 on Tuesday and Wednesday: 3 x 12 of 9 x 18.
    expect("district routes holiday", hours: (36, 144, 162), throughout: (0, 6), ever: (3, 9), people: 9)
  }

  /// Residents ask at 12 (0.6) and at 22 o'clock (0.4) on every day, takeaway riders at 12 on Mo-Fr (0.15 each) and
  /// at 18 on Saturday (0.25); express riders, without a profile, at all hours alike. A share is that of what is
  /// asked for.
  ///
  /// At 12 o'clock s1 and s4 are open, s2 but on Mondays, s5 but on Sundays; at 22 s1, s4 and s3. So by day (12 on
  /// five days): c1 c2 c7 c8 c10 c11 = 560, c4 120 on 4 of 5 days; by night (22 alone) c1 c2 c7 c8 c10 c6 = 500, all
  /// they ask for; at weekends (12 on two days) c1 c2 c4 c7 c8 c10 = 530, c11 150 on one of two. Over the week 410
  /// always, c4 and c11 in 0.6 x 6/7, c6 in 0.4. c3 and c12 160 have k1 and k2 at 12.
  @Test func demandThatMoves() throws {
    let periods = try Self.run(
      """
        periods: {day: "Mo-Fr 08:00-18:00", night: "Mo-Su 22:00-06:00", weekend: "Sa-Su 10:00-16:00", week: "24/7"}
        profiles: profiles.csv
      """,
      [
        "profiles.csv": """
        hour,weekday,group,share
        12,,communities,0.6
        22,,communities,0.4
        12,Mo-Fr,takeaway,0.15
        18,Sa,takeaway,0.25

        """
      ])
    func expect(
      _ period: String, _ hours: (today: Double, plan: Double), throughout: (today: Double, plan: Double),
      ever: (today: Double, plan: Double)
    ) {
      let key = "district communities \(period)"
      periods.expect("\(key) person-hours", hours.today / 1000, hours.plan / 1000)
      periods.expect("\(key) throughout", weight: 1000, throughout.today / 1000, throughout.plan / 1000)
      periods.expect("\(key) ever", weight: 1000, ever.today / 1000, ever.plan / 1000)
    }
    expect("day", (560 + 120 * 0.8, 720 + 120 * 0.8), throughout: (560, 720), ever: (680, 840))
    expect("night", (500, 500), throughout: (500, 500), ever: (500, 500))
    expect("weekend", (530 + 150 * 0.5, 690 + 150 * 0.5), throughout: (530, 690), ever: (680, 840))
    let week = 410 + (120 + 150) * 0.6 * 6 / 7 + 90 * 0.4
    expect("week", (week, week + 160 * 0.6), throughout: (410, 410), ever: (770, 930))
    // Over a week a profile moves demand and makes none: everybody is there 168 h.
    periods.expect("district communities week person-hours", weight: 1000 * 168, week / 1000, (week + 96) / 1000)
    // w1 20 has s1; w2 30 is there at 12 and at 18, when s3 is closed. Nobody asks by night.
    periods.expect("trade takeaway workers day person-hours", 0.4, 0.4)
    periods.expect("trade takeaway workers week person-hours", 0.4, 0.4)
    periods.expect("trade takeaway workers night person-hours", nil, nil)
    periods.expect("trade takeaway workers night ever", nil, nil)
    // As without profiles: w3 40 of w3 and w4 50 by day.
    periods.expect("trade express workers day person-hours", weight: 2500, 0.8, 1)
    // By day a takeaway rider asks for 5 x 0.15 of his 168 h = 126 h: w1 2,520 and w3 2,000 of 50 x 126 + 2,500 =
    // 8,800.
    periods.expect("district workers day person-hours", weight: 8800, 4520 / 8800, 5020 / 8800)
  }

  /// A station without hours counts as open or as closed: s4 has c7 c8 c10, and c7 has s3 from 22 to 2 as well. By
  /// night c1 c2 180 x 56, c6 90 x 28, and 230 x 56 or c7's 70 x 28.
  @Test(arguments: [("open", 10_080 + 2520 + 12_880), ("closed", 10_080 + 2520 + 1960)])
  func hoursUnknown(_ word: String, hours: Int) throws {
    let periods = try Self.run("\(HandMadeTown.periods)\n  hours_unknown: \(word)")
    let share = Double(hours) / 56_000
    periods.expect("district communities night person-hours", weight: 56_000, share, share)
  }
}
