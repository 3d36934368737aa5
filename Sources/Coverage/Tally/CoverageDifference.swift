import Model

/// One community, worker group or route whose coverage two states of the stations tell apart.
public struct ChangedOwner: Hashable, Sendable {
  public var kind: DemandKind
  /// Position in its layer.
  public var owner: Int
  public var before: CoveredShare
  public var after: CoveredShare

  package init(kind: DemandKind, owner: Int, before: CoveredShare, after: CoveredShare) {
    self.kind = kind
    self.owner = owner
    self.before = before
    self.after = after
  }
}

extension CoverageTally {
  /// Whose covered weight differs between this state and another of the same demand, by kind, then in the order of the
  /// layers.
  ///
  /// - Complexity: O(owners).
  package func changes(to other: CoverageTally) -> [ChangedOwner] {
    DemandKind.allCases.flatMap { kind in
      zip(byOwner[kind] ?? [], other.byOwner[kind] ?? []).enumerated().compactMap { owner, shares in
        shares.0 == shares.1
          ? nil : ChangedOwner(kind: kind, owner: owner, before: shares.0, after: shares.1)
      }
    }
  }
}
