import Geometry
import Model

/// What a graph is beside its columns.
struct GraphDescription {
  var mode: TravelMode
  var impedance: Impedance
  var accessCostPerMeter: Double
  var meanArcCost: UInt32
  var largestArcCost: UInt32
  var classNames: [String]
  var componentLengths: [Meters]
  var notes: BuildNotes
  var extent: Box
  var sharesArcs: Bool
  var hasSlopes: Bool
  var hasOneSpeed: Bool

  init(_ graph: RoadGraph) {
    mode = graph.mode
    impedance = graph.impedance
    accessCostPerMeter = graph.accessCostPerMeter
    meanArcCost = graph.meanArcCost
    largestArcCost = graph.largestArcCost
    classNames = graph.classNames
    componentLengths = graph.componentLengths
    notes = graph.notes
    extent = graph.extent
    sharesArcs = graph.sharesArcs
    hasSlopes = graph.hasSlopes
    hasOneSpeed = graph.hasOneSpeed
  }

  func write(to writer: inout GraphDescriptionWriter) {
    writer.add(mode.rawValue)
    // No speed is 0: a graph of distances.
    if case .time(let speed) = impedance { writer.add(speed.value) } else { writer.add(0.0) }
    writer.add(accessCostPerMeter)
    writer.add(Int(meanArcCost))
    writer.add(Int(largestArcCost))
    writer.add(classNames.count)
    for name in classNames { writer.add(name) }
    writer.add(componentLengths.count)
    for length in componentLengths { writer.add(length.value) }
    let entries = notes.entries.sorted { $0.key.rawValue < $1.key.rawValue }
    writer.add(entries.count)
    for (reason, entry) in entries {
      writer.add(reason.rawValue)
      writer.add(entry.count)
      writer.add(UInt64(bitPattern: entry.firstRecord))
    }
    for side in [extent.minX, extent.minY, extent.maxX, extent.maxY] { writer.add(side) }
    writer.add(sharesArcs ? 1 : 0)
    writer.add(hasSlopes ? 1 : 0)
    writer.add(hasOneSpeed ? 1 : 0)
  }

  /// Nil when it is cut short or says what cannot be.
  init?(from reader: inout GraphDescriptionReader) {
    guard let mode = reader.text(), let speed = reader.real(), let access = reader.real(),
      let mean = reader.count().flatMap(UInt32.init(exactly:)),
      let largest = reader.count().flatMap(UInt32.init(exactly:)), speed >= 0, access >= 0,
      let classCount = reader.count()
    else { return nil }
    self.mode = TravelMode(rawValue: mode)
    impedance = speed == 0 ? .distance : .time(KilometersPerHour(speed))
    accessCostPerMeter = access
    meanArcCost = mean
    largestArcCost = largest
    classNames = []
    for _ in 0..<classCount {
      guard let name = reader.text() else { return nil }
      classNames.append(name)
    }
    guard let componentCount = reader.count() else { return nil }
    componentLengths = []
    for _ in 0..<componentCount {
      guard let length = reader.real() else { return nil }
      componentLengths.append(Meters(length))
    }
    guard let noteCount = reader.count() else { return nil }
    notes = BuildNotes()
    for _ in 0..<noteCount {
      guard let reason = reader.text().flatMap(BuildNotes.Reason.init(rawValue:)), let count = reader.count(),
        let record = reader.number()
      else { return nil }
      notes.add(reason, record: Int64(bitPattern: record), count: count)
    }
    guard let west = reader.real(), let south = reader.real(), let east = reader.real(), let north = reader.real(),
      [west, south, east, north].allSatisfy({ abs($0) <= 360 })
    else { return nil }
    extent = Box(minX: west, minY: south, maxX: east, maxY: north)
    guard let sharesArcs = reader.count(), let hasSlopes = reader.count(), let hasOneSpeed = reader.count() else {
      return nil
    }
    self.sharesArcs = sharesArcs == 1
    self.hasSlopes = hasSlopes == 1
    self.hasOneSpeed = hasOneSpeed == 1
  }
}

/// The columns of a file in their order.
struct ColumnSource {
  private let file: LoadedFile
  private var offset: Int
  private var lengths: GraphDescriptionReader
  private var isBroken = false

  /// - Parameters:
  ///   - offset: of the first column.
  ///   - lengths: in bytes, one per column.
  init(_ file: LoadedFile, from offset: Int, lengths: GraphDescriptionReader) {
    self.file = file
    self.offset = offset
    self.lengths = lengths
  }

  /// Whether all went well and the file ends here.
  var isExhausted: Bool { !isBroken && offset == file.bytes.count }

  /// The next column; empty once anything did not fit.
  mutating func next<Element: BitwiseCopyable & Sendable>() -> Column<Element> {
    let stride = MemoryLayout<Element>.stride
    guard !isBroken, let length = lengths.count(), length % stride == 0, length <= file.bytes.count - offset else {
      isBroken = true
      return Column([])
    }
    defer { offset += FilePart.padded(length) }
    return Column(file.bytes.baseAddress! + offset, count: length / stride, memory: file)
  }
}
