import Foundation
import Testing

/// Every broken file of `BrokenFiles/table.tsv`: the exit code, the words of the answer, and no word of a defect of ours.
@Suite struct BrokenFileTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var name: String
    var role: String
    var build: String
    var code: Int32
    var words: [String]
    var content: String
    var testDescription: String { name }
  }

  private static let rows: [Row] = {
    let table = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("table.tsv")
    let text = (try? String(contentsOf: table, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      precondition(cells.count == 6, "table.tsv: six columns wanted in: \(line)")
      return Row(
        name: cells[0], role: cells[1], build: cells[2], code: Int32(cells[3])!,
        words: cells[4].split(separator: "|").map(String.init), content: cells[5])
    }
  }()

  /// Whether the built program has GDAL.
  private static let hasGDAL = Result {
    let folder = try ScratchFolder(["a.yaml": "inputs: {stations: s.gpkg, communities: s.gpkg}\n", "s.gpkg": "x"])
    return try !Command.run(["check", folder.path + "/a.yaml"]).errors.contains("GDAL, and this build is without")
  }

  static let isFull = (try? hasGDAL.get()) ?? false

  /// Those that this build is to answer.
  private static let tried = rows.filter { $0.build == "any" || ($0.build == "full") == isFull }

  @Test func theTableIsLargeEnough() throws {
    _ = try Self.hasGDAL.get()
    #expect(Self.rows.count >= 120 && Self.tried.count >= (Self.isFull ? 160 : 120), "\(Self.tried.count)")
    #expect(Set(Self.rows.map { $0.name.lowercased() }).count == Self.rows.count)
  }

  @Test(arguments: tried) func isAnswered(row: Row) throws {
    let folder = try Town.folder()
    let files =
      row.content.hasPrefix("@")
      ? try BrokenFileMaking.files(String(row.content.dropFirst()), name: row.name)
      : [row.name: bytes(row.content)]
    for (name, bytes) in files { try folder.file(name, bytes) }
    var arguments = ["check", folder.path + "/analysis.yaml", "--set", "inputs.\(row.role)=\(row.name)"]
    if row.role == "analysis" { arguments = ["check", folder.path + "/" + row.name] }
    let outcome = try Command.run(arguments)
    let answer = outcome.output + outcome.errors
    #expect(outcome.code == row.code, "\(row.name): \(answer)")
    for word in row.words { #expect(answer.contains(word), "\(row.name) without “\(word)”: \(answer)") }
    #expect(!answer.contains("defect"), "\(row.name): \(answer)")
    try FileManager.default.removeItem(atPath: folder.path)
  }

  /// Text with \n, \r, \t, \\ and \xNN as bytes.
  private func bytes(_ content: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(content.utf8)[...]
    while let first = rest.popFirst() {
      guard first == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
        bytes.append(first)
        continue
      }
      switch Character(Unicode.Scalar(kind)) {
      case "n": bytes.append(0x0A)
      case "r": bytes.append(0x0D)
      case "t": bytes.append(0x09)
      case "x":
        bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)!)
        rest = rest.dropFirst(2)
      default: bytes.append(kind)
      }
    }
    return bytes
  }
}
