import Model

extension RoadGraph {
  /// Bytes of all columns, each once; the index for snapping, made at its first use, comes on top.
  public var byteCount: Int { columns.reduce(0) { $0 + $1.byteCount } }

  /// Every column once, always in the same order.
  var columns: [KeptColumn] {
    var columns: [KeptColumn] = [
      KeptColumn(nodeLongitudes), KeptColumn(nodeLatitudes), KeptColumn(nodeComponents), KeptColumn(streetFrom),
      KeptColumn(streetTo), KeptColumn(streetCosts), KeptColumn(streetTraits), KeptColumn(innerStarts),
      KeptColumn(innerPlaces.steps), KeptColumn(innerPlaces.anchors), KeptColumn(innerPlaces.farIndices),
      KeptColumn(innerPlaces.farPlaces), KeptColumn(innerOffsets), KeptColumn(pieceTraits), KeptColumn(oneWayParts),
      KeptColumn(streetEnds.arriveFrom), KeptColumn(streetEnds.arriveTo), KeptColumn(streetEnds.leaveFrom),
      KeptColumn(streetEnds.leaveTo), KeptColumn(streetEnds.junctions), KeptColumn(streetEnds.starts),
    ]
    for table in sharesArcs ? [outward] : [outward, inward] {
      columns += [KeptColumn(table.starts), KeptColumn(table.heads), KeptColumn(table.streets)]
    }
    if hasSlopes { columns += [KeptColumn(streetCostsBack), KeptColumn(innerOffsetsBack)] }
    columns += [KeptColumn(sourceNodes.ids), KeptColumn(sourceNodes.streets), KeptColumn(sourceNodes.vertices)]
    return columns
  }

  /// The graph over columns in the order of ``columns``.
  ///
  /// - Returns: nil when the columns do not fit one another.
  init?(_ values: GraphDescription, columns: inout ColumnSource) {
    mode = values.mode
    impedance = values.impedance
    notes = values.notes
    accessCostPerMeter = values.accessCostPerMeter
    classNames = values.classNames
    componentLengths = values.componentLengths
    meanArcCost = values.meanArcCost
    largestArcCost = values.largestArcCost
    extent = values.extent
    hasOneSpeed = values.hasOneSpeed
    nodeLongitudes = columns.next()
    nodeLatitudes = columns.next()
    nodeComponents = columns.next()
    streetFrom = columns.next()
    streetTo = columns.next()
    streetCosts = columns.next()
    streetTraits = columns.next()
    innerStarts = columns.next()
    innerPlaces = PackedCoordinates(
      steps: columns.next(), anchors: columns.next(), farIndices: columns.next(), farPlaces: columns.next())
    innerOffsets = columns.next()
    pieceTraits = columns.next()
    oneWayParts = columns.next()
    streetEnds = StreetEnds(
      arriveFrom: columns.next(), arriveTo: columns.next(), leaveFrom: columns.next(), leaveTo: columns.next(),
      junctions: columns.next(), starts: columns.next())
    outward = ArcTable(starts: columns.next(), heads: columns.next(), streets: columns.next())
    inward =
      values.sharesArcs
      ? outward : ArcTable(starts: columns.next(), heads: columns.next(), streets: columns.next())
    streetCostsBack = values.hasSlopes ? columns.next() : streetCosts
    innerOffsetsBack = values.hasSlopes ? columns.next() : innerOffsets
    sourceNodes = SourceNodes(ids: columns.next(), streets: columns.next(), vertices: columns.next())
    guard columns.isExhausted, isConsistent else { return nil }
  }

  /// Whether every number that is used as an index points into its column.
  private var isConsistent: Bool {
    func rises(_ starts: Column<Int32>, to end: Int, count: Int) -> Bool {
      starts.count == count + 1 && starts[0] == 0 && starts[count] == end
        && zip(starts, starts.dropFirst()).allSatisfy { $0 <= $1 }
    }
    func points(_ column: Column<Int32>, below end: Int) -> Bool { column.allSatisfy { $0 >= 0 && $0 < end } }
    let ends = [streetEnds.arriveFrom, streetEnds.arriveTo, streetEnds.leaveFrom, streetEnds.leaveTo]
    guard streetCount > 0, nodeCount > 0, nodeLatitudes.count == nodeCount, nodeComponents.count == nodeCount,
      points(nodeComponents, below: componentCount), streetTo.count == streetCount, streetCosts.count == streetCount,
      streetCostsBack.count == streetCount, streetTraits.count == streetCount,
      points(streetFrom, below: nodeCount), points(streetTo, below: nodeCount),
      streetTraits.allSatisfy({ Int($0 >> 2) < classNames.count }),
      rises(innerStarts, to: innerPlaces.count, count: streetCount), innerOffsets.count == innerPlaces.count,
      innerOffsetsBack.count == innerPlaces.count, innerPlaces.isConsistent,
      pieceTraits.isEmpty || pieceTraits.count == pieceCount,
      oneWayParts.isEmpty || oneWayParts.count == streetCount,
      streetEnds.starts.count == 3 * streetEnds.junctions.count + 1, streetEnds.starts[0] == nodeCount,
      zip(streetEnds.starts, streetEnds.starts.dropFirst()).allSatisfy({ $0 <= $1 }),
      ends.allSatisfy({ $0.count == (streetEnds.isEmpty ? 0 : streetCount) && points($0, below: searchNodeCount) }),
      points(streetEnds.junctions, below: nodeCount)
    else { return false }
    guard sourceNodes.streets.count == sourceNodes.ids.count, sourceNodes.vertices.count == sourceNodes.ids.count,
      points(sourceNodes.streets, below: streetCount),
      zip(sourceNodes.streets, sourceNodes.vertices).allSatisfy({ $1 >= 0 && Int($1) < vertexCount(Int($0)) })
    else { return false }
    return [outward, inward].allSatisfy { table in
      rises(table.starts, to: table.heads.count, count: searchNodeCount)
        && table.streets.count == table.heads.count
        && table.streets.allSatisfy { $0 >= ArcTable.turn && $0 < streetCount }
        && table.heads.allSatisfy { $0.head >= 0 && $0.head < searchNodeCount && $0.cost <= largestArcCost }
    }
  }

  /// Whether a search runs over the same arcs in both directions.
  var sharesArcs: Bool { outward.heads.isSame(as: inward.heads) }
}

extension KeptColumn {
  init<Element>(_ column: Column<Element>) {
    self.init(byteCount: column.byteCount) { body in column.withBytes { body($0.bytes) } }
  }
}
