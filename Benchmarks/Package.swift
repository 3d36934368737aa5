// swift-tools-version: 6.2

import PackageDescription

/// What the races need beside the program itself; never part of `make test`.
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "ServiceCircle", path: "..")],
  targets: [
    .executableTarget(
      name: "reach-kernel", dependencies: [.product(name: "ServiceCircle", package: "ServiceCircle")],
      path: "kernel", exclude: ["heap.cpp"], swiftSettings: [.treatAllWarnings(as: .error)]),
    .executableTarget(
      name: "grown-graph", dependencies: [.product(name: "ServiceCircle", package: "ServiceCircle")],
      path: "grown", swiftSettings: [.treatAllWarnings(as: .error)]),
    .executableTarget(
      name: "what-if", dependencies: [.product(name: "ServiceCircle", package: "ServiceCircle")],
      path: "whatif", swiftSettings: [.treatAllWarnings(as: .error)]),
    // What a caller from outside sees, compiled and never run.
    .target(
      name: "library-example", dependencies: [.product(name: "ServiceCircle", package: "ServiceCircle")],
      path: "library", swiftSettings: [.treatAllWarnings(as: .error)]),
  ]
)
