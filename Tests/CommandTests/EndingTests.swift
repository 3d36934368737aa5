import Foundation
import Testing

/// Inputs that never end, outputs that cannot be written, memory that is not given: each ends at once with a sentence.
struct EndingTests {
  /// A node like /dev/zero in a folder of the test's own; nil where nodes may not be made.
  private func zero(_ path: String) -> String? {
    guard geteuid() == 0, mknod(path, S_IFCHR | 0o666, dev_t(1 << 8 | 5)) == 0, let probe = fopen(path, "r") else {
      return nil
    }
    fclose(probe)
    return path
  }

  @Test(arguments: ["csv", "geojson", "osm", "osm.pbf", "scgraph", "npy", "yaml"])
  func devicesAndPipesAreRefused(ending: String) throws {
    let town = try Town.folder()
    let pipe = town.path + "/pipe." + ending
    try #require(mkfifo(pipe, 0o600) == 0)
    for file in [zero(town.path + "/zero." + ending), pipe].compactMap(\.self) {
      let arguments =
        switch ending {
        case "yaml": ["check", file]
        case "npy":
          ["solve", "mclp", "--sites", town.path + "/stations.csv", "--demand", file, "--radius", "1m", "--count", "1"]
        default:
          ["reach", "--roads", file, "--cutoff", "100m", "--origins", town.path + "/stations.csv"]
        }
      let outcome = try Command.run(arguments)
      #expect(outcome.code == 1 && outcome.errors.contains(file), "\(outcome)")
    }
    let outcome = try Command.run(
      ["check", town.path + "/analysis.yaml", "--set", "inputs.communities.file=pipe.\(ending)"])
    #expect(outcome.code == 1 && outcome.errors.contains("pipe"), "\(outcome)")
  }

  /// Every command, with an output that cannot be: told before the roads are read, which would fail, too.
  @Test func unwritableOutputsAreToldBeforeTheWork() throws {
    let town = try Town.folder()
    let bad = town.path + "/missing/out"
    let sites = town.path + "/broken.csv"
    let commands = [
      ["reach", "--roads", sites, "--cutoff", "100m", "--origins", sites, "--areas", bad + ".geojson"],
      ["reach", "--roads", sites, "--cutoff", "100m", "--origins", sites, "--graph-nodes", bad + ".csv"],
      ["roads", "build", sites, "-o", bad + ".scgraph"],
      ["solve", "lscp", "--sites", sites, "--demand", sites, "--radius", "1m", "--out", bad + ".csv"],
    ]
    for arguments in commands {
      let outcome = try Command.run(arguments)
      #expect(outcome.code == 1 && outcome.errors.contains("/missing/out"), "\(outcome)")
    }
    try town.file("stations.csv", "broken")
    for command in ["run", "check", "audit"] {
      let plan = command == "audit" ? ["--plan", sites] : []
      let outcome = try Command.run(
        [command, town.path + "/analysis.yaml", "--out", town.path + "/roads.geojson/out"] + plan)
      #expect(outcome.code == 1 && outcome.errors.contains("roads.geojson/out"), "\(outcome)")
    }
    let hidden = try FileManager.default.contentsOfDirectory(atPath: town.path).filter { $0.hasPrefix(".") }
    #expect(hidden == [])
  }

  /// The folder is held as a run holds it; what a killed run left is not held, and goes.
  @Test func aPlaceThatAnotherRunHoldsIsLeftAlone() throws {
    let town = try Town()
    let held = town.folder.path + "/.out.servicecircle"
    try FileManager.default.createDirectory(atPath: held + "/results-1-1", withIntermediateDirectories: true)
    try town.folder.file(".out.servicecircle/results-1-1/half.csv", "hal")
    let lock = open(held, O_RDONLY)
    try #require(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
    let second = try town.run()
    #expect(second.code == 1 && second.errors.contains("another run is writing here"), "\(second)")
    #expect(FileManager.default.fileExists(atPath: held + "/results-1-1/half.csv"))
    close(lock)
    let third = try town.run()
    #expect(third.code == 0, "\(third)")
    let hidden = try FileManager.default.contentsOfDirectory(atPath: town.folder.path).filter { $0.hasPrefix(".") }
    #expect(hidden == [])
  }

