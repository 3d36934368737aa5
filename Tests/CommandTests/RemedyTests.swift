import Foundation
import Testing

/// What a message advises is done as it stands there, and the message is gone: advice that does not work is worse than
/// none.
struct RemedyTests {
  /// A command that is refused or warned, and what its user does about it.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var files: [String: String]
    /// `@` stands for the folder of the files.
    var arguments: [String]
    /// Words of the message that must have gone.
    var message: String
    var remedy: @Sendable (_ told: String, _ arguments: inout [String], ScratchFolder) throws -> Void

    init(
      _ command: String, _ message: String, _ files: [String: String] = [:],
      _ remedy: @escaping @Sendable (_ told: String, _ arguments: inout [String], ScratchFolder) throws -> Void
    ) {
      testDescription = "\(command) – \(message)"
      self.files = files
      arguments = command.split(separator: " ").map(String.init)
      self.message = message
      self.remedy = remedy
    }
  }

  // MARK: Doing what is told

  /// Every `--option value` between backticks, as a shell would read it; … is what only the user knows.
  private static func options(in told: String, fill: String = "") -> [String] {
    told.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 && $0.element.hasPrefix("--") }.suffix(1)
      .flatMap { part -> [String] in
        let words = String(part.element).split(separator: " ", maxSplits: 1).map(String.init)
        let value = words.count > 1 ? words[1] : ""
        let bare = value.hasPrefix("'") ? String(value.dropFirst().dropLast()).replacing(#"'\''"#, with: "'") : value
        return [words[0], bare.replacing("…", with: fill)]
      }
  }

  private static func takingOptions(fill: String = "")
    -> @Sendable (_ told: String, _ arguments: inout [String], ScratchFolder) throws -> Void
  {
    { told, arguments, _ in
      let options = options(in: told, fill: fill)
      try #require(!options.isEmpty, "no option is advised: \(told)")
      // An option that stands there already is corrected.
      if let place = arguments.firstIndex(of: options[0]), options[0] != "--fields" {
        arguments[place + 1] = options[1]
      } else {
        arguments += options
      }
    }
  }

  /// The key between backticks, under the layer that is named, as --set writes it.
  private static func settingKeys(_ told: String, _ arguments: inout [String], _: ScratchFolder) throws {
    let layer = try #require(told.firstMatch(of: /inputs\.([a-z]+)|layer ([a-z]+)/), "\(told)")
    let key = try #require(told.matches(of: /`([a-z_]+): ([^`]+)`/).last, "\(told)")
    let name = String(layer.1 ?? layer.2!)
    var value = String(key.2)
    var path = "inputs.\(name).\(key.1)"
    if let pair = value.firstMatch(of: /\{([a-z_]+): (.+)\}/) {
      path += ".\(pair.1)"
      value = String(pair.2)
    }
    arguments += ["--set", "\(path)=\(value)"]
  }

  /// What is meant stands behind “Did you mean”; it takes the place of the wrong word.
  private static func correcting(_ wrong: String, in file: String)
    -> @Sendable (_ told: String, _ arguments: inout [String], ScratchFolder) throws -> Void
  {
    { told, _, folder in
      let meant = try #require(told.firstMatch(of: /Did you mean “([^”]+)”/)?.1, "\(told)")
      let path = folder.path + "/" + file
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try folder.file(file, text.replacing(wrong, with: meant))
    }
  }

  /// What the message gives as an example or as what is known.
  private static func taking(_ example: Regex<(Substring, Substring)>, as option: String, prefix: String = "")
    -> @Sendable (_ told: String, _ arguments: inout [String], ScratchFolder) throws -> Void
  {
    nonisolated(unsafe) let example = example
    return { told, arguments, _ in
      let value = prefix + String(try #require(told.firstMatch(of: example)?.1, "\(told)"))
      if let place = arguments.firstIndex(of: option), option != "--set" {
        arguments[place + 1] = value
      } else {
        arguments += [option, value]
      }
    }
  }

  private static func leavingOut(_ option: String, values: Int = 1)
    -> @Sendable (_ told: String, _ arguments: inout [String], ScratchFolder) throws -> Void
  {
    { told, arguments, _ in
      try #require(told.contains(option), "\(told)")
      let place = try #require(arguments.firstIndex(of: option))
      arguments.removeSubrange(place...(place + values))
    }
  }

  private static func writing(_ name: String, _ text: String, because word: String)
    -> @Sendable (_ told: String, _ arguments: inout [String], ScratchFolder) throws -> Void
  {
    { told, _, folder in
      try #require(told.contains(word), "\(told)")
      try folder.file(name, text)
    }
  }

  // MARK: Files

  private static let sites = "id,x,y\na,0,0\nb,100,0\n"
  private static let demand = "id,x,y,weight\n1,0,0,3\n2,100,0,4\n"
  private static let degrees = "id,lon,lat\na,105,0\nb,105.01,0\n"
  /// A bank on the street and a river beside it.
  private static let map = """
    <osm version="0.6"><node id="1" lat="0" lon="105"><tag k="amenity" v="bank"/></node>
    <node id="2" lat="0" lon="105.02"/><way id="9"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way></osm>
    """
  private static let solve = "solve mclp --sites @/sites.csv --demand @/demand.csv --count 1 --radius 10m"
  private static let reach = "reach --roads @/roads.geojson --origins @/points.csv --cutoff 10min --crs wgs84"

  private static let cases: [Case] = [
    // solve
    Case(
      "solve mclp --sites @/sites.csv --demand @/demand.csv --count 1 --costs @/c.csv --cutoff 5", "there is no column",
      ["c.csv": "alpha,beta,gamma\n1,a,1\n"], takingOptions()),
    Case(
      solve, "could both be", ["sites.csv": "id,lng,lon,lat\na,105,105.01,0\n", "demand.csv": degrees], takingOptions()),
    Case(solve + " --layer demand:x", "one layer only", [:], leavingOut("--layer")),
    Case(
      "solve mclp --sites @/map.osm --demand @/points.csv --count 1 --radius 10m", "needs a filter", [:],
      takingOptions()
    ),
    Case(solve + " --filter sites:kind=x", "no record has", [:]) { told, arguments, _ in
      let field = try #require(told.firstMatch(of: /There are ([a-z]+)/)?.1)
      arguments[arguments.firstIndex(of: "--filter")! + 1] = "sites:\(field)=*"
    },
    Case(
      solve.replacing("mclp", with: "capacitated"), "has no capacity", [:],
      writing("sites.csv", "id,x,y,capacity\na,0,0,9\nb,100,0,9\n", because: "column “capacity”")),
    Case(
      solve + " --budget 5", "has no cost", [:],
      writing("sites.csv", "id,x,y,cost\na,0,0,1\nb,100,0,0\n", because: "column “cost”")),
    Case(
      solve + " --budget 5", "looks like it and is not read", ["sites.csv": "id,x,y,预计投资\na,0,0,1\nb,100,0,0\n"],
      takingOptions()),
    Case(
      solve, "looks like a weight", ["demand.csv": "id,x,y,\"$人口\n2020\"\n1,0,0,3\n2,100,0,4\n"], takingOptions()),
    Case(solve + " --out @/demand.csv", "would be written over", [:]) { told, arguments, folder in
      try #require(told.contains("Give the output another name"))
      arguments[arguments.count - 1] = folder.path + "/plan.csv"
    },
    Case(
      solve, "looks like a status", ["sites.csv": "id,x,y,现状\na,0,0,已建\nb,100,0,\n"], takingOptions()),
    Case(
      solve + " --floor 0.1", "belongs to no group", [:],
      writing("demand.csv", "id,x,y,group\n1,0,0,g\n2,100,0,g\n", because: "column “group”")),
    Case(
      solve + " --out @/plan.geojson", "which this table has not", [:]
    ) { told, arguments, folder in
      try #require(told.contains("Write a .csv file instead"))
      arguments[arguments.count - 1] = folder.path + "/plan.csv"
    },
    Case(
      "solve mclp --sites @/sites.csv --demand @/points.csv --count 1 --radius 100m", "coordinates of one kind",
      ["sites.csv": "id,x,y\na,500000,0\n", "points.csv": "id,lon,lat\n1,105,0\n"],
      { told, arguments, _ in
        try #require(told.contains("state the system of the other by `--crs"), "\(told)")
        // 105° is the middle of UTM zone 48: easting 500000 at the equator is 105, 0.
        arguments += ["--crs", "sites:EPSG:32648"]
      }),
    Case("solve mclp --sites @/sites.csv --demand @/demand.csv --count 1 --radius 10", "--radius needs", [:]) {
      told, arguments, _ in
      arguments[arguments.count - 1] = String(try #require(told.firstMatch(of: /such as ([0-9a-z]+)/)?.1))
    },
    // reach
    Case(reach + " --barriers @/map.osm", "needs a filter", [:], takingOptions()),
    Case(reach + " --fields roads:class=nowhere", "no record has it", [:]) { told, arguments, _ in
      let field = try #require(told.firstMatch(of: /The first has ([a-z]+)/)?.1)
      arguments[arguments.firstIndex(of: "--fields")! + 1] = "roads:class=\(field)"
    },
    Case(
      "reach --roads @/map.osm --origins @/points.csv --cutoff 10min --noding 0.5m", "is for lines", [:],
      leavingOut("--noding")),
    Case(reach + " --mode boat", "is not one of", [:], taking(/is not one of ([a-z-]+),/, as: "--mode")),
    Case(reach + " --speed 4", "is written", [:], taking(/--speed is written ([0-9a-z\/]+)\./, as: "--speed")),
    Case(
      reach + " --snap-limit 200", "is written", [:],
      taking(/--snap-limit is written ([0-9a-z]+)\./, as: "--snap-limit")),
    Case(reach + " --destinations @/points.csv", "go together", [:]) { told, arguments, folder in
      try #require(told.contains("--times"))
      arguments += ["--times", folder.path + "/times.csv"]
    },
    // roads build
    Case("roads build @/roads.geojson -o @/town", "is named with", [:]) { told, arguments, _ in
      arguments[arguments.count - 1] += try #require(told.firstMatch(of: /named with (\.[a-z]+)/)?.1)
    },
    Case("roads build @/roads.geojson -o @/t.scgraph --fields class=x", "no record has it", [:]) { told, arguments, _ in
      let field = try #require(told.firstMatch(of: /The first has ([a-z]+)/)?.1)
      arguments[arguments.count - 1] = "class=\(field)"
    },
    // inspect
    Case(
      "inspect @/metres.csv", "no longitude and latitude", ["metres.csv": "id,x,y\na,383522,3254204\n"],
      taking(/--crs ([A-Z0-9:]+)/, as: "--crs")),
    Case("inspect @/map.osm", "for example: --filter", [:], taking(/--filter '([^']+)'/, as: "--filter")),
    Case("inspect @/two.csv", "could both be", ["two.csv": "id,lng,lon,lat\na,105,104,0\n"], takingOptions()),
    // An analysis, with keys instead of options
    Case(
      "run @/analysis.yaml --set inputs.candidates=map.osm", "needs a filter",
      ["map.osm": map.replacing(#"lon="105"><"#, with: #"lon="105.01"><"#)], settingKeys),
    Case(
      "check @/analysis.yaml", "could both be",
      ["stations.csv": "id,name,services,lng,lon,lat\ns1,One,drink,105,105.001,0\n"], settingKeys),
    Case("run @/nowhere.yaml", "does not exist", [:]) { told, arguments, folder in
      try #require(told.contains("`servicecircle init DIR`"))
      try #require(try Command.run(["init", folder.path + "/DIR"]).code == 0)
      arguments[1] = folder.path + "/DIR/analysis.yaml"
    },
    Case(
      "run @/analysis.yaml --set siting.budget=5000", "looks like it and is not read",
      ["candidates.csv": "id,lon,lat,预计投资\nk1,105.01,0,100\nk2,105.02,0,200\n"]
    ) { told, _, folder in
      let key = try #require(told.firstMatch(of: /`(fields: \{[^`]+\})` under inputs.candidates/)?.1, "\(told)")
      try folder.file(
        "analysis.yaml",
        yaml.replacing("candidates: candidates.csv", with: "candidates: {file: candidates.csv, \(key)}"))
    },
    Case(
      "check @/analysis.yaml", "“circel”", ["analysis.yaml": yaml + "circel: {cutoff: 500m}\n"],
      correcting("circel", in: "analysis.yaml")),
    Case(
      "run @/analysis.yaml", "“ebike”", ["analysis.yaml": yaml + "circle: {modes: {routes: ebike}}\n"],
      correcting("ebike", in: "analysis.yaml")),
    Case(
      "run @/analysis.yaml", "van.wight",
      ["analysis.yaml": yaml + "custom_modes:\n  van: {like: truck, wight: 3t}\n"],
      correcting("wight", in: "analysis.yaml")),
    Case("run @/analysis.yaml --set cutoff", "is not key=value", [:]) { told, arguments, _ in
      arguments[arguments.count - 1] = String(try #require(told.firstMatch(of: /for example ([a-z.=0-9]+[a-z0-9])/)?.1))
    },
    Case("run @/analysis.yaml --out @/other", "no result of ServiceCircle", ["other/notes.txt": "mine"]) {
      told, arguments, folder in
      try #require(told.contains("choose another folder with --out"))
      arguments[arguments.count - 1] = folder.path + "/another"
    },
    Case(
      "run @/analysis.yaml", "circle.measure",
      ["analysis.yaml": yaml.replacing("  roads: roads.geojson\n", with: "") + "circle: {measure: network}\n"]
    ) {
      told, arguments, _ in
      try #require(told.contains("set circle.measure to circle"), "\(told)")
      arguments += ["--set", "circle.measure=circle"]
    },
    Case(
      "run @/analysis.yaml", "floors need", ["analysis.yaml": yaml + "siting: {constraints: {floors: {by: kind}}}\n"]
    ) {
      told, _, folder in
      let example = try #require(told.firstMatch(of: /for example (\{[^}]+\})/)?.1, "\(told)")
      try folder.file(
        "analysis.yaml", yaml + "siting: {new: 2, constraints: {floors: \(example.replacing("60%", with: "1%"))}}\n")
      try folder.file(
        "communities.csv", Town.communities.replacing("id,", with: "town,id,").replacing("\nc", with: "\nt,c"))
    },
    Case(
      "audit @/analysis.yaml --plan @/plan.txt", "is no candidate", ["plan.txt": "k11\n"],
      correcting("k11", in: "plan.txt")),
    Case(
      "audit @/analysis.yaml --plan @/plan.txt --set siting.objective=min-worst", "how much a plan covers",
      ["plan.txt": "k1\n"], taking(/Set siting.objective to ([a-z-]+)/, as: "--set", prefix: "siting.objective=")),
    Case("init @/full", "not empty", ["full/notes.txt": "mine"]) { told, arguments, folder in
      try #require(told.contains("Name a new folder"))
      arguments[1] = folder.path + "/new"
    },
    Case("init @/new --language fr", "is not zh or en", [:], taking(/is not (zh)/, as: "--language")),
  ]

  private static let yaml = """
    inputs:
      roads: roads.geojson
      stations: stations.csv
      communities: communities.csv
      candidates: candidates.csv
    output: {dir: out}

    """

  @Test(arguments: cases)
  func isDone(_ example: Case) throws {
    let folder = try Town.folder()
    for (name, text) in [
      "sites.csv": Self.sites, "demand.csv": Self.demand, "points.csv": Self.degrees, "map.osm": Self.map,
    ] { try folder.file(name, text) }
    for (name, text) in example.files { try folder.file(name, text) }
    var arguments = example.arguments.map { $0.replacing("@", with: folder.path) }
    var outcome = try Command.run(arguments)
    #expect((outcome.errors + outcome.output).contains(example.message), "\(outcome)")
    // Advice may come piece by piece, but it comes to an end.
    for _ in 0..<4 where outcome.code != 0 || (outcome.errors + outcome.output).contains(example.message) {
      try example.remedy(outcome.errors + outcome.output, &arguments, folder)
      outcome = try Command.run(arguments)
    }
    #expect(outcome.code == 0, "\(arguments): \(outcome)")
    #expect(!(outcome.errors + outcome.output).contains(example.message), "\(outcome)")
  }
}
