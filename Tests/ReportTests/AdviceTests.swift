import Geodata
import Report
import Testing
import Words

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

  /// In Chinese the place stands before the key.
  @Test(arguments: [
    ("请注明`encoding: gbk`。", "请注明`--encoding demand:gbk`。"),
    ("请在inputs.roads下写明`crs: gcj02`；否则请导出", "请写明`--crs roads:gcj02`；否则请导出"),
    ("请在该图层下注明`crs`，或改用经纬度", "请注明`--crs demand:…`，或改用经纬度"),
    ("请写inputs.roads下的`crs: gcj02`", "请写`--crs roads:gcj02`"), ("请核对该图层的`crs`", "请核对`--crs demand:…`"),
    ("只有一个图层。请去掉`layer`。", "只有一个图层。请去掉`--layer demand:…`。"),
    ("`servicecircle check`列出`siting.new`", "`servicecircle check`列出`siting.new`"),
  ])
  func inChinese(text: String, expected: String) {
    #expect(several.words(Bilingual(text, "State `crs`."), layer: "demand").chinese == expected)
  }

  /// An analysis names no plan, so that its system is an option there too.
  @Test func ofAPlan() {
    let error = GeodataError(
      .badCoordinate, Bilingual(same: "State the layer's `crs: gcj02`."), at: .init(file: "p.csv", layer: "plan"))
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
