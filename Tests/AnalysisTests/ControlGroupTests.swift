import Analysis
import Foundation
import Testing

/// Folders laid out as the kernel shows them.
struct ControlGroupTests {
  private static func memory(_ files: [String: String]) throws -> Int? {
    let folder = try ScratchFolder()
    for (path, text) in files {
      let parent = (folder.path + "/" + path).split(separator: "/").dropLast().joined(separator: "/")
      try FileManager.default.createDirectory(atPath: "/" + parent, withIntermediateDirectories: true)
      try folder.write(path, text)
    }
    return controlGroupMemory(root: folder.path)
  }

  @Test func theLeastOfTheGroupsUpToTheRoot() throws {
    let groups = "0::/user.slice/run.scope\n"
    var files = [
      "proc/self/cgroup": groups, "sys/fs/cgroup/user.slice/run.scope/memory.max": "2000000000\n",
      "sys/fs/cgroup/user.slice/memory.max": "max\n", "sys/fs/cgroup/other/memory.max": "1\n",
    ]
    #expect(try Self.memory(files) == 2_000_000_000)
    files["sys/fs/cgroup/user.slice/memory.max"] = "1500000000\n"
    #expect(try Self.memory(files) == 1_500_000_000)
    files["sys/fs/cgroup/memory.max"] = "1000000000\n"
    #expect(try Self.memory(files) == 1_000_000_000)
  }

  /// A container's own group is its root, whatever the path outside; so is a group written from a namespace's view.
  @Test(arguments: ["0::/docker/4f5e\n", "0::/../../run.scope\n", "0::/\n", ""])
  func theRootOfAContainer(groups: String) throws {
    let files = ["proc/self/cgroup": groups, "sys/fs/cgroup/memory.max": "700000000\n"]
    #expect(try Self.memory(files) == 700_000_000)
  }

  @Test func firstVersion() throws {
    let files = [
      "proc/self/cgroup": "7:cpu,cpuacct:/job\n5:memory:/batch/job:1\n0::/\n",
      "sys/fs/cgroup/memory/batch/job:1/memory.limit_in_bytes": "900000000\n",
      "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
      "sys/fs/cgroup/memory/job/memory.limit_in_bytes": "1\n",
    ]
    #expect(try Self.memory(files) == 900_000_000)
  }

  @Test func noLimit() throws {
    #expect(try Self.memory([:]) == nil)
    #expect(try Self.memory(["proc/self/cgroup": "0::/a\n", "sys/fs/cgroup/a/memory.max": "max\n"]) == nil)
  }
}
