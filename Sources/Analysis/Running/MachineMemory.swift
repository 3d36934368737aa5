import Foundation

/// What the machine has in bytes; less where a control group allows less.
func machineMemory() -> Int {
  let machine = Int(clamping: ProcessInfo.processInfo.physicalMemory)
  return controlGroupMemory().map { min(machine, $0) } ?? machine
}

/// What the control groups of this process leave it of the machine's memory.
///
/// Each group up to the root may set a limit, and the least of them counts. A container often sees its own group as the
/// root, while the kernel names it by its path outside; folders that are not there are passed over.
/// - Parameter root: the folder that has `proc` and `sys`.
/// - Returns: bytes; nil where no group limits it, and on systems without control groups.
package func controlGroupMemory(root: String = "/") -> Int? {
  func text(_ path: String) -> String? {
    try? String(contentsOfFile: root + "/" + path, encoding: .utf8)
  }
  var limits: [Int] = []
  func addLimits(_ mount: String, _ group: String, _ file: String) {
    // From a namespace of its own a group outside is written /../…
    var parts = group.split(separator: "/").map(String.init).filter { $0 != ".." }
    while true {
      if let limit = text(([mount] + parts + [file]).joined(separator: "/")).flatMap(bytes) { limits.append(limit) }
      if parts.popLast() == nil { break }
    }
  }
  var groups = (text("proc/self/cgroup") ?? "").split(separator: "\n").compactMap { line -> (String, String)? in
    // number:controllers:path
    let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 ? (String(parts[1]), String(parts[2])) : nil
  }
  // The root groups also where the file cannot be read.
  groups += [("", "/"), ("memory", "/")]
  for (controllers, group) in groups {
    if controllers.isEmpty {
      addLimits("sys/fs/cgroup", group, "memory.max")
      // Beside groups of the first version.
      addLimits("sys/fs/cgroup/unified", group, "memory.max")
    } else if controllers.split(separator: ",").contains("memory") {
      addLimits("sys/fs/cgroup/memory", group, "memory.limit_in_bytes")
    }
  }
  return limits.min()
}

/// nil for `max`.
private func bytes(_ text: String) -> Int? {
  guard let limit = Int(text.trimmingCharacters(in: .whitespacesAndNewlines)), limit > 0 else { return nil }
  return limit
}
