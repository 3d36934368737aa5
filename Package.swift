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
      targets: ["Geometry", "Model", "OSM", "RoadNetwork", "Areas", "Coverage", "Siting", "Analysis", "Report"]),
    .executable(name: "servicecircle", targets: ["servicecircle"]),
  ],
  traits: [
    .trait(name: "HiGHS", description: "A general exact solver beside our own. Needs HiGHS: `make setup-full`."),
    .trait(name: "GDAL", description: "Every other file format and databases. Needs GDAL: `make setup-full`."),
    .trait(name: "Full", description: "Everything.", enabledTraits: ["HiGHS", "GDAL"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // C doors.
    .systemLibrary(name: "CGEOS", providers: [.apt(["libgeos-dev"])]),
    .systemLibrary(name: "CPROJ", providers: [.apt(["libproj-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CHiGHS", pkgConfig: "highs"),
    .systemLibrary(name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),

    // Ground: nouns and safe wrappers.
    floor("Geometry"),
    floor("Model", ["Geometry"]),
    floor("Files"),
    floor("GEOS", ["CGEOS", "Geometry"]),
    floor("PROJ", ["CPROJ", "Geometry"]),
    floor("OSM", ["CZlib", "Geometry"]),
    floor("HiGHS", [.byName(name: "CHiGHS", condition: .when(traits: ["HiGHS"]))]),
    floor("GDALData", ["Geometry", .byName(name: "CGDAL", condition: .when(traits: ["GDAL"]))]),

    // Engines: they meet in Model.
    floor("RoadNetwork", ["Model", "Geometry", "OSM"]),
    floor("Areas", ["Model", "Geometry", "GEOS", "PROJ"]),
    floor("Coverage", ["Model", "Geometry", "GEOS"]),
    floor("Siting", ["Model", "Geometry", "HiGHS"]),
    floor("Geodata", ["Model", "Geometry", "GEOS", "PROJ", "OSM", "GDALData", "Files"]),
    floor("DataQuality", ["Model", "Geometry", "GEOS"]),

    // Use.
    floor(
      "Analysis",
      [
        "Model", "Geometry", "GEOS", "PROJ", "OSM", "RoadNetwork", "Areas", "Coverage", "Siting", "Geodata",
        "DataQuality", "Files", "Yams",
      ]),
    floor(
      "Report",
      [
        "Model", "Geometry", "GEOS", "PROJ", "Areas", "Coverage", "Siting", "RoadNetwork", "Geodata", "Analysis",
        "HiGHS", "GDALData", "Files",
      ]),

    // Entrance.
    .executableTarget(
      name: "servicecircle",
      dependencies: [
        "Files", "Model", "Geometry", "GEOS", "PROJ", "OSM", "Areas", "Coverage", "Analysis", "Report", "RoadNetwork",
        "Siting", "Geodata",
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
    tests("RoadNetwork", ["RoadNetwork", "OSM", "Model", "Geometry"], exclude: ["Independent"]),
    tests("Areas", ["Areas", "GEOS", "PROJ", "Model", "Geometry"]),
    tests("Coverage", ["Coverage", "GEOS", "Model", "Geometry"], exclude: ["Independent"]),
    tests("Siting", ["Siting", "Coverage", "Model", "Geometry"]),
    tests("Geodata", ["PROJ", "GEOS", "Geodata", "GDALData", "Model", "Geometry"], exclude: ["Independent"]),
    tests("DataQuality", ["DataQuality", "Model", "Geometry"]),
    tests(
      "Analysis",
      [
        "Analysis", "RoadNetwork", "Areas", "Coverage", "Geodata", "OSM", "GEOS", "PROJ", "GDALData", "Model",
        "Geometry",
      ]),
    tests("Report", ["Report", "Analysis", "Coverage", "Siting", "Geodata", "GDALData", "Model", "Geometry"]),
    tests("Command", ["Yams"], exclude: ["BrokenFiles/table.tsv"]),
    tests("Architecture", []),
  ]
)
