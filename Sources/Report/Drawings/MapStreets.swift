import Geometry
import RoadNetwork

/// The streets beneath the map, by how much they matter to a reader's orientation.
struct MapStreets {
  enum Tier: Int, CaseIterable {
    case main, street, path

    init(_ streetClass: String) {
      let word = streetClass.hasSuffix("_link") ? String(streetClass.dropLast("_link".count)) : streetClass
      switch word {
      case "motorway", "trunk", "primary", "secondary": self = .main
      case "tertiary", "unclassified", "residential", "living_street", "pedestrian", "road", "": self = .street
      default: self = .path
      }
    }
  }

  /// More vertices than this make the file heavy without showing more: whole tiers are then left out, small ways first.
  static let vertexLimit = 150_000

  private(set) var paths: [(tier: Tier, path: PathText)] = []
  /// True when small ways are not drawn.
  private(set) var isThinned = false

  init(_ graph: RoadGraph, _ frame: MapFrame) {
    var drawn = Tier.allCases.map { _ in PathText() }
    graph.forEachStreet { street in
      frame.append(street.coordinates, tolerance: frame.tolerance, to: &drawn[Tier(street.streetClass).rawValue])
    }
    var total = 0
    for tier in Tier.allCases {
      total += drawn[tier.rawValue].vertexCount
      if tier != .main, total > Self.vertexLimit {
        isThinned = true
        break
      }
      paths.append((tier, drawn[tier.rawValue]))
    }
  }

  /// Small ways first, so that main streets lie on top.
  var layers: HTML {
    paths.reversed().filter { !$0.path.isEmpty }.map { tier, path in
      let (color, width): (HTML, Int) =
        switch tier {
        case .main: ("#a9b0b6", 22)
        case .street: ("#c3c9ce", 12)
        case .path: ("#dce0e3", 8)
        }
      return """
        <path fill="none" stroke="\(color)" stroke-width="\(width)" stroke-linecap="round" stroke-linejoin="round" d="\(path.html)"/>

        """ as HTML
    }.joined()
  }
}
