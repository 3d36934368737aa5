import Geodata
import Model
import RoadNetwork

extension Roads {
  /// The same where nobody else says of which file a mistake is told.
  func graph(
    _ rules: ModeRules, _ impedance: Impedance, _ ground: Ground, of source: LayerSource
  ) throws(GeodataError) -> RoadGraph {
    let context = GeodataError.Context(file: source.shownPath, layer: source.role)
    if case .lines(let streets) = self, !streets.layer.records.contains(where: { $0.shape?.lines.isEmpty == false }) {
      throw GeodataError(.badValue, "there is no line in it. Roads are drawn as lines.", at: context)
    }
    do throws(RoadNetworkError) {
      return try graph(rules, impedance, ground)
    } catch {
      throw GeodataError(.badValue, error.description, at: context, underlying: error)
    }
  }
}

/// The streets of one mode.
struct ModeNetwork: Sendable {
  var mode: TravelMode
  var graph: RoadGraph
}

extension AnalysisInputs {
  /// The modes by which some demand of the layers moves, in the order of the choice; that of communities when there is
  /// no demand at all.
  func modes(of choice: ModeChoice) -> [TravelMode] {
    var used: Set<TravelMode> = []
    if !communities.isEmpty { used.insert(choice.communities) }
    for group in workers { used.insert(choice.mode(ofTrade: group.trade)) }
    for route in routes { used.insert(choice.mode(ofRoute: route.trade)) }
    return used.isEmpty ? [choice.communities] : choice.all.filter(used.contains)
  }

  /// How the owner of a demand point moves.
  func mode(of kind: DemandKind, owner: Int, _ choice: ModeChoice) -> TravelMode {
    switch kind {
    case .communities: choice.communities
    case .workers: choice.mode(ofTrade: workers[owner].trade)
    case .routes: choice.mode(ofRoute: routes[owner].trade)
    }
  }

  /// Builds the graph of each mode in use, once, and finds the streets along which people live.
  mutating func buildNetworks(_ roads: Roads, _ source: LayerSource, _ file: AnalysisFile) throws(GeodataError) {
    let modes = modes(of: file.circle.modes)
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
        .badValue, error.description, at: .init(file: source.path, layer: source.role), underlying: error)
    }
  }

  /// The networks of modes under a definition; those that stand already are used again.
  func networks(
    _ modes: [TravelMode], _ circle: CircleDefinition, _ tables: ModeTables
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

  /// Trades of `circle.modes` that no firm or route has: most likely slips of the pen.
  func tradeFindings(_ choice: ModeChoice) -> [QualityFinding] {
    Self.tradeFindings(choice.trades, of: workers.map(\.trade), .workers, "firm")
      + Self.tradeFindings(choice.routeTrades, of: routes.map(\.trade), .routes, "route")
  }

  private static func tradeFindings(
    _ named: [String: TravelMode], of records: [String], _ role: LayerRole, _ noun: String
  ) -> [QualityFinding] {
    guard !records.isEmpty else { return [] }
    let trades = Set(records).sorted()
    return named.keys.sorted().filter { !trades.contains($0) }.map { trade in
      let nearest = trades.filter { !$0.isEmpty }
      return QualityFinding(
        .warning, .unknownTrade, layer: role.rawValue, field: "group", value: trade,
        message: "circle.modes names a trade that no \(noun) has",
        fix: nearest.isEmpty
          ? "name the field with the trade under inputs.\(role.rawValue) as `group`"
          : (nearWord(to: trade, among: nearest).map { "did you mean “\($0)”? " } ?? "")
            + "the \(noun)s have \(nearest.joined(separator: ", "))"
      )
    }
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
