import Geometry
import Model
import OSM
import Words

/// What the objects of an OpenStreetMap file become in a layer.
enum OpenStreetMapShapes {
  /// Things at a place: hosts and firms. Streets are lines.
  case places
  /// Where people live: districts and land for housing are polygons, streets lines, all else places.
  case homes
  /// What is driven: every way is a line.
  case lines
  /// What stands in the way: lines and polygons as they are drawn, without what lies above or below the ground.
  case obstacles
  /// What encloses: polygons only.
  case outlines
  /// Buildings: polygons where they are drawn, else places.
  case buildings

  init(role: String) {
    switch role {
    case "communities": self = .homes
    case "routes": self = .lines
    case "water", "barriers": self = .obstacles
    case "boundary", "area", "exclusions": self = .outlines
    case "population": self = .buildings
    default: self = .places
    }
  }
}

/// The records that a filter chooses from an OpenStreetMap file.
struct OpenStreetMapLayer {
  private let data: OSMData
  private let shapes: OpenStreetMapShapes
  private(set) var records: [Record] = []
  /// Areas of which the file holds a part only, with the first.
  private var incomplete: (count: Int, first: String)?
  /// Chosen objects without the geometry that the layer needs, with the first.
  private var unused: (count: Int, first: String)?
  /// Chosen objects above or below the ground, with the first.
  private var spans: (count: Int, first: String)?

  /// OpenStreetMap objects as records: hosts from `amenity=bank`, demand from `highway=residential`, shores from
  /// `natural=water`.
  ///
  /// Nodes, then ways, then areas drawn as relations, in the order of the file. A `highway` is a line (several where the
  /// file lacks nodes) with a computed field `length_m`.
  init(_ data: OSMData, matching filters: [AttributeFilter], as shapes: OpenStreetMapShapes) {
    self.data = data
    self.shapes = shapes
    let file = TaggedObject.File(data)
    var fields = TagFields(data)
    data.forEachChoice(matching: filters.map { TagFilter(key: $0.field, values: $0.values) }) { choice in
      let feature = TaggedObject(choice, of: file)
      guard let shape = shape(of: feature) else { return }
      // A street that is a single node in this file has no length, which is not the same as an unknown one.
      let isStreet = feature.isDrawnAsStreet && feature["highway"] != nil
      let length = isStreet ? shape.lines.reduce(0) { $0 + lengthInMeters($1) } : nil
      records.append(
        Record(
          number: records.count + 1, id: choice.id, fields: fields.fields(choice.tags, length: length), shape: shape))
    }
  }

  private mutating func shape(of feature: TaggedObject) -> Shape? {
    switch shapes {
    case .places:
      return street(feature) ?? .point(feature.position)
    case .homes:
      if let street = street(feature) { return street }
      let isLand = ["landuse", "place", "boundary"].contains { feature[$0] != nil }
      return isLand ? outline(feature, .outlines) ?? .point(feature.position) : .point(feature.position)
    case .lines:
      if case .way(let way) = feature.part, let lines = lines(ofWay: way) { return lines }
      return .point(feature.position)
    case .obstacles:
      if feature.liesAboveOrBelow {
        spans = ((spans?.count ?? 0) + 1, spans?.first ?? feature.id)
        return nil
      }
      return outline(feature, .obstacles) ?? .point(feature.position)
    case .buildings: return outline(feature, .outlines) ?? .point(feature.position)
    case .outlines:
      if let outline = outline(feature, .outlines) { return outline }
      unused = ((unused?.count ?? 0) + 1, unused?.first ?? feature.id)
      return nil
    }
  }

  private func street(_ feature: TaggedObject) -> Shape? {
    guard feature["highway"] != nil, case .way(let way) = feature.part else { return nil }
    return lines(ofWay: way)
  }

  private func lines(ofWay way: Int) -> Shape? {
    let parts = data.pieces(ofWay: way).map { data.positions($0) }
    return parts.isEmpty ? nil : parts.count == 1 ? .lineString(parts[0]) : .multiLineString(parts)
  }

