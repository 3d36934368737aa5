import Synchronization

/// The town as its analysis file defines it, and as other definitions have it: of these the few that were used last.
package final class Towns: Sendable {
  /// Each takes the memory of a run.
  package static let mostKept = 4

  package let own: Town
  /// By the ids of their definitions, the one used last at the end.
  private let others = Mutex<[(id: String, town: Town)]>([])

  package init(_ own: Town) { self.own = own }

  /// The town under another definition, which counts as a use; nil for one that is not kept.
  package func town(_ id: String) -> Town? {
    others.withLock { others in
      guard let place = others.firstIndex(where: { $0.id == id }) else { return nil }
      others.append(others.remove(at: place))
      return others.last?.town
    }
  }

  /// Keeps a town; of too many the one goes that was not used for longest.
  package func keep(_ town: Town, as id: String) {
    others.withLock { others in
      others.removeAll { $0.id == id }
      others.append((id, town))
      if others.count > Self.mostKept { others.removeFirst() }
    }
  }
}
