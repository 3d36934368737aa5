import Geometry

/// Streets as a planar drawing: vertices, ways through them, and the blocks (faces) between.
///
/// A vertex put on a street enters the way and both blocks beside it, so streets that meet always share a vertex.
struct StreetPlan {
  struct Way {
    var vertices: [Int]
    var highway: String
    var name: String?
    var quarter: String
    var bridge = false
    var oneway = false
  }

  /// A street's side as seen from one block: the direction in which the block's loop runs.
  struct Side: Hashable {
    var from: Int
    var to: Int
    var reversed: Side { Side(from: to, to: from) }
  }

  private(set) var positions: [Coordinate] = []
  var ways: [Way] = []
  /// Counterclockwise loops of vertices; replaced, never removed.
  private(set) var blocks: [[Int]] = []
  private var blockOfSide: [Side: Int] = [:]
  private var wayOfSide: [Side: Int] = [:]

  mutating func addVertex(_ position: Coordinate) -> Int {
    positions.append(position)
    return positions.count - 1
  }

  mutating func addWay(_ way: Way) {
    for (a, b) in zip(way.vertices, way.vertices.dropFirst()) { wayOfSide[Side(from: a, to: b)] = ways.count }
    ways.append(way)
  }

  @discardableResult
  mutating func addBlock(_ loop: [Int]) -> Int {
    blocks.append([])
    replaceBlock(blocks.count - 1, loop)
    return blocks.count - 1
  }

  private mutating func replaceBlock(_ block: Int, _ loop: [Int]) {
    blocks[block] = loop
    for index in loop.indices { blockOfSide[Side(from: loop[index], to: loop[(index + 1) % loop.count])] = block }
  }

  func ring(_ block: Int) -> [Coordinate] { blocks[block].map { positions[$0] } }

  /// Puts a new vertex on the street piece between two neighbours.
  mutating func insertVertex(between a: Int, and b: Int, at position: Coordinate) -> Int {
    let vertex = addVertex(position)
    for side in [Side(from: a, to: b), Side(from: b, to: a)] {
      if let way = wayOfSide.removeValue(forKey: side) {
        let line = ways[way].vertices
        let index = line.indices.dropLast().first { line[$0] == side.from && line[$0 + 1] == side.to }!
        ways[way].vertices.insert(vertex, at: index + 1)
        wayOfSide[Side(from: side.from, to: vertex)] = way
        wayOfSide[Side(from: vertex, to: side.to)] = way
      }
      if let block = blockOfSide.removeValue(forKey: side) {
        var loop = blocks[block]
        loop.insert(vertex, at: loop.firstIndex(of: side.from)! + 1)
        replaceBlock(block, loop)
      }
    }
    return vertex
  }

  /// Cuts a block in two along a new way from one of its vertices to another.
  mutating func split(_ block: Int, along way: Way) -> (Int, Int) {
    let loop = blocks[block]
    let path = way.vertices
    let start = loop.firstIndex(of: path[0])!
    let turned = Array(loop[start...] + loop[..<start])
    let end = turned.firstIndex(of: path[path.count - 1])!
    let inner = path.dropFirst().dropLast()
    addWay(way)
    replaceBlock(block, Array(turned[...end]) + inner.reversed())
    return (block, addBlock([path[0]] + inner + Array(turned[end...])))
  }

  /// Takes away pieces of a closed way where `isDropped` says so, as long as its quarter stays in one part by itself, the
  /// classes left out.
  mutating func thin(way index: Int, without classes: Set<String>, isDropped: (Coordinate) -> Bool) {
    let way = ways[index]
    let others = ways.indices.filter {
      $0 != index && ways[$0].quarter == way.quarter && !classes.contains(ways[$0].highway)
    }.flatMap { pieces(ways[$0].vertices) }
    var kept = pieces(way.vertices)
    for piece in kept where isDropped((positions[piece.from] + positions[piece.to]) * 0.5) {
      let rest = kept.filter { $0 != piece }
      if areJoined(piece.from, piece.to, by: others + rest) { kept = rest }
    }
    for piece in pieces(way.vertices) { wayOfSide[piece] = nil }
    ways[index].vertices = []
    var runs: [[Int]] = []
    for piece in kept {
      if runs.last?.last == piece.from {
        runs[runs.count - 1].append(piece.to)
      } else {
        runs.append([piece.from, piece.to])
      }
    }
    for run in runs {
      var part = way
      part.vertices = run
      addWay(part)
    }
  }

  private func areJoined(_ a: Int, _ b: Int, by sides: [Side]) -> Bool {
    var parent = Array(positions.indices)
    func root(_ vertex: Int) -> Int {
      var vertex = vertex
      while parent[vertex] != vertex {
        parent[vertex] = parent[parent[vertex]]
        vertex = parent[vertex]
      }
      return vertex
    }
    for side in sides { parent[root(side.from)] = root(side.to) }
    return root(a) == root(b)
  }
}

func pieces(_ line: [Int]) -> [StreetPlan.Side] {
  zip(line, line.dropFirst()).map { StreetPlan.Side(from: $0, to: $1) }
}
