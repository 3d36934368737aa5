import Analysis
import Geometry
import Words

/// `map.qgs`: the layers of the folder as a project of QGIS, drawn as the report draws them; it opens where it lies.
///
/// It holds no place of a machine and no time: equal results give equal bytes. For QGIS 3.22 and newer.
struct QGISProject {
  static let fileName = "map.qgs"

  var title: String
  /// The topmost first.
  var layers: [Layer]

  struct Layer {
    var name: String
    /// Beside the project.
    var file: String
    /// What QGIS calls the shapes.
    var kind: QGISStyle.Symbol
    /// Whether the file has other shapes, too.
    var isOneOfSeveral: Bool
    var style: QGISStyle
    var isShown: Bool
    /// Whether the name stands beside each shape.
    var isLabelled: Bool

    /// As QGIS finds it, and tells layers of one file apart.
    fileprivate var source: String { "./\(file)" + (isOneOfSeveral ? "|geometrytype=\(kind.geometryType)" : "") }
  }

  var extent: (minX: Double, minY: Double, maxX: Double, maxY: Double)?

  /// What is looked at first: points above lines above areas.
  private static let shown = [
    "stations", "proposed_sites", "communities", "gaps", "service_area_merged", "routes", "workers", "patrol_streets",
  ]

  /// - Parameters:
  ///   - outputs: those with shapes stand in it.
  ///   - language: of the names of layers, and of the legend.
  init(title: String, _ outputs: [OutputLayer], in language: AnalysisFile.Language) {
    self.title = title
    var extent: (minX: Double, minY: Double, maxX: Double, maxY: Double)?
    var found: [Layer] = []
    for output in outputs where output.hasGeometry {
      guard let style = QGISStyle(output, in: language) else { continue }
      let kinds = QGISStyle.Symbol.allCases.filter { kind in style.rules.contains { $0.symbol == kind } }
      guard output.rows.contains(where: { $0.shape != nil }) else { continue }
      for kind in kinds {
        var own = style
        own.rules = style.rules.filter { $0.symbol == kind }
        found.append(
          Layer(
            name: (tableTitles[output.name] ?? Bilingual(same: output.name)).text(in: language),
            file: "\(output.name).geojson", kind: kind, isOneOfSeveral: kinds.count > 1, style: own,
            isShown: Self.shown.contains(output.name),
            isLabelled: kind == .marker && ["stations", "proposed_sites"].contains(output.name)))
      }
      for row in output.rows {
        row.shape?.forEachCoordinate { place in
          let old = extent ?? (place.x, place.y, place.x, place.y)
          extent = (min(old.minX, place.x), min(old.minY, place.y), max(old.maxX, place.x), max(old.maxY, place.y))
        }
      }
    }
    layers = QGISStyle.Symbol.allCases.flatMap { kind in
      found.filter { $0.kind == kind }.sorted { Self.rank($0) < Self.rank($1) }
    }
    self.extent = extent
  }

  private static func rank(_ layer: Layer) -> Int {
    shown.firstIndex { layer.file == "\($0).geojson" } ?? shown.count
  }

  /// QGIS takes only ids of more than ten characters for ids, and makes up its own for shorter ones.
  private func id(_ number: Int) -> String { "servicecircle_\(number + 1)" }

  var xml: String {
    let tree = layers.enumerated().map { number, layer in
      "<layer-tree-layer id=\"\(id(number))\" name=\"\(HTML.escape(layer.name))\" source=\"\(HTML.escape(layer.source))\""
        + " providerKey=\"ogr\" checked=\"\(layer.isShown ? "Qt::Checked" : "Qt::Unchecked")\" expanded=\"0\"/>"
    }
    let order = layers.indices.map { "<item>\(id($0))</item>" }
    return """
      <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
      <qgis version="3.22.0" projectname="\(HTML.escape(title))">
      <title>\(HTML.escape(title))</title>
      <projectCrs>\(Self.system)</projectCrs>
      <layer-tree-group>
      \(tree.joined(separator: "\n"))
      <custom-order enabled="0">\(order.joined())</custom-order>
      </layer-tree-group>
      <mapcanvas name="theMapCanvas" annotationsVisible="1"><units>degrees</units>\(extentText)\
      <rotation>0</rotation><destinationsrs>\(Self.system)</destinationsrs></mapcanvas>
      <projectlayers>
      \(layers.enumerated().map { mapLayer($0, $1) }.joined(separator: "\n"))
      </projectlayers>
      <properties><Paths><Absolute type="bool">false</Absolute></Paths>\
      <SpatialRefSys><ProjectionsEnabled type="int">1</ProjectionsEnabled></SpatialRefSys></properties>
      </qgis>

      """
  }

  private var extentText: String {
    guard let extent else { return "" }
    let margin = max(extent.maxX - extent.minX, extent.maxY - extent.minY, 0.001) * 0.05
    func text(_ value: Double) -> String { trimmedNumber(value, decimals: 7) }
    return """
      <extent><xmin>\(text(extent.minX - margin))</xmin><ymin>\(text(extent.minY - margin))</ymin>\
      <xmax>\(text(extent.maxX + margin))</xmax><ymax>\(text(extent.maxY + margin))</ymax></extent>
      """
  }

  private func mapLayer(_ number: Int, _ layer: Layer) -> String {
    """
    <maplayer type="vector" geometry="\(layer.kind.geometryType)" simplifyDrawingHints="0" autoRefreshEnabled="0">
    <id>\(id(number))</id>
    <datasource>\(HTML.escape(layer.source))</datasource>
    <layername>\(HTML.escape(layer.name))</layername>
    <srs>\(Self.system)</srs>
    <provider encoding="UTF-8">ogr</provider>
    \(layer.style.renderer)
    \(layer.isLabelled ? Self.labels : "")
    </maplayer>
    """
  }

  private static let labels = """
    <labeling type="simple"><settings calloutType="simple"><text-style fieldName="name" fontSize="8" fontSizeUnit="Point" \
    isExpression="0" textColor="40,40,40,255"><text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" \
    bufferColor="255,255,255,255"/></text-style><placement placement="6" dist="1.5" distUnits="MM"/>\
    <rendering obstacle="1" drawLabels="1"/></settings></labeling>
    """

  private static let system = """
    <spatialrefsys><proj4>+proj=longlat +datum=WGS84 +no_defs</proj4><srsid>3452</srsid><srid>4326</srid><authid>EPSG:4326</authid>\
    <description>WGS 84</description><geographicflag>true</geographicflag></spatialrefsys>
    """
}
