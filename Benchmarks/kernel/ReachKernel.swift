import Geometry
import Glibc
import Model
import OSM
import RoadNetwork

/// The search alone, on one thread, from the same places in the same order as `heap.cpp`.
///
///     reach-kernel export ROADS FOLDER     places.csv, full-nodes.csv, full-edges.csv
///     reach-kernel search ROADS FOLDER METRES
@main
struct ReachKernel {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let command = arguments.first, let roads = arguments.dropFirst().first,
      let folder = arguments.dropFirst(2).first
    else {
      print("usage: reach-kernel export|search ROADS FOLDER [METRES]")
      exit(1)
    }
    let graph = try RoadGraph.build(osm: OSMFile.read(roads), impedance: .distance)
    if command == "export" {
      try export(graph, to: folder)
    } else {
      try search(graph, folder, metres: Double(arguments.last ?? "") ?? 800)
    }
  }

  static func search(_ graph: RoadGraph, _ folder: String, metres: Double) throws {
    let limit = try graph.cost(of: .distance(Meters(metres)))
    var query = ReachQuery(graph)
    report("nodes", graph.nodeCount) { index in
      query.run(from: NodeIndex(index), cutoff: limit, direction: .fromStation)
      return (query.reachedCount, query.costSum)
    }
    let places = try readPlaces(folder + "/places.csv")
    report("places", places.count) { index in
      query.run(from: places[index], cutoff: limit, direction: .fromStation)
      return (query.reachedCount, query.costSum)
    }
  }

  private static func report(_ name: String, _ count: Int, _ run: (Int) -> (settled: Int, cost: Int)) {
    let clock = ContinuousClock()
    let (wall, processor) = (clock.now, processorSeconds())
    var (settled, cost) = (0, 0)
    for index in 0..<count {
      let one = run(index)
      settled += one.settled
      cost += one.cost
    }
    let elapsed = (clock.now - wall) / .seconds(1)
    print(
      "{\"set\":\"\(name)\",\"origins\":\(count),\"settled\":\(settled),\"cost\":\(cost),"
        + "\"seconds\":\(elapsed),\"cpu\":\(processorSeconds() - processor)}")
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Rows `street,from,to,offset,rest`: a place between the ends of a street and what it costs to reach them.
  private static func readPlaces(_ path: String) throws -> [StreetPosition] {
    guard let file = fopen(path, "r") else { throw MissingFile(path: path) }
    defer { fclose(file) }
    var places: [StreetPosition] = []
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while unsafe getline(&line, &capacity, file) > 0 {
      guard let line else { break }
      let fields = unsafe String(cString: line).split(separator: ",")
      guard let street = Int(fields[0]), let offset = Int(fields[3]) else { continue }
      places.append(StreetPosition(street: StreetID(street), offset: offset))
    }
    return places
  }
}

struct MissingFile: Error { var path: String }
