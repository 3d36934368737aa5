// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// Map matching against known routes. It stands apart and links to the sources of the program, since matching is not
/// public.
let package = Package(
  name: "tracks",
  targets: [
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "Geometry", swiftSettings: strict),
    .target(name: "Model", dependencies: ["Geometry"], swiftSettings: strict),
    .target(name: "OSM", dependencies: ["CZlib", "Geometry"], swiftSettings: strict),
    .target(name: "RoadNetwork", dependencies: ["Model", "Geometry", "OSM"], swiftSettings: strict),
    .executableTarget(
      name: "match-tracks", dependencies: ["RoadNetwork", "OSM", "Model", "Geometry"], swiftSettings: strict),
  ]
)
