import Foundation

// illustrate-wutongqiao [--facts DIR] [--out DIR]: draws the illustrative data, the same bytes on every run.
var factsFolder = "geodata/wutongqiao/facts"
var outFolder = "geodata/wutongqiao"
var arguments = CommandLine.arguments.dropFirst()
while let option = arguments.popFirst() {
  switch (option, arguments.popFirst()) {
  case ("--facts", let folder?): factsFolder = folder
  case ("--out", let folder?): outFolder = folder
  default:
    FileHandle.standardError.write(Data("usage: illustrate-wutongqiao [--facts DIR] [--out DIR]\n".utf8))
    exit(2)
  }
}
do {
  let facts = try Facts(folder: factsFolder)
  try FileManager.default.createDirectory(atPath: outFolder, withIntermediateDirectories: true)
  try Layers(facts: facts, district: District(), folder: outFolder).write()
} catch {
  FileHandle.standardError.write(Data("illustrate-wutongqiao: \(error)\n".utf8))
  exit(1)
}
