import Analysis
import Foundation
import Geodata
import Report
import Testing

/// Programs of others: found, run, and told of when they fail.
struct ConversionTests {
  private static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("conversion-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Converters that are all one script.
  private static func converters(
    _ script: String, in folder: URL, timeLimit: Double = 60,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> Converters {
    let program = folder.appendingPathComponent("program")
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: program)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
    let path = program.path
    return Converters(timeLimit: timeLimit, isCancelled: isCancelled) { _ in path }
  }

  @Test func foundOnThePath() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = folder.appendingPathComponent("chromium-browser")
    try Data("#!/bin/sh\n".utf8).write(to: program)
    #expect(Converter.chromium.place(on: "relative:/nowhere:\(folder.path)") == nil)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
    #expect(Converter.chromium.place(on: "/nowhere:\(folder.path)") == program.path)
    #expect(Converter.pandoc.place(on: folder.path) == nil)
    // A folder of that name is none.
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("pandoc"), withIntermediateDirectories: false)
    #expect(Converter.pandoc.place(on: folder.path) == nil)
  }

  @Test func whatIsMissingIsNamed() {
    let lack = AnalysisFile.Format.docx.lack(on: "/nowhere")
    #expect(lack?.english.contains("pandoc") == true && lack?.english.contains("make setup-office") == true)
    #expect(AnalysisFile.Format.png.lack(on: "/nowhere")?.chinese.contains("librsvg2-bin") == true)
    #expect(AnalysisFile.Format.pdf.lack(on: "/nowhere")?.chinese.contains("chromium") == true)
    #expect(AnalysisFile.Format.svg.lack(on: "/nowhere") == nil)
  }

  @Test func lastWordsOfOneThatFails() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let conversion = try Conversion(try Self.converters("echo first; echo no room left >&2; exit 3", in: folder))
    let error = #expect(throws: ConversionError.self) { try conversion.docx("<p/>", for: "brief.docx") }
    #expect(error?.failure.words.english == "first no room left" && error?.failure.isTimeOver == false)
    let told = try #require(error).told(in: "out/x")
    #expect(told.code == .cannotWrite && told.words.english.contains("pandoc failed: “first no room left”"))
    #expect(told.words.chinese.contains("其余结果均已写出") && told.context.file == "out/x/brief.docx")
  }

  @Test func oneThatEndsWellWithoutAFile() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let conversion = try Conversion(try Self.converters("exit 0", in: folder))
    let error = #expect(throws: ConversionError.self) { try conversion.pdf("<p/>", for: "brief.pdf") }
    #expect(error?.failure.words.english == "it made no file" && error?.converter == .chromium)
  }

  /// With all that it has started: the sleeper holds the file open that is asked for afterwards.
  @Test func oneThatNeverEndsIsEnded() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = "sleep 300 & echo $! > '\(folder.path)/sleeper'; echo working; wait"
    let conversion = try Conversion(try Self.converters(script, in: folder, timeLimit: 1))
    let error = #expect(throws: ConversionError.self) { try conversion.docx("<p/>", for: "brief.docx") }
    #expect(error?.failure.isTimeOver == true && error?.failure.words.english == "working")
    let sleeper = try String(contentsOf: folder.appendingPathComponent("sleeper"), encoding: .utf8)
    let number = try #require(Int32(sleeper.trimmingCharacters(in: .whitespacesAndNewlines)))
    // Killed; what remains until somebody collects it is a zombie.
    func isGone() -> Bool {
      let state = (try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)) ?? ""
      return state.isEmpty || state.contains(") Z")
    }
    // The system takes its moment.
    for _ in 0..<500 where !isGone() { usleep(10_000) }
    #expect(isGone())
  }

  /// Once it says that it works, nobody wants it any more. The folder goes with the conversion.
  @Test func oneThatNobodyWantsIsEnded() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let started = folder.appendingPathComponent("started").path
    // The output stands behind --output.
    let script = """
      while [ "$1" != --output ]; do shift; done
      echo "$2" > '\(started).part'; mv '\(started).part' '\(started)'; sleep 300
      """
    var conversion: Conversion? = try Conversion(
      try Self.converters(script, in: folder, timeLimit: 300) { FileManager.default.fileExists(atPath: started) })
    let error = #expect(throws: ConversionError.self) { try conversion?.docx("<p/>", for: "brief.docx") }
    #expect(error?.failure.isTimeOver == false)
    let output = try String(contentsOfFile: started, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    let place = URL(fileURLWithPath: output).deletingLastPathComponent().path
    #expect(FileManager.default.fileExists(atPath: place + "/brief.html"))
    conversion = nil
    #expect(!FileManager.default.fileExists(atPath: place))
  }

  @Test func theOtherOutputsStandWhenAConverterFails() async throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var result = try await ReportScene.result()
    result.file.formats = [.csv, .svg, .docx]
    let out = folder.appendingPathComponent("out").path
    let converters = try Self.converters("echo broken; exit 1", in: folder)
    let written = try writeOutputs(result, to: OutputFolder(out, of: .run), by: converters)
    #expect(written.folder == out && written.failure?.code == .cannotWrite)
    let files = Set(try FileManager.default.contentsOfDirectory(atPath: out))
    #expect(files == ["manifest.json", "summary.json", "tables", "map.svg"])
    let manifest = try String(contentsOfFile: "\(out)/manifest.json", encoding: .utf8)
    #expect(manifest.contains("map.svg") && !manifest.contains("brief.docx"))
  }

  @Test(.enabled(if: Converter.pandoc.place() != nil && Converter.rsvgConvert.place() != nil))
  func theWordProcessorsFileHasTheFigures() async throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var result = try await ReportScene.result(["language=zh"])
    result.file.formats = [.png, .docx]
    let out = folder.appendingPathComponent("out").path
    _ = try writeOutputs(result, to: OutputFolder(out, of: .run))
    let text = folder.appendingPathComponent("text").path
    let pandoc = try #require(Converter.pandoc.place())
    try ChildProcess(
      program: pandoc, arguments: ["--to", "html", "--output", text, "\(out)/brief.docx"], timeLimit: 60
    )
    .run(log: folder.appendingPathComponent("log").path)
    let back = try String(contentsOfFile: text, encoding: .utf8)
    for word in ["<h1", "背景与口径", "<thead>", "25.0%", "100.0%", "东行", "1.2万元", "<img"] { #expect(back.contains(word)) }
    let png = try #require(FileManager.default.contents(atPath: "\(out)/map.png"))
    #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }
}
