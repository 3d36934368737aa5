// swift-tools-version: 6.2

import PackageDescription

/// Swift 6 mode is the default of these tools; a warning is an error everywhere.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

func floor(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name + "Tests", dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "ServiceCircle",
  products: [
    .library(
      name: "ServiceCircle",
      targets: [
        "Words", "Geometry", "Model", "OSM", "RoadNetwork", "Areas", "Coverage", "Siting", "Analysis", "Report",
      ]),
    .executable(name: "servicecircle", targets: ["servicecircle"]),
  ],
  traits: [
    .trait(name: "HiGHS", description: "A general exact solver beside our own. Needs HiGHS: `make setup-full`."),
    .trait(name: "GDAL", description: "Every other file format and databases. Needs GDAL: `make setup-full`."),
    .trait(name: "Office", description: "Excel workbooks. Needs libxlsxwriter: `make setup-full`."),
    .trait(name: "Server", description: "The live map over HTTP. Needs no more than Swift packages."),
    .trait(name: "Full", description: "Everything.", enabledTraits: ["HiGHS", "GDAL", "Office", "Server"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
  ],
  targets: [
    // C doors.
    .systemLibrary(name: "CGEOS", providers: [.apt(["libgeos-dev"])]),
    .systemLibrary(name: "CPROJ", providers: [.apt(["libproj-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CHiGHS", pkgConfig: "highs"),
    .systemLibrary(name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),
    .systemLibrary(name: "CXLSX", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),

    // Ground: nouns and safe wrappers.
    floor("Words"),
    floor("Geometry"),
    floor("Model", ["Geometry", "Words"]),
    floor("Files", ["Words"]),
    floor("GEOS", ["CGEOS", "Geometry", "Words"]),
    floor("PROJ", ["CPROJ", "Geometry", "Words"]),
    floor("OSM", ["CZlib", "Geometry", "Words"]),
    floor("HiGHS", ["Words", .byName(name: "CHiGHS", condition: .when(traits: ["HiGHS"]))]),
    floor("GDALData", ["Geometry", "Words", .byName(name: "CGDAL", condition: .when(traits: ["GDAL"]))]),
    floor("Workbook", ["Words", .byName(name: "CXLSX", condition: .when(traits: ["Office"]))]),

    // Engines: they meet in Model.
    floor("RoadNetwork", ["Words", "Model", "Geometry", "OSM"]),
    floor("Areas", ["Words", "Model", "Geometry", "GEOS", "PROJ"]),
    floor("Coverage", ["Words", "Model", "Geometry", "GEOS"]),
    floor("Siting", ["Words", "Model", "Geometry", "HiGHS"]),
    floor("Geodata", ["Words", "Model", "Geometry", "GEOS", "PROJ", "OSM", "GDALData", "Files"]),
    floor("DataQuality", ["Words", "Model", "Geometry", "GEOS"]),
    floor("Allocation", ["Words"]),

    // Use.
    floor(
      "Analysis",
      [
        "Words", "Model", "Geometry", "GEOS", "PROJ", "OSM", "RoadNetwork", "Areas", "Coverage", "Siting", "Geodata",
        "DataQuality", "Files", "Workbook", "Yams",
      ]),
    floor(
      "Report",
      [
        "Words", "Model", "Geometry", "GEOS", "PROJ", "Areas", "Coverage", "Siting", "RoadNetwork", "Geodata",
        "Analysis", "Allocation", "HiGHS", "GDALData", "Files", "Workbook",
      ]),
    .target(
      name: "MapServer",
      dependencies: [
        "Words", "Model", "Geometry", "Geodata", "Analysis", "Report",
        .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["Server"])),
        .product(name: "HummingbirdCore", package: "hummingbird", condition: .when(traits: ["Server"])),
        .product(name: "Logging", package: "swift-log", condition: .when(traits: ["Server"])),
        .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Server"])),
      ], exclude: ["Page/Assets"], swiftSettings: strict),

    // Entrance.
    .executableTarget(
      name: "servicecircle",
      dependencies: [
        "Words", "Files", "Model", "Geometry", "GEOS", "PROJ", "OSM", "Areas", "Coverage", "Analysis", "Report",
        "RoadNetwork", "Siting", "Geodata", "Allocation",
        .byName(name: "MapServer", condition: .when(traits: ["Server"])),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(name: "illustrate", dependencies: ["Geometry", "Model", "Geodata"], swiftSettings: strict),

    tests("Geometry", ["Geometry"]),
    tests("Model", ["Model", "Geometry"]),
    tests("Files", ["Files"]),
    tests("GEOS", ["GEOS", "Geometry"]),
    tests("PROJ", ["PROJ", "Geometry"], exclude: ["Independent"]),
    tests("OSM", ["OSM", "Geometry"]),
    tests("HiGHS", ["HiGHS"]),
    tests("GDALData", ["GDALData", "Geometry"]),
    tests("Workbook", ["Workbook", "Words"]),
    tests("RoadNetwork", ["RoadNetwork", "OSM", "Model", "Geometry"], exclude: ["Independent"]),
    tests("Areas", ["Areas", "GEOS", "PROJ", "Model", "Geometry"]),
    tests("Coverage", ["Coverage", "GEOS", "Model", "Geometry"], exclude: ["Independent"]),
    tests("Siting", ["Siting", "Coverage", "Model", "Geometry"]),
    tests("Geodata", ["PROJ", "GEOS", "Geodata", "GDALData", "Model", "Geometry"], exclude: ["Independent"]),
    tests("DataQuality", ["DataQuality", "Model", "Geometry"]),
    tests("Allocation", ["Allocation", "Model"]),
    tests(
      "Analysis",
      [
        "Analysis", "RoadNetwork", "Areas", "Coverage", "Geodata", "OSM", "GEOS", "PROJ", "GDALData", "Model",
        "Geometry",
      ]),
    tests("Report", ["Words", "Report", "Analysis", "Coverage", "Siting", "Geodata", "GDALData", "Model", "Geometry"]),
    tests(
      "MapServer", ["MapServer", "Analysis", "Report", "Coverage", "Geodata", "Model", "Geometry", "Words"],
      exclude: ["Page/drive"]),
    tests("Command", ["servicecircle", "Words", "Yams"], exclude: ["BrokenFiles/table.tsv"]),
    tests("Architecture", []),
  ]
)
