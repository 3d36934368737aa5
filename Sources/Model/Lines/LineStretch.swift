/// A part of a line.
package struct LineStretch: Hashable, Sendable {
  /// Metres from the start of the line.
  package var from: Double
  package var to: Double

  package init(from: Double, to: Double) {
    self.from = from
    self.to = to
  }

  package var length: Double { to - from }
}

/// A part of a line that one site serves, or serves best.
package struct SiteStretch: Hashable, Sendable {
  package var stretch: LineStretch
  /// Position in the list of sites.
  package var site: Int

  package init(stretch: LineStretch, site: Int) {
    self.stretch = stretch
    self.site = site
  }
}

/// By which rule a place of a line counts as served.
package enum LineRule: Hashable, Sendable {
  /// One trip between the place and a station costs no more than the cutoff.
  case cutoff(Direction)
  /// Going to a station and back to the same place costs no more than the extra: for rounds of which every metre is ridden.
  case `return`
  /// Leaving the line at the place and joining it again at the place or a later one costs no more than the extra over
  /// riding on: for trips from one end to the other. What is saved against riding on counts as nothing.
  case through
}

extension [LineStretch] {
  /// The least list of stretches that holds the same places: rising, apart from each other by more than a micrometre.
  ///
  /// - Complexity: O(n log n).
  package func joined() -> [LineStretch] {
    var joined: [LineStretch] = []
    for stretch in sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) where stretch.from < stretch.to {
      if let last = joined.last, stretch.from <= last.to + 1e-6 {
        joined[joined.count - 1].to = Swift.max(last.to, stretch.to)
      } else {
        joined.append(stretch)
      }
    }
    return joined
  }

  package var length: Double { reduce(0) { $0 + $1.length } }

  /// What lies inside a part of the line.
  package func inside(_ part: LineStretch) -> [LineStretch] { compactMap { $0.inside(part) } }
}

extension LineStretch {
  /// What lies inside a part of the line; nil for nothing.
  package func inside(_ part: LineStretch) -> LineStretch? {
    let (from, to) = (Swift.max(from, part.from), Swift.min(to, part.to))
    return from < to ? LineStretch(from: from, to: to) : nil
  }
}

extension [SiteStretch] {
  /// What lies inside some parts of the line, by part.
  package func inside(_ parts: [LineStretch]) -> [SiteStretch] {
    parts.flatMap { part in
      compactMap { own in own.stretch.inside(part).map { SiteStretch(stretch: $0, site: own.site) } }
    }
  }
}

extension [CostPiece] {
  /// What lies inside a part of the line.
  package func inside(_ part: LineStretch) -> [CostPiece] {
    compactMap { piece in
      LineStretch(from: piece.from, to: piece.to).inside(part).map { piece.part($0.from, $0.to) }
    }
  }

  /// The stretches that cost at most the limit, the boundary included; rising, apart from each other.
  package func stretches(within limit: Double) -> [LineStretch] {
    within(limit).map { LineStretch(from: $0.from, to: $0.to) }.joined()
  }

  /// The same by whose cost it is.
  package func siteStretches(within limit: Double) -> [SiteStretch] {
    var found: [SiteStretch] = []
    for piece in within(limit) {
      if let last = found.last, last.site == piece.site, piece.from <= last.stretch.to + 1e-6 {
        found[found.count - 1].stretch.to = piece.to
      } else {
        found.append(SiteStretch(stretch: LineStretch(from: piece.from, to: piece.to), site: piece.site))
      }
    }
    return found
  }
}
