import Synchronization

/// A bucket of tokens for each address: one is taken for a request, and they come back with time.
///
/// Generous: a map under a finger asks some ten times a second.
package final class RateLimit: Sendable {
  package static let usual = 500
  /// However slow the rate is: the page alone asks some eighty times when it is opened.
  private static let leastBurst = 200.0
  /// Addresses that are remembered; full buckets are forgotten first.
  private static let mostPeers = 4096

  private struct Bucket {
    var tokens: Double
    var last: ContinuousClock.Instant
  }

  private let perSecond: Double
  /// At once, after a pause: what comes back in four seconds.
  private let burst: Double

  /// - Parameter perSecond: requests of one address, 1 or more.
  package init(perSecond: Int = usual) {
    self.perSecond = Double(perSecond)
    burst = max(Self.leastBurst, 4 * self.perSecond)
  }

  private let buckets = Mutex<[String: Bucket]>([:])

  /// Whether one more is let in.
  package func admits(_ peer: String, at now: ContinuousClock.Instant = .now) -> Bool {
    buckets.withLock { buckets in
      func filled(_ bucket: Bucket) -> Double {
        let passed = (now - bucket.last).components
        let seconds = Double(passed.seconds) + Double(passed.attoseconds) / 1e18
        return min(burst, bucket.tokens + seconds * perSecond)
      }
      if buckets.count >= Self.mostPeers { buckets = buckets.filter { filled($0.value) < burst } }
      let tokens = buckets[peer].map(filled) ?? burst
      guard tokens >= 1 else { return false }
      buckets[peer] = Bucket(tokens: tokens - 1, last: now)
      return true
    }
  }
}