  /// An output that waits for the reader of a pipe, or what comes before it: the signal ends it whichever it falls into.
  @Test(arguments: [SIGINT, SIGTERM]) func exitFiveOnASignal(signal: Int32) throws {
    let town = try Town.folder()
    let pipe = town.path + "/pipe.csv"
    try #require(mkfifo(pipe, 0o600) == 0)
    let sites = town.path + "/candidates.csv"
    let words = ["--radius", "1m", "--out", town.path + "/out.csv", "--out-demand", pipe]
    let outcome = try Command.run(["solve", "lscp", "--sites", sites, "--demand", sites] + words) { process in
      // The place of the first output is held as soon as signals are heeded.
      while process.isRunning, !FileManager.default.fileExists(atPath: town.path + "/.out.csv.servicecircle") {
        Thread.sleep(forTimeInterval: 0.01)
      }
      kill(process.processIdentifier, signal)
    }
    #expect(outcome.code == 5 && outcome.output == "" && outcome.errors.contains("nothing was written"), "\(outcome)")
    let left = try FileManager.default.contentsOfDirectory(atPath: town.path).filter { $0.contains("out.csv") }
    #expect(left == [])
  }

  /// Devices and links stay what they are; nodes like /dev/null and /dev/full, made for this test.
  @Test func outputsGoIntoDevicesAndThroughLinks() throws {
    let town = try Town.folder()
    func solve(_ out: String) throws -> Command.Outcome {
      let sites = town.path + "/candidates.csv"
      return try Command.run(["solve", "lscp", "--sites", sites, "--demand", sites, "--radius", "1m", "--out", out])
    }
    let real = town.path + "/real.csv"
    let link = town.path + "/link.csv"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.csv")
    #expect(try solve(link).code == 0)
    #expect(try String(contentsOfFile: real, encoding: .utf8).contains("k1"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.csv")
    for (minor, code) in [(3, 0), (7, 1)] {
      let node = town.path + "/node\(minor).csv"
      guard geteuid() == 0, mknod(node, S_IFCHR | 0o666, dev_t(1 << 8 | minor)) == 0, let probe = fopen(node, "w")
      else {
        continue
      }
      fclose(probe)
      let outcome = try solve(node)
      #expect(outcome.code == Int32(code), "\(outcome)")
      let type = try FileManager.default.attributesOfItem(atPath: node)[.type] as? FileAttributeType
      #expect(type == .typeCharacterSpecial)
    }
  }

  /// A limit on the size of files stands for a full disk: writing fails in the middle of the work's end.
  @Test func aFullDiskLeavesTheOlderResults() throws {
    let town = try Town()
    func limited(_ words: String) throws -> Command.Outcome {
      try Command.run(
        ["-c", "ulimit -f 1; exec \"$0\" \(words)", try Command.products() + "/servicecircle"],
        executable: URL(fileURLWithPath: "/bin/sh"))
    }
    let run = try limited("run \(town.folder.path)/analysis.yaml")
    #expect(run.code == 1 && run.errors.contains("File too large"), "\(run)")
    try town.expectUntouched()
    let times = try town.folder.file("times.geojson", "older")
    let reach = try limited(
      "reach --roads \(town.folder.path)/roads.geojson --cutoff 10km --origins \(town.folder.path)/stations.csv "
        + "--areas \(times)")
    #expect(reach.code == 1 && reach.errors.contains("File too large"), "\(reach)")
    #expect(try String(contentsOfFile: times, encoding: .utf8) == "older")
    try FileManager.default.removeItem(atPath: times)
    try town.expectUntouched()
  }

  /// Under every limit under which it starts the program does its work or says that memory was refused.
  ///
  /// 1,500 x 1,500 pairs of 12 bytes are 27 MB, twice while they grow: the limits lie on both sides of what that takes.
  @Test func refusedMemoryEndsWithASentence() throws {
    let folder = try ScratchFolder()
    let rows = (0..<1500).map { "s\($0),\($0),0\n" }
    let sites = try folder.file("sites.csv", "id,x,y\n" + rows.joined())
    let tool = try Command.products() + "/servicecircle"
    func limited(_ limit: Int, _ words: String) throws -> Command.Outcome {
      try Command.run(
        // A library of linear algebra that starts threads before `main` would wait for them without end.
        ["-c", "ulimit -v \(limit); export OPENBLAS_NUM_THREADS=1; exec \"$0\" \(words)", tool],
        executable: URL(fileURLWithPath: "/bin/sh"))
    }
    var codes: Set<Int32> = []
    let limits = stride(from: 60_000, through: 600_000, by: 10_000)
    let least = try #require(try limits.first { try limited($0, "--version").code == 0 })
    for limit in limits where limit > least {
      let outcome = try limited(
        limit, "solve p-median --sites \(sites) --demand \(sites) --count 1 --time-limit 1 --threads 1 --json")
      codes.insert(outcome.code)
      #expect([0, 71].contains(outcome.code), "\(limit): \(outcome.code), \(outcome.errors.prefix(300))")
      if outcome.code == 71 { #expect(outcome.errors.contains("refused memory"), "\(outcome)") }
      if outcome.code == 0 { break }
    }
    #expect(codes.contains(71), "\(codes)")
  }
}
