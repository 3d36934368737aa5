import Geodata
import Model
import RoadNetwork
import Words

extension Roads {
  /// The same where nobody else says of which file a mistake is told.
  consuming func graph(
    _ rules: ModeRules, _ impedance: Impedance, _ ground: Ground, of source: LayerSource
  ) throws(GeodataError) -> RoadGraph {
    let context = GeodataError.Context(file: source.shownPath, layer: source.role)
    if isWithoutLine {
      throw GeodataError(
        .badValue, Bilingual("文件中没有线，而道路应绘制为线。请检查文件。", "there is no line in it. Roads are drawn as lines."), at: context
      )
    }
    do throws(RoadNetworkError) {
      return try (consume self).graph(rules, impedance, ground)
    } catch {
      throw GeodataError(.badValue, error.told, at: context, underlying: error)
    }
  }

  private var isWithoutLine: Bool {
    guard case .lines(let streets) = self else { return false }
    return !streets.layer.records.contains { $0.shape?.lines.isEmpty == false }
  }
}

/// The streets of an analysis: one graph for each mode in use, and what lies on the ground beside them.
public struct StreetNetworks: Sendable {
  package var ground = Ground()
  /// The streets along which people live: those open to walkers; nil without roads.
  package var graph: RoadGraph?
  /// The graph of each mode in use; empty in the circle measure.
  var networks: [ModeNetwork] = []
  /// What the graphs were built from, to build them under another definition.
  var roads: Roads?

  package init() {}

  /// From graphs made before, one for each mode in use; people live along that of walkers, else along the first.
  public init(_ graphs: [RoadGraph]) { self.init(graphs, ground: Ground()) }

  /// The same with what lies beside the streets.
  package init(_ graphs: [RoadGraph], ground: Ground) {
    self.ground = ground
    networks = graphs.map { ModeNetwork(mode: $0.mode, graph: $0) }
    graph = graphs.first { $0.mode == .walk } ?? graphs.first
  }
}

/// The streets of one mode.
struct ModeNetwork: Sendable {
  var mode: TravelMode
  var graph: RoadGraph
}

extension StreetNetworks {
  /// Builds the graph of each mode in use, once, and finds the streets along which people live.
  ///
  /// - Parameter modes: in use.
  mutating func build(
    _ roads: Roads, _ source: LayerSource, _ file: AnalysisFile, modes: [TravelMode]
  ) throws(GeodataError) {
    if file.circle.measure == .network {
      for mode in modes { networks.append(try network(roads, source, file, mode)) }
    }
    graph = networks.first { $0.mode == .walk }?.graph
    guard graph == nil else { return }
    // People live along streets where one can walk; only where there are none, along what others use.
    do throws(GeodataError) {
      graph = try network(roads, source, file, .walk).graph
    } catch {
      let others = modes.filter { $0 != .walk }
      graph = networks.first?.graph
      if graph == nil, let other = others.first { graph = try network(roads, source, file, other).graph }
      guard graph != nil else { throw error }
    }
  }

  /// Builds a network; what is wrong with the roads is told with their file.
  private func network(
    _ roads: Roads, _ source: LayerSource, _ file: AnalysisFile, _ mode: TravelMode
  ) throws(GeodataError) -> ModeNetwork {
    do throws(RoadNetworkError) {
      return try roads.network(of: mode, file.circle, file.modes, ground)
    } catch {
      throw GeodataError(
        .badValue, error.told, at: .init(file: source.path, layer: source.role), underlying: error)
    }
  }

  /// The networks of modes under a definition; those that stand already are used again.
  func networks(
    of modes: [TravelMode], _ circle: CircleDefinition, _ tables: ModeTables
  ) throws(RoadNetworkError) -> [ModeNetwork] {
    guard circle.measure == .network, let roads else { return [] }
    var result: [ModeNetwork] = []
    for mode in modes {
      let impedance = Impedance(circle.cutoff, circle.speed(of: mode))
      if let standing = networks.first(where: { $0.mode == mode && $0.graph.impedance == impedance }) {
        result.append(standing)
      } else {
        result.append(try roads.network(of: mode, circle, tables, ground))
      }
    }
    return result
  }
}

extension Roads {
  func network(
    of mode: TravelMode, _ circle: CircleDefinition, _ tables: ModeTables, _ ground: Ground
  ) throws(RoadNetworkError) -> ModeNetwork {
    guard let rules = tables[mode] else {
      preconditionFailure("the analysis file's check lets no unknown mode pass: \(mode.rawValue)")
    }
    return ModeNetwork(mode: mode, graph: try graph(rules, Impedance(circle.cutoff, circle.speed(of: mode)), ground))
  }
}
