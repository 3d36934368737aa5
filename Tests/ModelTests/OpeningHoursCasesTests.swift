import Foundation
import Model
import Testing

private let realData = ProcessInfo.processInfo.environment["SERVICECIRCLE_DATA"]

/// The cases of opening_hours.js' own tests, as values: what is understood must be right.
struct OpeningHoursCasesTests {
  private struct File: Decodable {
    var cases: [Case]
    var refused: [String]
  }

  private struct Case: Decodable {
    struct Span: Decodable, Hashable {
      var from: String
      var to: String
      var isUnknown = false

      init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        from = try list.decode(String.self)
        to = try list.decode(String.self)
        if !list.isAtEnd { isUnknown = try list.decode(Bool.self) }
      }

      init(_ span: OpeningHours.Span) {
        from = "\(CivilMinute(span.minutes.lowerBound))"
        to = "\(CivilMinute(span.minutes.upperBound))"
        isUnknown = span.isUnknown
      }
    }

    var kind: String
    var value: String
    var from: String
    var to: String
    var open: [Span]
  }

  private func file() throws -> File {
    let path = try #require(realData) + "/hours/cases.json"
    return try JSONDecoder().decode(File.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  @Test(.enabled(if: realData != nil, "set SERVICECIRCLE_DATA to the folder of real files"))
  func nineInTenAreUnderstoodAndAllOfThemRight() throws {
    var plain = 0
    var understood = 0
    // Nobody lists the holidays of those, and the place of the sun is not told.
    for sample in try file().cases where sample.kind == "plain" || sample.kind == "points" {
      if sample.kind == "plain" { plain += 1 }
      guard let hours = try? OpeningHours(parsing: sample.value), !hours.namesHolidays, !hours.needsPlace else {
        continue
      }
      if sample.kind == "plain" { understood += 1 }
      let from = try #require(CivilMinute(parsing: sample.from))
      let to = try #require(CivilMinute(parsing: sample.to))
      #expect(try hours.spans(from: from, to: to).map(Case.Span.init) == sample.open, "\(sample.value)")
    }
    #expect(Double(understood) >= 0.9 * Double(plain), "\(understood) of \(plain)")
  }

  /// Refused by opening_hours.js for its mode or for lack of a place, though both mean what they say.
  private static let refusedThere = ["Mo-Fr 08:00-16:00"]

  @Test(.enabled(if: realData != nil, "set SERVICECIRCLE_DATA to the folder of real files"))
  func refusedOnes() throws {
    for text in try file().refused where !Self.refusedThere.contains(text) {
      let hours = try? OpeningHours(parsing: text)
      #expect(hours == nil || hours?.namesHolidays == true, "\(text)")
    }
  }
}
