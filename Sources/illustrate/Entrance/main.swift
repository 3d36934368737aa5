import Foundation

// illustrate [COUNTY…] [--geodata DIR] [--out DIR]: draws the illustrative data of all counties or those named, the same
// bytes on every run. Facts are read from DIR/COUNTY/facts; what is drawn goes to the same place, or to --out DIR/COUNTY.
// illustrate leshan --out DIR: the input of the eleven counties of Leshan, each in DIR/COUNTY with its analysis file.
var geodata = "geodata"
var out: String?
var counties: [County] = []
var prefecture = false
var arguments = CommandLine.arguments.dropFirst()
func refuse(_ message: String, status: Int32) -> Never {
  FileHandle.standardError.write(Data((message + "\n").utf8))
  exit(status)
}
while let argument = arguments.popFirst() {
  if let county = County.all.first(where: { $0.folder == argument }) {
    counties.append(county)
    continue
  }
  if argument == "leshan" {
    prefecture = true
    continue
  }
  switch (argument, arguments.popFirst()) {
  case ("--geodata", let folder?): geodata = folder
  case ("--out", let folder?): out = folder
  default:
    let names = County.all.map(\.folder).joined(separator: ", ")
    refuse("usage: illustrate [COUNTY…] [--geodata DIR] [--out DIR]; counties: \(names)", status: 2)
  }
}
do {
  if prefecture {
    guard let out, counties.isEmpty else { refuse("usage: illustrate leshan --out DIR [--geodata DIR]", status: 2) }
    for county in try PrefectureFacts(folder: "\(geodata)/leshan/facts").counties {
      try PrefectureFolder(
        county: county, geodata: geodata, folder: "\(out)/\(county.folder)",
        results: "../../results/\(county.folder)"
      ).write()
    }
    exit(0)
  }
  for county in counties.isEmpty ? County.all : counties {
    let facts = try Facts(folder: "\(geodata)/\(county.folder)/facts")
    let folder = "\(out ?? geodata)/\(county.folder)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Layers(county: county, facts: facts, folder: folder).write()
  }
} catch {
  refuse("illustrate: \(error)", status: 1)
}
