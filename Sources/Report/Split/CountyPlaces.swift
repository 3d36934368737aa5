import GEOS
import Geodata
import Geometry

/// What of a county's folder is drawn: its outline, people, stations and what they serve, sites in build order.
///
/// Layers that the folder does not hold are empty; a county without any place has no map.
struct CountyPlaces: Sendable {
  /// A site of the county's plan with what it serves, empty where no layer tells.
  struct Site: Sendable {
    var rank: Int
    var name: String
    var place: Coordinate
    /// 0 where the folder does not tell.
    var costYuan: Double
    var areas: [Shape]
  }

  /// The analysis area, else the boundary, else the hull of the communities; nil for none. A county that was counted with its
  /// neighbours' stations has a boundary beyond its own.
  private(set) var outline: Shape?
  private(set) var isHull = false
  private(set) var communities: [Shape]
  /// Those in the analysis area, where there is one: others are its neighbours'. nil where the folder has no layer of them.
  private(set) var stations: [Coordinate]?
  /// Served by the stations in operation, by the mode that the layer names first.
  private(set) var today: [Shape]
  /// In build order.
  private(set) var sites: [Site]
  /// Money goes into more than new stations: nobody knows which of them a part of it pays for.
  private let hasActs: Bool

  /// - Throws: ``GeodataError`` for layers that are damaged.
  init(_ folder: ResultFolder) throws(GeodataError) {
    hasActs = folder.table("acts") != nil
    let outlines = try folder.drawn("outlines")
    outline = ["area", "boundary"].compactMap { kind in outlines.first { $0.text("kind") == kind }?.shape }
      .first { !$0.polygons.isEmpty }
    communities = try folder.drawn("communities").compactMap(\.shape).filter { !$0.isEmpty }
    stations =
      folder.missing(of: ["stations"]).isEmpty ? try folder.layer("stations").compactMap(\.shape?.firstCoordinate) : nil
    if let area = outlines.first(where: { $0.text("kind") == "area" })?.shape, let all = stations {
      stations = Self.places(all, in: area)
    }
    let areas = try folder.drawn("service_areas")
    let mode = areas.first?.text("mode")
    let merged = try folder.drawn("service_area_merged").filter { $0.text("stations") == "existing" }
    today = merged.prefix(1).compactMap(\.shape).filter { !$0.polygons.isEmpty }
    var ofSites: [String: [Shape]] = [:]
    for area in areas where area.text("status") == "proposed" && area.text("mode") == mode {
      guard let site = area.text("station"), let shape = area.shape, !shape.polygons.isEmpty else { continue }
      ofSites[site, default: []].append(shape)
    }
    sites = try folder.layer("proposed_sites").enumerated().compactMap { index, record in
      guard let place = record.shape?.firstCoordinate else { return nil }
      let id = record.text("id") ?? ""
      return Site(
        rank: Int(record.number("rank") ?? Double(index + 1)), name: record.text("name") ?? id, place: place,
        costYuan: record.number("cost_yuan") ?? 0, areas: ofSites[id] ?? [])
    }.sorted { $0.rank < $1.rank }
    if outline == nil {
      var places: [Coordinate] = []
      for community in communities { community.forEachCoordinate { places.append($0) } }
      outline = convexHull(places).map { .polygon(Polygon(outer: $0)) }
      isHull = outline != nil
    }
  }

  /// Places in an area, on its border, too; all where GEOS cannot use it.
  private static func places(_ places: [Coordinate], in area: Shape) -> [Coordinate] {
    guard let isInside = try? PreparedGeometry(area.repaired().shape).intersects(places) else { return places }
    return zip(places, isInside).filter(\.1).map(\.0)
  }

  /// The first sites of the build order that so many stations, or so much money, pay for; none where money is spent on
  /// upgrades and longer hours, too.
  func first(_ amount: Double, _ unit: SplitUnit) -> [Site] {
    guard unit == .yuan else { return Array(sites.prefix(Int(amount))) }
    guard !hasActs else { return [] }
    var left = amount + 0.005
    return Array(
      sites.prefix { site in
        left -= site.costYuan
        return left >= 0
      })
  }

  /// Everything that has a place; empty for none.
  var extent: Box {
    if let outline { return outline.box }
    var box = Box()
    for community in communities { box.add(community.box) }
    for station in stations ?? [] { box.add(station) }
    for site in sites { box.add(site.place) }
    return box
  }
}
