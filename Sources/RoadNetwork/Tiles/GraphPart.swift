import Geometry
import Model

extension RoadGraph {
  /// Some of the streets with their junctions, as a graph of its own in which a way costs what it costs here.
  ///
  /// Streets, junctions and the nodes made for turns keep their order, and what only the whole network can say of them:
  /// components and their lengths, one-way parts. A way that needs a street left out is not there.
  /// - Parameter isKept: by street; true for one at least.
  /// - Returns: the graph, and for each street of this one its number there, -1 for those left out.
  /// - Complexity: O(streets + arcs).
  package func part(_ isKept: [Bool]) -> (graph: RoadGraph, numbers: [Int32]) {
    precondition(isKept.count == streetCount && isKept.contains(true), "a flag for each street, one of them true")
    let streets = isKept.indices.filter { isKept[$0] }
    let street = Self.numbers(streets, among: streetCount)
    let (nodes, starts) = searchNodes(of: streets)
    let junctions = Array(nodes.prefix(Int(starts[0])))
    let node = Self.numbers(nodes, among: searchNodeCount)
    let places = innerPlaces(of: streets)
    let pieces = streets.flatMap { firstPiece(of: $0)..<(firstPiece(of: $0) + vertexCount($0) - 1) }
    let inner = streets.flatMap { self.inner(of: $0) }
    func renumbered(_ ends: Column<Int32>) -> Column<Int32> {
      ends.isEmpty ? ends : Column(streets.map { node[Int(ends[$0])] })
    }
    func picked<Element>(_ column: Column<Element>, _ numbers: [Int]) -> Column<Element> {
      column.isEmpty ? column : Column(numbers.map { column[$0] })
    }
    let costs = picked(streetCosts, streets)
    let offsets = picked(innerOffsets, inner)
    let outward = arcs(of: self.outward, nodes, node, street)
    let from = renumbered(streetFrom)
    let to = renumbered(streetTo)
    let ruled = starts.count > 1 ? streetEnds : StreetEnds.none
    var extent = Box()
    for junction in junctions { extent.add(Coordinate(e7: nodeLongitudes[junction], nodeLatitudes[junction])) }
    for place in places { extent.add(place.position) }
    let graph = RoadGraph(
      impedance: impedance, mode: mode, notes: notes, accessCostPerMeter: accessCostPerMeter,
      nodeLongitudes: picked(nodeLongitudes, junctions), nodeLatitudes: picked(nodeLatitudes, junctions),
      nodeComponents: picked(nodeComponents, junctions), componentLengths: componentLengths,
      streetFrom: from, streetTo: to, streetCosts: costs,
      streetCostsBack: hasSlopes ? picked(streetCostsBack, streets) : costs,
      streetTraits: picked(streetTraits, streets), classNames: classNames,
      innerStarts: Column(streets.reduce(into: [0]) { $0.append($0.last! + Int32(self.inner(of: $1).count)) }),
      innerPlaces: PackedCoordinates(places), innerOffsets: offsets,
      innerOffsetsBack: hasSlopes ? picked(innerOffsetsBack, inner) : offsets,
      pieceTraits: picked(pieceTraits, pieces), oneWayParts: picked(oneWayParts, streets),
      streetEnds: StreetEnds(
        arriveFrom: renumbered(ruled.arriveFrom), arriveTo: renumbered(ruled.arriveTo),
        leaveFrom: renumbered(ruled.leaveFrom), leaveTo: renumbered(ruled.leaveTo),
        junctions: Column(ruled.junctions.compactMap { node[Int($0)] < 0 ? nil : node[Int($0)] }),
        starts: Column(starts)),
      outward: outward, inward: sharesArcs ? outward : arcs(of: self.inward, nodes, node, street),
      hasOneSpeed: hasOneSpeed, sourceNodes: .none, extent: extent, meanArcCost: meanArcCost,
      largestArcCost: largestArcCost)
    return (graph, street)
  }

  private static func numbers(_ kept: [Int], among count: Int) -> [Int32] {
    var numbers = [Int32](repeating: -1, count: count)
    for (number, index) in kept.enumerated() { numbers[index] = Int32(number) }
    return numbers
  }

  /// The nodes of the search at the ends of some streets, rising, and where those of each ruled junction among them start,
  /// as in ``StreetEnds/starts``.
  private func searchNodes(of streets: [Int]) -> (nodes: [Int], starts: [Int32]) {
    var isEnd = [Bool](repeating: false, count: nodeCount)
    for street in streets {
      isEnd[Int(streetFrom[street])] = true
      isEnd[Int(streetTo[street])] = true
    }
    var nodes = isEnd.indices.filter { isEnd[$0] }
    var starts = [Int32(nodes.count)]
    for (index, junction) in streetEnds.junctions.enumerated() where isEnd[Int(junction)] {
      for stretch in (3 * index)..<(3 * index + 3) {
        nodes += (streetEnds.starts[stretch]..<streetEnds.starts[stretch + 1]).map { Int($0) }
        starts.append(Int32(nodes.count))
      }
    }
    return (nodes, starts)
  }

  private func innerPlaces(of streets: [Int]) -> [PackedCoordinates.Place] {
    var reader = PackedCoordinates.Reader(innerPlaces)
    var places: [PackedCoordinates.Place] = []
    var read = 0
    for street in streets {
      let inner = inner(of: street)
      while read < inner.lowerBound {
        _ = reader.next()
        read += 1
      }
      for _ in inner { places.append(reader.next()) }
      read = inner.upperBound
    }
    return places
  }

  /// The arcs between kept nodes that belong to a kept street or to a turn.
  private func arcs(of table: ArcTable, _ nodes: [Int], _ node: [Int32], _ street: [Int32]) -> ArcTable {
    var starts: [Int32] = [0]
    var heads: [ArcTable.Arc] = []
    var streets: [Int32] = []
    for kept in nodes {
      for arc in Int(table.starts[kept])..<Int(table.starts[kept + 1]) {
        let (head, of) = (node[Int(table.heads[arc].head)], table.streets[arc])
        let number = of == ArcTable.turn ? of : street[Int(of)]
        guard head >= 0, of == ArcTable.turn || number >= 0 else { continue }
        heads.append(ArcTable.Arc(head: head, cost: table.heads[arc].cost))
        streets.append(number)
      }
      starts.append(Int32(heads.count))
    }
    return ArcTable(starts: Column(starts), heads: Column(heads), streets: Column(streets))
  }
}

extension StreetEnds {
  /// Where no junction has rules.
  fileprivate static let none = StreetEnds(
    arriveFrom: Column([]), arriveTo: Column([]), leaveFrom: Column([]), leaveTo: Column([]), junctions: Column([]),
    starts: Column([0]))
}
