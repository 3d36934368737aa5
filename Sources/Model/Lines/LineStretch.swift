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

extension [SiteStretch] {
  /// A part of the line cut wherever a stretch begins or ends: each site serves a piece wholly or not at all.
  ///
  /// - Returns: in riding order, the sites rising; cuts within a micrometre are one.
  /// - Complexity: O(n log n + pieces x sites).
  package func pieces(of part: LineStretch) -> [(stretch: LineStretch, sites: [Int])] {
    let own = inside([part])
    var cuts = [part.from]
    for cut in (own.flatMap { [$0.stretch.from, $0.stretch.to] } + [part.to]).sorted() where cut > cuts.last! + 1e-6 {
      cuts.append(cut)
    }
    guard cuts.count > 1 else { return [] }
    cuts[cuts.count - 1] = part.to
    var sites = [[Int]](repeating: [], count: cuts.count - 1)
    for served in own {
      // A piece is served when its middle is.
      var piece = cuts.partitioningIndex { $0 > served.stretch.from + 1e-6 } - 1
      piece = Swift.max(piece, 0)
      while piece < sites.count, (cuts[piece] + cuts[piece + 1]) / 2 < served.stretch.to {
        if (cuts[piece] + cuts[piece + 1]) / 2 > served.stretch.from, sites[piece].last != served.site {
          sites[piece].append(served.site)
        }
        piece += 1
      }
    }
    return sites.enumerated().map { piece, sites in
      (LineStretch(from: cuts[piece], to: cuts[piece + 1]), Set(sites).sorted())
    }
  }
}

extension [Double] {
  /// The first position of which a condition holds that holds of all behind it.
  fileprivate func partitioningIndex(_ isBehind: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
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
