import Geodata
import Report
import Testing

/// Keys of an analysis file become the options of the command that speaks.
struct AdviceTests {
  private let several = Advice(.options(ofOneFile: false))

  @Test(arguments: [
    ("State `encoding: gbk`.", "State `--encoding demand:gbk`."),
    ("Say `fields: {weight: \"a b\"}`.", "Say `--fields 'demand:weight=a b'`."),
    ("write `crs: gcj02` under inputs.roads; or else", "write `--crs roads:gcj02`; or else"),
    (
      "Say which under inputs.roads, for example `fields: {class: 等级}`.",
      "Say which, for example `--fields roads:class=等级`."
    ),
    ("write `crs` under the layer, or export it", "write `--crs demand:…`, or export it"),
    ("Remove `layer`.", "Remove `--layer demand:…`."),
    ("`filter: amenity=bank|post_office`", "`--filter 'demand:amenity=bank|post_office'`"),
    (#"write `fields: {weight: "\u0060a\u0060$人口\n"}`."#, #"write `--fields 'demand:weight=`a`$人口\n'`."#),
    ("`layer: it's`", #"`--layer 'demand:it'\''s'`"#),
    ("`servicecircle check` lists `siting.new`", "`servicecircle check` lists `siting.new`"),
    ("one ` alone: `crs", "one ` alone: `crs"), ("half a ` pair", "half a ` pair"),
  ])
  func ofSeveralFiles(text: String, expected: String) {
    #expect(several.words(text, layer: text.contains("inputs.roads,") ? "roads" : "demand") == expected)
  }

  /// An analysis names no plan, so that its system is an option there too.
  @Test func ofAPlan() {
    let error = GeodataError(.badCoordinate, "State the layer's `crs: gcj02`.", at: .init(file: "p.csv", layer: "plan"))
    #expect(Advice(.analysisFile).words(error).message == "State the layer's `--crs gcj02`.")
  }

  @Test func ofOneFileOrAnAnalysis() {
    let one = Advice(.options(ofOneFile: true))
    #expect(
      one.words("State `encoding: gbk` or correct `layer`.", layer: "inspected")
        == "State `--encoding gbk` or correct `--layer`.")
    #expect(Advice(.analysisFile).words("State `encoding: gbk`.", layer: "demand") == "State `encoding: gbk`.")
  }
}
