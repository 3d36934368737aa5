/// The house: which floor every target stands on, and the doors each may use.
enum House {
  /// Arrows point from a higher floor to a lower one.
  enum Floor: Int {
    case door, ground, engine, use, entrance
  }

  static let floors: [String: Floor] = [
    "CGEOS": .door, "CPROJ": .door, "CZlib": .door, "CHiGHS": .door, "CGDAL": .door, "CXLSX": .door,
    "Words": .ground, "Workbook": .ground,
    "Files": .ground, "Geometry": .ground, "Model": .ground, "GEOS": .ground, "PROJ": .ground, "OSM": .ground,
    "HiGHS": .ground, "GDALData": .ground,
    "RoadNetwork": .engine, "Areas": .engine, "Coverage": .engine, "Siting": .engine, "Geodata": .engine,
    "DataQuality": .engine, "Allocation": .engine,
    "Analysis": .use, "Report": .use, "MapServer": .use,
    "servicecircle": .entrance, "illustrate": .entrance,
  ]

  /// Arrows within one floor: words and plain geometry values lie under the rest of the ground, a report under no analysis.
  static let sameFloor: [String: Set<String>] = [
    "Model": ["Geometry", "Words"], "GEOS": ["Geometry", "Words"], "PROJ": ["Geometry", "Words"],
    "OSM": ["Geometry", "Words"], "GDALData": ["Geometry", "Words"], "Files": ["Words"], "HiGHS": ["Words"],
    "Workbook": ["Words"],
    "Report": ["Analysis"], "MapServer": ["Analysis", "Report"],
  ]

  /// The one wrapper of each C door.
  static let wrappers = [
    "CGEOS": "GEOS", "CPROJ": "PROJ", "CZlib": "OSM", "CHiGHS": "HiGHS", "CGDAL": "GDALData", "CXLSX": "Workbook",
  ]

  /// Packages from elsewhere and the one target that may use each.
  static let packages = [
    "ArgumentParser": "servicecircle", "Yams": "Analysis", "Hummingbird": "MapServer", "HummingbirdCore": "MapServer",
    "Logging": "MapServer", "NIOCore": "MapServer",
  ]

  /// What the tool chain brings.
  static let toolChain: Set<String> = ["Foundation", "Dispatch", "Glibc", "Darwin", "Synchronization", "Swift"]

  static let mayBeUnsafe: Set<String> = [
    "Areas", "GEOS", "PROJ", "OSM", "HiGHS", "GDALData", "RoadNetwork", "Files", "Workbook",
  ]

  /// Lines of the whole house that begin with `public`: every one is a promise to callers from outside. What the targets
  /// share among themselves is `package`.
  static let publicLinesBelow = 400

  static let withoutFoundation: Set<String> = [
    "Words", "Workbook", "Model", "Geometry", "RoadNetwork", "Areas", "Coverage", "Siting", "Allocation",
  ]
}

/// Why one target may not depend on another; nil when it may.
func refusal(of dependency: String, by target: String) -> String? {
  if House.toolChain.contains(dependency) {
    guard dependency == "Foundation", House.withoutFoundation.contains(target) else { return nil }
    return "\(target) imports Foundation: the ground's nouns and the engines do without it"
  }
  if let user = House.packages[dependency] {
    return user == target ? nil : "\(target) uses \(dependency), which only \(user) may"
  }
  if let wrapper = House.wrappers[dependency] {
    return wrapper == target ? nil : "\(target) opens the C door \(dependency), which only \(wrapper) may"
  }
  guard let own = House.floors[target] else { return "\(target) has no floor: give it one in House.floors" }
  guard let other = House.floors[dependency] else { return "\(target) uses \(dependency), which has no floor" }
  if other.rawValue < own.rawValue { return nil }
  if House.sameFloor[target]?.contains(dependency) ?? false { return nil }
  return other == own
    ? "\(target) uses \(dependency) on its own floor: they meet in Model" : "\(target) uses \(dependency) above it"
}

/// What is wrong with the arrows of the declared targets.
func arrowFaults(_ targets: [DeclaredTarget]) -> [String] {
  targets.flatMap { target in
    (House.floors[target.name] == nil ? ["\(target.name) has no floor: give it one in House.floors"] : [])
      + target.dependencies.compactMap { refusal(of: $0, by: target.name) }
  }
}

/// What is wrong with one source: its imports, and unsafe code where none belongs.
func sourceFaults(_ source: String, in target: DeclaredTarget) -> [String] {
  let code = codeOnly(source)
  var faults = importedModules(code).compactMap { module -> String? in
    if let refusal = refusal(of: module, by: target.name) { return refusal }
    guard House.toolChain.contains(module) || target.dependencies.contains(module) else {
      return "\(target.name) imports \(module), which Package.swift does not declare for it"
    }
    return nil
  }
  if !House.mayBeUnsafe.contains(target.name), let word = code.firstMatch(of: /\w*[uU]nsafe\w*/) {
    faults.append("\(target.name) says “\(word.0)”: unsafe code stands in \(House.mayBeUnsafe.sorted()) only")
  }
  if target.name == "servicecircle", code.contains(/\bprint\(/) {
    faults.append("servicecircle says “print”: it is silent when the disk is full, `say` is not")
  }
  return faults
}

/// Declared dependencies that no source of the target imports.
func unusedDependencies(of target: DeclaredTarget, imports: Set<String>) -> [String] {
  target.dependencies.filter { !imports.contains($0) }.map { "\(target.name) declares \($0) and never imports it" }
}

/// Lines that begin with `public`.
func publicLines(_ source: String) -> Int {
  codeOnly(source).split(separator: "\n").count { $0.contains(/^\s*public\b/) }
}

/// What is wrong with the numbers of public lines: too many, or any where no caller from outside can see them.
func publicFaults(_ counts: [String: Int], library: Set<String>) -> [String] {
  let hidden = counts.filter { !library.contains($0.key) && $0.value > 0 }.sorted { $0.key < $1.key }
  let sum = counts.values.reduce(0, +)
  return hidden.map { "\($0.key) has \($0.value) public lines and is not in the library: say package" }
    + (sum < House.publicLinesBelow ? [] : ["\(sum) lines are public; keep them below \(House.publicLinesBelow)"])
}