  /// - Parameter shapes: `outlines` for polygons alone; `obstacles` also for lines.
  private mutating func outline(_ feature: TaggedObject, _ shapes: OpenStreetMapShapes) -> Shape? {
    switch feature.part {
    case .node: return nil
    case .way(let way):
      let nodes = data.nodes(ofWay: way)
      let isRing = nodes.count > 3 && nodes.first == nodes.last && !nodes.contains(OSMData.missingNode)
      if case .outlines = shapes { return isRing ? .polygon(Polygon(outer: data.positions(nodes))) : nil }
      if isRing, feature.isArea { return .polygon(Polygon(outer: data.positions(nodes))) }
      return lines(ofWay: way)
    case .area(let index):
      let area = data.area(index)
      if !area.isComplete { incomplete = ((incomplete?.count ?? 0) + 1, incomplete?.first ?? feature.id) }
      let polygons = area.outerRings.indices.map { outer in
        Polygon(
          rings: [data.positions(area.outerRings[outer])]
            + area.innerRings.filter { $0.outer == outer }.map { data.positions($0.ring) })
      }
      let surface: Shape? =
        polygons.isEmpty ? nil : polygons.count == 1 ? .polygon(polygons[0]) : .multiPolygon(polygons)
      if case .outlines = shapes { return surface }
      let shores = area.openPieces.map { data.positions($0) }
      if shores.isEmpty { return surface }
      let lines = Shape.multiLineString(shores)
      return surface.map { .collection([$0, lines]) } ?? lines
    }
  }

  /// What was passed over.
  func notes(role: String) -> [QualityFinding] {
    var notes: [QualityFinding] = []
    func add(
      _ severity: QualityFinding.Severity, _ found: (count: Int, first: String)?, _ message: Bilingual, _ fix: Bilingual
    ) {
      guard let found else { return }
      notes.append(
        QualityFinding(
          severity, layer: role, record: found.first, field: "geometry", value: "\(found.count)", message: message,
          fix: fix))
    }
    add(
      .warning, incomplete,
      Bilingual(
        "以关系绘制的面在文件中缺少成员或节点，边界未能全部闭合；所列为第一个",
        "areas drawn as relations lack members or nodes in the file, so that their outlines do not close everywhere; the "
          + "first is named"),
      Bilingual(
        "请获取含完整关系的数据（osmium extract --strategy smart，Overpass“>;”）",
        "fetch the extract with whole relations (osmium extract --strategy smart, Overpass “>;”)"))
    add(
      .warning, unused,
      Bilingual(
        "所选对象不围成面（点、未闭合的线），已略去；所列为第一个",
        "chosen objects enclose nothing (points, open lines) and are left out; the first is named"),
      Bilingual("请用`filter`选取面", "choose areas with `filter`"))
    add(
      .note, spans,
      Bilingual(
        "所选对象位于隧道、涵洞中或桥上，不阻碍通行，已略去；所列为第一个",
        "chosen objects in tunnels, in culverts or on bridges stand in nobody's way and are left out; the "
          + "first is named"), Bilingual("无需处理", "nothing to do"))
    return notes
  }
}

extension OSMData {
  /// What the service that made the file says of it.
  package func notes(role: String) -> [QualityFinding] {
    guard let remark else { return [] }
    return [
      QualityFinding(
        .warning, layer: role, field: "remark", value: remark,
        message: Bilingual(
          "数据不完整：提供数据的服务注明它在完成之前停止了",
          "the extract is incomplete: the service that made it stopped before the end and remarks so"),
        fix: Bilingual(
          "请重新获取：缩小范围，或用[timeout:…]延长时间、用[maxsize:…]增加内存",
          "fetch it again: a smaller area, or more time with [timeout:…] and more memory with [maxsize:…]"))
    ]
  }
}
