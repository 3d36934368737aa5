import Files
import Synchronization
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

@Suite struct LeavingsTests {
  /// A signal that falls between making and keeping waits, and comes again; SIGURG does nothing by itself.
  ///
  /// Other tests of this process make things at the same time: they too may send it again.
  @Test func aSignalWaitsForWhatIsBeingMade() throws {
    // Made here, not by the handler.
    #expect(!Self.wasHeard)
    let before = signal(SIGURG) { number in LeavingsTests.heard(number) }
    defer { signal(SIGURG, before) }
    try Leavings.whileMaking { () throws(FilesError) in
      #expect(Leavings.defers(signal: SIGURG))
    }
    // Sent to the process: any thread may hear it.
    for _ in 0..<1000 where !Self.wasHeard { usleep(1000) }
    #expect(Self.wasHeard)
  }

  private static let count = Atomic<Int>(0)
  private static func heard(_ number: Int32) { count.add(1, ordering: .sequentiallyConsistent) }
  private static var wasHeard: Bool { count.load(ordering: .sequentiallyConsistent) > 0 }
}
