import Testing

/// The rule of rooms on made-up sources that break it.
struct RoomTests {
  private let graph = RoomSource(
    "Graph/Graph.swift",
    """
    /// Made by `Search`.
    public struct Graph {
      struct Inner {}
      func walk() { helper() }
    }
    extension Graph { enum Added {} }
    private struct Own {}
    @frozen public indirect enum Node { case a }
    func shortest(_ a: Node) -> Int { 0 }
    let farthest = 3
    """)

  @Test func topLevelDeclarationsAreSeen() {
    #expect(declaredNames(graph.code) == ["Graph", "Node", "shortest", "farthest"])
  }

  @Test func typesAndCallsAreSeenButNoMembers() {
    let used = usedNames(codeOnly("let a = Graph.Inner(shortest(x)); b.shortest(c); let d = shorter // Node"))
    #expect(used == ["Graph", "shortest"])
  }

  @Test func arrowsAreDeclared() {
    let search = RoomSource("Search/Run.swift", "func run(_ g: Graph) -> Int { shortest(.a) }")
    #expect(roomFaults("T", [graph, search], ["Graph": [], "Search": ["Graph"]]) == [])
    #expect(
      roomFaults("T", [graph, search], ["Graph": [], "Search": []])
        == ["T/Search/Run.swift uses Graph of Graph", "T/Search/Run.swift uses shortest of Graph"])
  }

  @Test func arrowsAreNeeded() {
    #expect(
      roomFaults("T", [graph, RoomSource("Search/Run.swift", "func run() {}")], ["Graph": [], "Search": ["Graph"]])
        == ["T/Search declares Graph and never uses it"])
  }

  @Test func circlesAreRefused() {
    let rooms: [String: Set<String>] = ["A": ["B"], "B": ["C"], "C": ["A"]]
    let sources = [
      RoomSource("A/A.swift", "struct A1 { let b: B1 }"), RoomSource("B/B.swift", "struct B1 { let c: C1 }"),
      RoomSource("C/C.swift", "struct C1 { let a: [A1] }"),
    ]
    #expect(roomFaults("T", sources, rooms) == ["the rooms of T go in a circle: A, B, C, A"])
  }

  @Test func everyFileHasARoom() {
    let faults = roomFaults(
      "T", [RoomSource("Lost.swift", ""), RoomSource("Attic/Old.swift", ""), RoomSource("A/A.swift", "")], ["A": []])
    #expect(
      faults == ["T/Attic/Old.swift stands in no declared room", "T/Lost.swift stands in no declared room"])
  }

  @Test func largeTargetsWantRooms() {
    #expect(lackOfRooms("Shop", fileCount: Rooms.mostFiles) == nil)
    #expect(lackOfRooms("Shop", fileCount: 21) == "Shop has 21 files and no rooms")
    #expect(lackOfRooms("Areas", fileCount: 100) == nil)
  }
}
