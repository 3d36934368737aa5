import Model

/// A value of one of the two sides.
package enum CompareValue: Hashable, Sendable {
  case number(Double)
  case text(String)

  package var number: Double? {
    guard case .number(let number) = self else { return nil }
    return number
  }

  /// As tables have it: a number in plain decimals.
  package var text: String {
    switch self {
    case .number(let number): trimmedNumber(number, decimals: 9)
    case .text(let text): text
    }
  }
}

/// One figure of both sides: a row of `compare.csv`.
package struct CompareRow: Hashable, Sendable {
  /// ledger, town, trade, kind, pair, record; definition, coverage, service, plan, quality, community, station, site.
  package var level: String
  package var name = ""
  package var kind = ""
  package var figure: String
  package var a: CompareValue?
  package var b: CompareValue?
  /// B less A; metres of a pair. nil where there is none, or where the figures do not mean the same.
  package var difference: Double?

  package init(
    _ level: String, name: String = "", kind: String = "", _ figure: String, _ a: CompareValue?, _ b: CompareValue?,
    difference: Double?
  ) {
    self.level = level
    self.name = name
    self.kind = kind
    self.figure = figure
    self.a = a
    self.b = b
    self.difference = difference
  }

  /// With the difference of two numbers.
  package init(
    _ level: String, name: String = "", kind: String = "", _ figure: String, _ a: CompareValue?, _ b: CompareValue?
  ) {
    var difference: Double?
    // Nine decimals are what files have: 0.3 - 0.1 is 0.2.
    if let one = a?.number, let other = b?.number { difference = rounded(other - one, 9) }
    self.init(level, name: name, kind: kind, figure, a, b, difference: difference)
  }

  package var isDifferent: Bool { a != b }
}
