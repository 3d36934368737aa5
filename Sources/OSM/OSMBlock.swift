/// A piece of a file as it was decoded: node ids not yet resolved, tag texts numbered within the piece.
struct OSMBlock: Sendable {
  /// Text `i` is `text[textStarts[i] ..< textStarts[i + 1]]`.
  var text: [UInt8] = []
  var textStarts: [Int32] = [0]

  var nodeIDs: [Int64] = []
  /// Units of 1e-7 degree.
  var longitudes: [Int32] = []
  var latitudes: [Int32] = []
  /// Positions in `nodeIDs` of the nodes with tags; their tags are key, value, key, value… in `nodeTags`.
  var taggedNodes: [Int32] = []
  var nodeTagEnds: [Int32] = []
  var nodeTags: [Int32] = []

  var wayIDs: [Int64] = []
  var wayRefEnds: [Int32] = []
  var wayRefs: [Int64] = []
  var wayTagEnds: [Int32] = []
  var wayTags: [Int32] = []

  var relationCount = 0
  var restrictions: [OSMRelation] = []
  var areas: [OSMRelation] = []
  /// Where a way or relation is said to be, by its id, in units of 1e-7 degree: `out center` of the Overpass service.
  var wayCenters: [Int64: SIMD2<Int32>] = [:]
  var relationCenters: [Int64: SIMD2<Int32>] = [:]
  /// What the service that made the file remarks: why it is incomplete.
  var remark: String?
}
