/// The rooms of the larger targets: every file of such a target stands in one sub-folder, and a room uses only what is
/// declared in itself and in those named beside it.
enum Rooms {
  static let ofTargets: [String: [String: Set<String>]] = [
    "Analysis": [
      "Running": [],
      "Edits": [],
      "File": ["Edits"],
      "Read": ["Edits", "File", "Running"],
      "Tiles": ["Running"],
      "Prepare": ["File", "Running", "Read", "Tiles"],
      "Count": ["File", "Running", "Read", "Prepare"],
      "Choose": ["File", "Running", "Read", "Prepare"],
      "Acts": ["File", "Running", "Read", "Prepare", "Count", "Choose"],
      "Draw": ["Running", "Read", "Prepare", "Count"],
      "Patrol": ["File", "Running", "Read", "Prepare", "Count", "Choose"],
      "Steps": ["File", "Running", "Read", "Prepare", "Count", "Choose", "Acts", "Draw", "Patrol", "Tiles"],
      "Session": ["Edits", "Running", "Prepare", "Count", "Choose", "Acts", "Draw"],
      "Jobs": ["File", "Running", "Read", "Draw"],
      "Compare": ["File", "Running", "Read", "Prepare", "Steps"],
    ],
    "Areas": [
      "Plane": [],
      "Mesh": ["Plane"],
      "Samples": ["Plane"],
      "Shares": [],
      "Partition": ["Plane", "Mesh", "Samples", "Shares"],
      "Drawn": ["Plane", "Partition", "Shares"],
    ],
    "Coverage": [
      "Basics": [],
      "Population": [],
      "Demand": ["Population"],
      "Reach": ["Basics", "Demand"],
      "Tally": ["Demand"],
      "Groups": [],
      "Services": [],
      "Week": ["Groups", "Tally"],
      "Fairness": ["Basics"],
      "Access": ["Basics"],
      "Value": ["Week"],
      "Load": ["Week"],
      "Along": ["Basics"],
      "Chains": [],
      "Patrol": [],
    ],
    "DataQuality": [
      "Basics": [],
      "Datum": ["Basics"],
      "Names": [],
      "Rules": ["Basics", "Names"],
    ],
    "Geodata": [
      "Basics": [],
      "Numbers": [],
      "Text": ["Basics"],
      "Records": ["Basics", "Numbers"],
      "CSV": ["Basics", "Numbers", "Text", "Records"],
      "CRS": ["Basics", "Records"],
      "GeoJSON": ["Basics", "Numbers", "Text", "Records", "CRS"],
      "Columns": ["Basics", "Numbers", "Text", "Records", "CSV"],
      "Layers": ["Basics", "Numbers", "Text", "Records", "CRS", "Columns"],
      "OpenStreetMap": ["Records"],
      "GDAL": ["Basics", "Text", "Records", "CRS", "Columns", "Layers"],
      "Reading": [
        "Basics", "Numbers", "Text", "Records", "CSV", "GeoJSON", "Columns", "Layers", "OpenStreetMap", "GDAL", "GPX",
      ],
      "Nouns": ["Basics", "Text", "Records", "Columns", "Layers"],
      "Tables": ["Basics", "Numbers", "Text", "CSV", "Columns", "Layers", "Reading", "Nouns"],
      "Arrays": ["Basics", "CRS", "Layers"],
      "GPX": ["Basics", "Text", "Records", "Layers"],
    ],
    "MapServer": [
      "Exchange": [],
      "Town": [],
      "Map": ["Exchange", "Town"],
      "Jobs": ["Exchange", "Town", "Map", "OGC"],
      "OGC": ["Exchange"], "Page": ["Exchange"],
      "Transport": ["Exchange", "Town", "Map", "Jobs", "OGC", "Page"],
    ],
    "Model": [
      "Basics": [],
      "Text": ["Basics"],
      "Hours": ["Text"],
      "Measures": ["Basics", "Lines"],
      "Places": ["Basics"],
      "Demand": ["Basics", "Measures"],
      "Lines": ["Basics"],
      "Findings": ["Basics", "Demand"],
    ],
    "Report": [
      "Basics": [],
      "Words": ["Basics"],
      "Compared": ["Basics"],
      "Output": ["Basics"],
      "Layers": ["Basics", "Output", "Compared"],
      "Drawings": ["Basics", "Compared"],
      "Page": ["Basics", "Drawings", "Compared"],
      "Answers": ["Basics", "Compared"],
      "Brief": ["Basics"],
      "Office": [],
      "Live": ["Basics", "Output"],
      "Files": ["Output", "Layers", "Page", "Answers", "Compared", "Drawings", "Brief", "Office"],
      "Split": ["Basics", "Output", "Compared", "Drawings", "Page"],
    ],
    "RoadNetwork": [
      "Basics": [],
      "Rules": ["Basics"],
      "Streets": ["Basics", "Rules"],
      "Noding": ["Basics", "Streets"],
      "Measure": ["Basics", "Rules"],
      "Contraction": ["Basics", "Rules", "Streets", "Measure"],
      "Turns": ["Basics", "Streets", "Contraction"],
      "Graph": ["Basics"],
      "Build": ["Basics", "Rules", "Streets", "Measure", "Contraction", "Turns", "Graph"],
      "Saved": ["Basics", "Graph"],
      "Snapping": ["Basics", "Graph"],
      "Search": ["Basics", "Graph", "Snapping"],
      "Candidates": ["Basics", "Graph", "Snapping", "Search"],
      "Tiles": ["Basics", "Graph", "Snapping", "Search", "Saved"],
      "Along": ["Basics", "Graph", "Snapping", "Search"],
      "Matching": ["Basics", "Graph"],
    ],
    "Siting": [
      "Problem": [],
      "Search": ["Problem"],
      "Covering": ["Problem", "Search"],
      "Constrained": ["Problem", "Search", "Covering"],
      "Median": ["Problem", "Search", "Covering"],
      "Explain": ["Problem", "Search", "Covering", "Constrained"],
      "Candidates": ["Problem", "Search", "Covering", "Constrained"],
    ],
    "illustrate": [
      "Plane": [],
      "Sketch": ["Plane"],
      "Counties": ["Plane", "Sketch"],
      "Streets": ["Plane", "Sketch"],
      "Places": ["Plane", "Sketch", "Streets"],
      "Layers": ["Plane", "Sketch", "Streets", "Places"],
      "Prefecture": ["Plane", "Sketch"],
      "Entrance": ["Sketch", "Layers", "Prefecture"],
    ],
    "servicecircle": [
      "Process": [],
      "Options": ["Process"],
      "Solve": ["Process", "Options"],
      "Commands": ["Process", "Options"],
      "Entrance": ["Process", "Options", "Solve", "Commands"],
    ],
  ]

