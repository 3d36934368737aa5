import Synchronization

/// A bucket of tokens for each address: one is taken for a request, and they come back with time.
///
/// Generous: a map under a finger asks some ten times a second.
package final class RateLimit: Sendable {
  package static let most = 2000.0
  package static let perSecond = 500.0
  /// Addresses that are remembered; full buckets are forgotten first.
  private static let mostPeers = 4096

  private struct Bucket {
    var tokens: Double
    var last: ContinuousClock.Instant
  }

  package init() {}

  private let buckets = Mutex<[String: Bucket]>([:])

  /// Whether one more is let in.
  package func admits(_ peer: String, at now: ContinuousClock.Instant = .now) -> Bool {
    buckets.withLock { buckets in
      func filled(_ bucket: Bucket) -> Double {
        let passed = (now - bucket.last).components
        let seconds = Double(passed.seconds) + Double(passed.attoseconds) / 1e18
        return min(Self.most, bucket.tokens + seconds * Self.perSecond)
      }
      if buckets.count >= Self.mostPeers { buckets = buckets.filter { filled($0.value) < Self.most } }
      let tokens = buckets[peer].map(filled) ?? Self.most
      guard tokens >= 1 else { return false }
      buckets[peer] = Bucket(tokens: tokens - 1, last: now)
      return true
    }
  }
}
