import Analysis
import Foundation
import Geodata
import Words

/// What could not be converted, and why; the other outputs stand.
package struct ConversionError: Error {
  package var file: String
  /// nil where none was begun.
  package var converter: Converter?
  package var failure: ChildProcess.Failure

  init(file: String, converter: Converter, failure: ChildProcess.Failure) {
    self.file = file
    self.converter = converter
    self.failure = failure
  }

  /// The place that converters work in cannot be written.
  init(temporary path: String, for file: String) {
    self.file = file
    failure = .init(
      words: Bilingual("临时文件夹无法写入（\(path)）", "the temporary folder cannot be written (\(path))"), isTimeOver: false)
  }

  /// - Parameter folder: of the results, as the user gave it.
  package func told(in folder: String) -> GeodataError {
    GeodataError(
      .cannotWrite,
      told
        + Bilingual(
          "。\(converter == nil ? "需要转换的图片和简报均未生成，" : "")其余结果均已写出。请核对该程序能否单独运行（make setup-office），或从output.formats中去掉该格式。",
          ".\(converter == nil ? " No picture and no brief was made." : "") All other results are written. See whether the program runs by itself (make setup-office), or take the format out of output.formats."
        ), at: .init(file: "\(folder)/\(file)"))
  }
}

extension ConversionError: Spoken {
  package var told: Bilingual {
    let words = failure.words
    let said = words.english.isEmpty ? empty : Bilingual("：“\(words.chinese)”", ": “\(words.english)”")
    let name = converter.map { Bilingual(same: $0.rawValue) } ?? Bilingual("", "the conversion")
    let what =
      failure.isTimeOver
      ? Bilingual("\(name.chinese)超过时限，已终止", "\(name.english) took too long and was ended")
      : Bilingual("\(name.chinese)转换失败", "\(name.english) failed")
    return what + said
  }
}

/// Where the converters stand, and how long each may take.
package struct Converters: Sendable {
  var place: @Sendable (Converter) -> String?
  /// Seconds.
  var timeLimit: Double
  var isCancelled: @Sendable () -> Bool

  /// - Parameters:
  ///   - isCancelled: ends the one that is at work.
  ///   - place: nil for one that is not there.
  package init(
    timeLimit: Double = 120, isCancelled: @escaping @Sendable () -> Bool = { false },
    place: @escaping @Sendable (Converter) -> String? = { $0.place() }
  ) {
    self.timeLimit = timeLimit
    self.isCancelled = isCancelled
    self.place = place
  }
}

/// The converters at work: in a folder of their own that goes when they are done.
package final class Conversion {
  /// What ``png(_:size:for:)`` makes stays under this name beside the documents that show it.
  package static let picture = "map.png"

  private let folder: URL
  private let converters: Converters

  /// - Parameter file: the first that is wanted.
  package init(_ converters: Converters = Converters(), for file: String = picture) throws(ConversionError) {
    self.converters = converters
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("servicecircle-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw ConversionError(temporary: folder.path, for: file)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// A picture of twice the drawing's size.
  ///
  /// - Parameter size: of the drawing, in its own pixels.
  package func png(_ drawing: String, size: (width: Int, height: Int), for file: String) throws -> [UInt8] {
    let source = try put(drawing, "map.svg", for: file)
    let target = place(Self.picture)
    if converters.place(.rsvgConvert) != nil {
      try run(.rsvgConvert, ["--width", "\(2 * size.width)", "--output", target, source], for: file)
    } else {
      try chromium(
        [
          "--hide-scrollbars", "--force-device-scale-factor=2", "--window-size=\(size.width),\(size.height)",
          "--screenshot=\(target)", address(source),
        ], for: file)
    }
    return try result(target, for: file, by: converters.place(.rsvgConvert) == nil ? .chromium : .rsvgConvert)
  }

  /// A file of the word processor, in the style of ``reference`` where there is one.
  package func docx(_ document: String, for file: String) throws -> [UInt8] {
    let source = try put(document, "brief.html", for: file)
    let target = place("brief.docx")
    let style = Self.reference.map { ["--reference-doc", $0] } ?? []
    try run(
      .pandoc,
      ["--from", "html", "--to", "docx", "--resource-path", folder.path, "--output", target] + style + [source],
      for: file)
    return try result(target, for: file, by: .pandoc)
  }

  /// The document as the browser prints it.
  package func pdf(_ document: String, for file: String) throws -> [UInt8] {
    let source = try put(document, "brief.html", for: file)
    let target = place("brief.pdf")
    try chromium(["--no-pdf-header-footer", "--print-to-pdf=\(target)", address(source)], for: file)
    return try result(target, for: file, by: .chromium)
  }

  /// The word processor's styles, as `make setup-office` makes them: beside the program, where it is installed, or in
  /// `.deps/office` above it; nil without.
  package static let reference: String? = {
    guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return nil }
    var folder = program.deletingLastPathComponent()
    var places = [folder.appendingPathComponent("reference.docx")]
    places.append(
      folder.deletingLastPathComponent().appendingPathComponent("share/servicecircle/reference.docx"))
    for _ in 0..<5 {
      places.append(folder.appendingPathComponent(".deps/office/reference.docx"))
      folder = folder.deletingLastPathComponent()
    }
    return places.map(\.path).first { FileManager.default.isReadableFile(atPath: $0) }
  }()

  private func chromium(_ arguments: [String], for file: String) throws {
    // Its sandbox does not take the administrator.
    let sandbox = geteuid() == 0 ? ["--no-sandbox"] : []
    try run(
      .chromium,
      [
        "--headless", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage",
        "--user-data-dir=\(place("profile"))",
      ]
        + sandbox + arguments, for: file)
  }

  private func run(_ converter: Converter, _ arguments: [String], for file: String) throws {
    do throws(ChildProcess.Failure) {
      // It was there when the analysis file was read.
      guard let program = converters.place(converter) else {
        throw ChildProcess.Failure(words: Bilingual("已不在PATH中", "it is not on the PATH any more"), isTimeOver: false)
      }
      // A fixed moment stands where formats want the time of writing: equal runs give equal bytes.
      let process = ChildProcess(
        program: program, arguments: arguments, environment: ["SOURCE_DATE_EPOCH": "946684800"],
        timeLimit: converters.timeLimit, isCancelled: converters.isCancelled)
      try process.run(log: place("log.txt"))
    } catch {
      throw ConversionError(file: file, converter: converter, failure: error)
    }
  }

  /// What it made, whole; some programs end well without having made anything.
  private func result(_ path: String, for file: String, by converter: Converter) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else {
      throw ConversionError(
        file: file, converter: converter,
        failure: .init(words: Bilingual("没有生成文件", "it made no file"), isTimeOver: false))
    }
    return Array(data)
  }

  private func put(_ text: String, _ name: String, for file: String) throws(ConversionError) -> String {
    guard FileManager.default.createFile(atPath: place(name), contents: Data(text.utf8)) else {
      throw ConversionError(temporary: place(name), for: file)
    }
    return place(name)
  }

  private func place(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func address(_ path: String) -> String { URL(fileURLWithPath: path).absoluteString }
}