  /// A target with more files wants rooms.
  static let mostFiles = 20
}

/// One source of a target: its path below the target's folder, and its text.
struct RoomSource {
  var path: String
  var code: String

  init(_ path: String, _ text: String) {
    self.path = path
    code = codeOnly(text)
  }

  /// The sub-folder; nil for a file that stands in none.
  var room: String? { path.firstIndex(of: "/").map { String(path[..<$0]) } }
}

/// What is wrong with the rooms of a target: files outside them, arrows that are not declared or not needed, circles.
///
/// An arrow is a file that names a type or calls a free function declared in another room. What extensions add to a type
/// counts for the room of the type alone.
func roomFaults(_ target: String, _ sources: [RoomSource], _ rooms: [String: Set<String>]) -> [String] {
  var faults = circles(among: rooms).map { "the rooms of \(target) go in a circle: \($0.joined(separator: ", "))" }
  for source in sources.sorted(by: { $0.path < $1.path }) where source.room.map({ rooms[$0] == nil }) ?? true {
    faults.append("\(target)/\(source.path) stands in no declared room")
  }
  var homes: [String: Set<String>] = [:]
  for source in sources {
    guard let room = source.room else { continue }
    for name in declaredNames(source.code) { homes[name, default: []].insert(room) }
  }
  var used: [String: Set<String>] = [:]
  for source in sources.sorted(by: { $0.path < $1.path }) {
    guard let room = source.room, let allowed = rooms[room] else { continue }
    for name in usedNames(source.code).sorted() {
      guard let home = homes[name], !home.contains(room) else { continue }
      used[room, default: []].formUnion(home)
      if home.isDisjoint(with: allowed) {
        faults.append("\(target)/\(source.path) uses \(name) of \(home.sorted().joined(separator: ", "))")
      }
    }
  }
  for (room, allowed) in rooms.sorted(by: { $0.key < $1.key }) {
    for other in allowed.subtracting(used[room] ?? []).sorted() {
      faults.append("\(target)/\(room) declares \(other) and never uses it")
    }
  }
  return faults
}

/// Whether a target has grown beyond one room and has none.
func lackOfRooms(_ target: String, fileCount: Int) -> String? {
  Rooms.ofTargets[target] != nil || fileCount <= Rooms.mostFiles ? nil : "\(target) has \(fileCount) files and no rooms"
}

/// What a file declares for others at its top level: types, free functions, constants.
func declaredNames(_ code: String) -> Set<String> {
  let declaration =
    /^(?:@\w+(?:\([^)]*\))? |\w+ )*?(?:struct|class|enum|protocol|actor|typealias|func|let|var) (?<name>\w+)/
  var names: Set<String> = []
  var depth = 0
  for line in code.split(separator: "\n") {
    if depth == 0, let declared = line.firstMatch(of: declaration), !declared.0.contains("private ") {
      names.insert(String(declared.name))
    }
    for character in line {
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
    }
  }
  return names
}

/// The types a file names and the free functions it calls, as far as their names tell: words with a large letter, and
/// words before a parenthesis; none behind a point.
func usedNames(_ code: String) -> Set<String> {
  var names: Set<String> = []
  var word = ""
  var isMember = false
  var previous: Character = " "
  func isPart(_ character: Character) -> Bool { character.isLetter || character.isNumber || character == "_" }
  for character in code + " " {
    if isPart(character) {
      if word.isEmpty { isMember = previous == "." }
      word.append(character)
    } else if !word.isEmpty {
      if !isMember, character == "(" || word.first!.isUppercase { names.insert(word) }
      word = ""
    }
    previous = character
  }
  return names
}

/// The circles among arrows, each once, from the first of its names.
private func circles(among rooms: [String: Set<String>]) -> [[String]] {
  var found: [[String]] = []
  func walk(_ path: [String]) {
    for next in (rooms[path.last!] ?? []).sorted() {
      if next == path[0] {
        found.append(path + [next])
      } else if next > path[0], !path.contains(next) {
        walk(path + [next])
      }
    }
  }
  for room in rooms.keys.sorted() { walk([room]) }
  return found
}
