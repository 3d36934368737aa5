import Coverage
import GEOS
import Geodata
import Geometry
import Model
import Words

/// What `inputs.population` holds, until it is known where the communities are.
enum PopulationInput: Sendable {
  case raster(PopulationRaster)
  case places([PopulationPlace], PopulationUnit)

  /// The whole of it, as the outline of a district that has none.
  fileprivate var outline: Shape {
    switch self {
    case .raster(let raster): return raster.outline
    case .places(let places, _):
      // A place on the border counts, and a single one needs some ground.
      let box = Box(places.map(\.position)).expanded(byMeters: 50)
      let corners = [(box.minX, box.minY), (box.maxX, box.minY), (box.maxX, box.maxY), (box.minX, box.maxY)]
      return .polygon(Polygon(outer: corners.map { Coordinate(x: $0.0, y: $0.1) }))
    }
  }

  /// By community.
  fileprivate func population(
    of communities: [Community], isDemand: Bool
  ) throws(GeodataError) -> Population {
    switch self {
    case .places(let places, let unit):
      return Population(.places(places), unit, isDemand: isDemand)
    case .raster(let raster):
      // The quality gate has told of an outline that cannot be repaired.
      let shapes = communities.map { (try? $0.shape.repaired().shape) ?? .collection([]) }
      let outlines = try raster.outlines(shapes)
      return Population(
        .cells(
          raster.grid,
          outlines: Dictionary(zip(communities.map(\.id), outlines), uniquingKeysWith: { first, _ in first })),
        .people, isDemand: isDemand)
    }
  }
}

extension AnalysisInputs {
  /// For what the window of a raster is read: communities, else the area, else the boundary.
  func populationShapes(areCommunitiesGiven: Bool) -> [Shape] {
    areCommunitiesGiven
      ? communities.map(\.shape).filter { !$0.polygons.isEmpty } : [area ?? boundary].compactMap(\.self)
  }

  /// Says where in the communities people live; without communities the district itself becomes one, with all who live in
  /// its area.
  ///
  /// - Throws: ``GeodataError`` `empty` when the file has nobody in the area of such a district.
  mutating func take(_ input: PopulationInput, _ file: AnalysisFile, _ source: LayerSource) throws(GeodataError) {
    guard file.layers[.communities] == nil else {
      let population = try input.population(of: communities, isDemand: false)
      if residentsByPopulation { try takeResidents(from: population, source) }
      self.population = population
      return
    }
    let whole = area ?? boundary ?? input.outline
    var district = Community(
      id: CommunityID(rawValue: LayerRole.population.rawValue),
      name: file.title.text(in: file.language.alone), residents: 0,
      shape: whole)
    let population = try input.population(of: [district], isDemand: true)
    do throws(GEOSError) {
      var counted: Set<Int> = []
      district.residents = try population.people(in: district, counted: &counted)
    } catch {
      throw GeodataError(
        .invalidGeometry,
        Bilingual(
          "主城区范围的边界无法使用：\(error.words.chinese)。请在地理信息软件中修复。",
          "the outline of the district cannot be used: \(error.message). Repair it in the GIS."),
        at: .init(file: source.shownPath, layer: source.role), underlying: error)
    }
    guard district.residents > 0 else {
      throw GeodataError(
        .empty,
        Bilingual(
          "按此文件，范围内无人居住。请使用覆盖本区的人口数据，或更正范围。",
          "nobody lives in the area by this file. Give the population of the district, or correct the area."),
        at: .init(file: source.shownPath, layer: source.role))
    }
    communities = [district]
    self.population = population
  }
}

// MARK: Residents by the population

extension Layer {
  /// Whether the analysis file asks for the residents of communities by the population: `weight: population`, where no
  /// column is called so.
  var asksForPopulation: Bool {
    source.mapping[.weight] == LayerRole.population.rawValue
      && !columns.names.contains(LayerRole.population.rawValue)
  }

  /// The same with a weight for each record, until the population is read.
  func withoutWeights() -> Layer {
    var copy = self
    copy.source.mapping.named[FieldRole.weight.rawValue] = "1"
    return copy
  }
}

extension AnalysisInputs {
  /// A community that is no polygon has nobody, which the quality gate tells.
  fileprivate mutating func takeResidents(
    from population: Population, _ source: LayerSource
  ) throws(GeodataError) {
    guard population.unit == .people else {
      throw GeodataError(
        .missingField,
        Bilingual(
          "社区的居民数取自该文件，而没有注明人数所在的字段。请在inputs.population下用weight写明。",
          "the communities take their residents from it, and nothing says how many people there are. Name the field with "
            + "the people under inputs.population as `weight`."), at: .init(file: source.shownPath, layer: source.role))
    }
    var counted: Set<Int> = []
    for index in communities.indices {
      // The quality gate stops at an outline that cannot be repaired.
      communities[index].residents = (try? population.people(in: communities[index], counted: &counted)) ?? 0
    }
  }
}
