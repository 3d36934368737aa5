import Testing

/// Each rule on made-up text that breaks it: a rule that cannot fail guards nothing.
struct RuleTests {
  @Test func packageTextIsRead() {
    let text = """
      // floor("Commented", ["Out"])
      func floor(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
        .target(name: name, dependencies: dependencies)
      }
        .library(name: "House", targets: ["Model"]),
        .systemLibrary(name: "CGEOS", providers: [.apt(["libgeos-dev"])]),
        floor("Geometry"),
        floor("Model", ["Geometry"]),  // the nouns
        floor("HiGHS", [.byName(name: "CHiGHS", condition: .when(traits: ["HiGHS", "Full"])), "Geometry"]),
        floor(
          "Analysis",
          [
            "Model", "Yams",
          ]),
        .executableTarget(
          name: "servicecircle",
          dependencies: ["Model", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
        tests("Model", ["Model"]),
      """
    #expect(
      declaredTargets(text) == [
        DeclaredTarget(name: "Analysis", dependencies: ["Model", "Yams"]),
        DeclaredTarget(name: "CGEOS", dependencies: []),
        DeclaredTarget(name: "Geometry", dependencies: []),
        DeclaredTarget(name: "HiGHS", dependencies: ["CHiGHS", "Geometry"]),
        DeclaredTarget(name: "Model", dependencies: ["Geometry"]),
        DeclaredTarget(name: "servicecircle", dependencies: ["Model", "ArgumentParser"]),
      ])
  }

  @Test(arguments: [
    ("Geometry", "Model", "Geometry uses Model on its own floor: they meet in Model"),
    ("Model", "GEOS", "Model uses GEOS on its own floor: they meet in Model"),
    ("Model", "Coverage", "Model uses Coverage above it"),
    ("Coverage", "RoadNetwork", "Coverage uses RoadNetwork on its own floor: they meet in Model"),
    ("RoadNetwork", "Siting", "RoadNetwork uses Siting on its own floor: they meet in Model"),
    ("Siting", "Coverage", "Siting uses Coverage on its own floor: they meet in Model"),
    ("Geodata", "DataQuality", "Geodata uses DataQuality on its own floor: they meet in Model"),
    ("Siting", "Analysis", "Siting uses Analysis above it"),
    ("Analysis", "Report", "Analysis uses Report on its own floor: they meet in Model"),
    ("Report", "servicecircle", "Report uses servicecircle above it"),
    ("Analysis", "CGEOS", "Analysis opens the C door CGEOS, which only GEOS may"),
    ("GEOS", "CPROJ", "GEOS opens the C door CPROJ, which only PROJ may"),
    ("Geodata", "CZlib", "Geodata opens the C door CZlib, which only OSM may"),
    ("Siting", "CHiGHS", "Siting opens the C door CHiGHS, which only HiGHS may"),
    ("Report", "Yams", "Report uses Yams, which only Analysis may"),
    ("Shop", "Model", "Shop has no floor: give it one in House.floors"),
    ("Report", "Shop", "Report uses Shop, which has no floor"),
  ])
  func arrowThatIsRefused(target: String, dependency: String, fault: String) {
    let faults = arrowFaults([DeclaredTarget(name: target, dependencies: [dependency])])
    #expect(faults.last == fault)
  }

  @Test(arguments: [
    ("Model", "Geometry"), ("GEOS", "CGEOS"), ("OSM", "CZlib"), ("RoadNetwork", "OSM"), ("Geodata", "PROJ"),
    ("Analysis", "Siting"), ("Report", "Analysis"), ("servicecircle", "Geometry"), ("servicecircle", "ArgumentParser"),
  ])
  func arrowThatIsAllowed(target: String, dependency: String) {
    #expect(arrowFaults([DeclaredTarget(name: target, dependencies: [dependency])]) == [])
  }

  @Test(arguments: ["Model", "Geometry", "RoadNetwork", "Coverage", "Siting"])
  func foundationIsRefused(target: String) {
    let faults = sourceFaults("import Foundation\n", in: DeclaredTarget(name: target, dependencies: []))
    #expect(faults == ["\(target) imports Foundation: the ground's nouns and the engines do without it"])
    #expect(sourceFaults("import Foundation\n", in: DeclaredTarget(name: "Analysis", dependencies: [])) == [])
  }

  @Test func undeclaredImportIsRefused() {
    let target = DeclaredTarget(name: "Coverage", dependencies: ["Model"])
    #expect(
      sourceFaults("import Geometry\nimport Model\n", in: target)
        == ["Coverage imports Geometry, which Package.swift does not declare for it"])
    #expect(
      unusedDependencies(of: DeclaredTarget(name: "Coverage", dependencies: ["Model", "Geometry"]), imports: ["Model"])
        == ["Coverage declares Geometry and never imports it"])
  }

  @Test(arguments: [
    "bytes.withUnsafeBytes { $0.count }", "let p: UnsafePointer<Int>", "unsafe foo()", "nonisolated(unsafe) var x = 1",
    "unsafeBitCast(a, to: B.self)", "let a = \"x\"; let b: UnsafeRawPointer",
  ])
  func unsafeCodeIsRefused(code: String) {
    #expect(sourceFaults(code, in: DeclaredTarget(name: "Analysis", dependencies: [])).count == 1)
    #expect(sourceFaults(code, in: DeclaredTarget(name: "GEOS", dependencies: [])) == [])
  }

  @Test func uncheckedPrintingIsRefused() {
    let target = DeclaredTarget(name: "servicecircle", dependencies: [])
    #expect(sourceFaults("func run() { print(1) }", in: target).count == 1)
    #expect(sourceFaults("func run() throws { try say(1); fingerprint(2) }", in: target) == [])
  }

  @Test(arguments: [
    "// withUnsafeBytes\nlet a = 1", "/* unsafe /* nested */ unsafe */ let a = 1", "let a = \"unsafe\"",
    "let a = \"\\\"unsafe\"", "let a = #\"\\\"# + \"unsafe\"", "let a = \"\"\"\n  say \"unsafe\"\n  \"\"\"",
  ])
  func wordsInCommentsAndTextsAreNoCode(code: String) {
    #expect(sourceFaults(code, in: DeclaredTarget(name: "Analysis", dependencies: [])) == [])
  }

  @Test func publicLinesAreCounted() {
    let code =
      "public struct A {\n  public var b = 0\n  // public\n  package var c = 0\n  let publicity = \"public\"\n}"
    #expect(publicLines(code) == 2)
    #expect(libraryTargets(".library(\n name: \"House\",\n targets: [\"Model\", \"OSM\"]),") == ["Model", "OSM"])
    #expect(publicFaults(["Model": 399, "Files": 0], library: ["Model"]) == [])
    #expect(
      publicFaults(["Model": 399, "Files": 1], library: ["Model"])
        == [
          "Files has 1 public lines and is not in the library: say package",
          "400 lines are public; keep them below 400",
        ])
  }

  @Test func everyFormOfImportIsSeen() {
    let code = codeOnly(
      """
      import A
      @preconcurrency import B
      private import C  // import Comment
      import struct D.Thing
        import E
      import F.Sub
      let text = "import G"
      // import H
      let important = 1
      """)
    #expect(importedModules(code) == ["A", "B", "C", "D", "E", "F"])
  }
}
