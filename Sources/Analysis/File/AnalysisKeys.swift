import Model
import RoadNetwork

/// One key of the analysis file: the single source for checking, for the JSON Schema and for the starter's comments.
struct AnalysisKey: Sendable {
  var name: String
  var kind: ValueKind
  var about: String

  init(_ name: String, _ kind: ValueKind, _ about: String) {
    self.name = name
    self.kind = kind
    self.about = about
  }
}

/// The keys this version reads.
enum AnalysisKeys {
  private static let localized = ValueKind.either(
    .text,
    .keys([
      AnalysisKey("zh", .text, "Chinese"),
      AnalysisKey("en", .text, "English"),
    ]))

  private static func layer(_ more: [AnalysisKey] = []) -> ValueKind {
    .either(
      .text,
      .keys(
        [
          AnalysisKey(
            "file", .text, "path, relative to the analysis file, or the address of a PostGIS database: PG:dbname=…"),
          AnalysisKey("layer", .text, "which layer, sheet or table of a file that has several"),
          AnalysisKey(
            "crs", .text,
            "wgs84, cgcs2000, gcj02, bd09, cgcs2000-gk (zone number before the easting) or a code such as EPSG:4544; "
              + "-swapped: latitude or northing first; -e6: millionths of a degree; a final ! insists against the evidence"
          ),
          AnalysisKey(
            "encoding", .choice(["utf-8", "gb18030", "gbk", "utf-16", "iso-8859-1", "euc-kr", "shift_jis"]),
            "of a text file; guessed and confirmed without it"),
          AnalysisKey("fields", .dictionary(.text), "role: name of the field in the file"),
          AnalysisKey(
            "filter", .either(.text, .list(.text)), "keep records where field=value|value; several lines: any of them"),
          AnalysisKey(
            "box", .list(.degrees),
            "west, south, east, north in WGS84 degrees: keep what meets it, such as a town of a province"),
          AnalysisKey("first", .wholeNumber, "keep this many records at the most, in file order"),
        ] + more))
  }

  /// One travel mode for everybody, or one for each kind of demand, and for workers and routes one for each trade.
  private static let modes = ValueKind.either(
    .mode,
    .keys(
      DemandKind.allCases.map {
        $0 != .communities
          ? AnalysisKey(
            $0.rawValue, .either(.mode, .dictionary(.mode)), "travel mode, or one for each trade and a `default`")
          : AnalysisKey($0.rawValue, .mode, "travel mode")
      }))

  /// A mode of the file's own.
  private static let customMode = ValueKind.keys(
    [
      AnalysisKey("like", .choice(ModeRules.all.map(\.mode.rawValue)), "the mode whose table is changed"),
      AnalysisKey("name", localized, "what the report calls it"),
    ] + ModeField.all.map(\.key))

  private static let weights = [
    AnalysisKey("weight", .text, "the field with the weight, or a number that stands for every record, such as 1"),
    AnalysisKey(
      "total", .amount, "what the weights should sum to, such as the census population; 5 % off is a warning"),
  ]

  static let root: [AnalysisKey] = [
    AnalysisKey("title", localized, "title of the report"),
    AnalysisKey("language", .choice(["zh", "en", "both"]), "language of the report; default zh"),
    AnalysisKey(
      "inputs",
      .keys([
        AnalysisKey("boundary", layer(), "outline of the district"),
        AnalysisKey("area", layer(), "outline inside which shares, gaps and siting count"),
        AnalysisKey("roads", layer(StreetKeys.keys), "streets: OpenStreetMap or lines"),
        AnalysisKey(
          "water", layer(), "rivers and lakes: drawn on the map, and no straight leg to a street crosses them"),
        AnalysisKey(
          "barriers", layer(),
          "lines and closed areas: streets are cut there, save bridges and tunnels, and no leg crosses"),
        AnalysisKey("elevation", .text, "a .hgt tile, a GeoTIFF (with GDAL) or a folder of them: slopes change speeds"),
        AnalysisKey(
          "stations", layer([AnalysisKey("kind", .text, "the field with the kind of host")]), "stations in operation"),
        AnalysisKey("communities", layer(weights), "where people live: points, polygons or streets"),
        AnalysisKey(
          "population",
          layer([
            AnalysisKey("weight", .text, "the field with the people, or a number that stands for every record"),
            AnalysisKey("storeys", .text, "the field with the storeys of a building"),
          ]),
          "where in its community who lives: a raster (with GDAL), points or buildings; without communities the demand "
            + "itself"),
        AnalysisKey(
          "workers", layer(weights + [AnalysisKey("group", .text, "the field with the trade")]),
          "workers at their firms"),
        AnalysisKey(
          "routes",
          layer(
            weights + [
              AnalysisKey("group", .text, "the field with the trade"),
              AnalysisKey("corridor", .text, "the field with the transport line or named road it is part of"),
              AnalysisKey("patrol", .text, "the field that says whether its rider reports what is amiss (yes, no)"),
            ]), "delivery routes"),
        AnalysisKey(
          "tracks",
          layer([
            AnalysisKey("weight", .text, "the field with the trips a day, or a number that stands for every track"),
            AnalysisKey("group", .text, "the field with the trade"),
          ]),
          "recorded tracks of rounds (GPX, or points and lines with times): personal, so that they count only together"),
        AnalysisKey(
          "candidates",
          layer([
            AnalysisKey("cost", .text, "the field with the cost in yuan"),
            AnalysisKey("kind", .text, "the field with the kind of host"),
          ]), "partner places that could host a station"),
        AnalysisKey("reports", layer(), "places of what was found and reported: points beside the blind spots"),
        AnalysisKey("exclusions", layer(), "closed areas in which no new station may stand"),
      ]), "the layers"),
    EditKeys.key,
    AnalysisKey(
      "circle",
      .keys([
        AnalysisKey("cutoff", .cutoff, "how far a station serves, inclusive; default 10min"),
        AnalysisKey("cutoffs", CutoffKeys.group, "who has another cutoff: a kind of demand or some of its trades"),
        AnalysisKey(
          "measure", .choice(Measure.allCases.map(\.rawValue)),
          "network: along streets; circle: straight line; default network when roads are given"),
        AnalysisKey(
          "direction", .choice([Direction.toStation.rawValue, Direction.fromStation.rawValue]), "default to-station"),
        AnalysisKey("modes", modes, "travel mode of communities, workers and routes; default walk"),
        AnalysisKey(
          "speeds", .speeds, "speed of each mode; by default walk 4km/h, bicycle 12km/h, e-bike 15km/h, truck 30km/h"),
        AnalysisKey(
          "snap_limit", .length, "a point farther than this from every street is unreached; default 200m"),
      ]), "the service circle"),
    AnalysisKey(
      ModeTables.key, .dictionary(customMode), "modes of your own by name, each like another with some changes"),
    AnalysisKey(
      "synonyms", .dictionary(.text), "words of your files for services: the word, and the service it stands for"),
    Holidays.key,
    CoverageKeys.group,
    AnalysisKey(
      "siting",
      .keys(
        [
          AnalysisKey(
            "objective", .choice(AnalysisFile.Objective.allCases.map(\.rawValue)),
            "max-coverage: the most demand within the cutoff; full-coverage: the fewest stations for all that can be reached; "
              + "target-coverage: the fewest or cheapest for a share; min-travel and min-worst: the least travel in all, the "
              + "shortest longest trip, cutoff or not; shortest-gaps: the least longest stretch of a route, or road of "
              + "coverage.corridors, without a station; "
              + "default max-coverage"),
          AnalysisKey(
            "new", .wholeNumber, "number of new stations, at the most; default 10 when nothing bounds the plan"),
          AnalysisKey("target", .percentage, "target-coverage: the share of the weighted demand to cover, such as 90%"),
          AnalysisKey("least", .choice(["stations", "cost"]), "target-coverage: what is kept least; default stations"),
          AnalysisKey("budget", .money, "yuan for all new stations together; candidates then need a cost each"),
          AnalysisKey(
            "constraints",
            .keys([
              AnalysisKey(
                "spacing", .length, "a new station stands at least this far from every other, in a straight line"),
              AnalysisKey(
                "floors",
                .keys([
                  AnalysisKey(
                    "by", .choice(AnalysisFile.Floors.Group.allCases.map(\.rawValue)),
                    "town or community of residents, trade of workers, or kind of demand"),
                  AnalysisKey(
                    "share", .percentage,
                    "share of each group to cover at least, such as 60%; without it only those of `except` have a floor"
                  ),
                  AnalysisKey(
                    "except", .dictionary(.percentage), "another share for some groups by name, such as {符溪镇: 34%}"),
                ]), "at least a share of each group is covered"),
              GapKeys.longestGap,
              AnalysisKey(
                "capacity", .choice(["visits"]),
                "no station serves more visits a day than its capacity, and what counts is the visits served (max-coverage "
                  + "only); needs coverage.visits and builds_with.capacity"),
            ]), "what a plan must keep to (max-coverage and target-coverage)"),
          AnalysisKey(
            "floor_curve", .choice(AnalysisFile.Floors.Group.allCases.map(\.rawValue) + [FloorCurveKey.never]),
            "by which groups it is told what a floor of 10 %, 20 % … costs (max-coverage only); default constraints.floors.by"
          ),
          AnalysisKey(
            "weights",
            .keys(DemandKind.allCases.map { AnalysisKey($0.rawValue, .number, "weight of this kind's own total") }),
            "how much each kind of demand counts; default routes 1, workers 1, communities 0.5: a judgement"),
          AnalysisKey("gap", .percentage, "stop when the plan is proven this close to the best, such as 1%; default 0"),
          AnalysisKey("time_limit", .duration, "stop after this time; reruns may then differ"),
          AnalysisKey("seed", .wholeNumber, "seed of the search; default 1"),
          AnalysisKey(
            "builds_with",
            .either(
              .list(.text),
              .keys([
                AnalysisKey("services", .list(.text), "services of a new station; default the six"),
                AnalysisKey("hours", .text, "opening hours of a new station; default 08:00-18:00"),
                AnalysisKey("capacity", .amount, "visits a day that a new station can serve; unknown without the key"),
              ])), "what new stations have: a list of services, or services and hours"),
          AnalysisKey("candidates", CandidateKeys.group, "candidates to be made, besides inputs.candidates"),
          AnalysisKey(
            "alternatives",
            .keys([
              AnalysisKey("within", .percentage, "loss of value allowed, of the plan's value; default 1%"),
              AnalysisKey("count", .wholeNumber, "alternatives wanted; default 5"),
              AnalysisKey(
                "differ", .wholeNumber, "sites that each replaces at least, of the plan and of each other; default 3"),
            ]), "other plans that are nearly as good (max-coverage only); none without this key"),
        ] + ActKeys.keys), "where new stations go, and what money is spent on"),
    AnalysisKey(
      "output",
      .keys([
        AnalysisKey("dir", .text, "folder for the results, relative to the analysis file"),
        AnalysisKey(
          "overlays", .list(.choice(["gcj02", "bd09"])),
          "the layers once more in the shifted coordinates of Amap and Tencent (gcj02) or Baidu (bd09), as geojson and csv; default none"
        ),
        AnalysisKey(
          "layers", .list(.choice(["territories"])),
          "layers that are written on request. territories: each community's ground by streets that are reached today, streets that are not, and none"
        ),
        AnalysisKey("firm_names", .flag, "firms go by their names; with false by their ids alone; default true"),
        AnalysisKey(
          "formats", .list(.choice(AnalysisFile.Format.allCases.map(\.rawValue))),
          "geojson, csv, html (the default); svg, the map as a picture; png, docx, pdf with the programs of `make setup-office`; and in a build with GDAL xlsx, gpkg, shp, postgis"
        ),
        AnalysisKey(
          "postgis",
          .keys([
            AnalysisKey("address", .text, "the database, such as PG:host=localhost dbname=town user=planner"),
            AnalysisKey("schema", .text, "schema for the tables, made when it is not there; default public"),
            AnalysisKey("prefix", .text, "before the name of every table; default none"),
          ]), "where the tables of the format postgis go"),
      ]), "what is written"),
  ]

}

/// Cutoffs as the analysis file writes them.
enum CutoffText {
  static let presets = LivingCircle.allCases.flatMap { [$0.rawValue, $0.rawValue + "-radius"] }

  /// The cutoff, the preset's name and the measure the preset forces.
  static func parse(_ text: String) -> (cutoff: Cutoff, preset: String?, measure: Measure?)? {
    let isRadius = text.hasSuffix("-radius")
    if let preset = LivingCircle(rawValue: isRadius ? String(text.dropLast("-radius".count)) : text) {
      return (.distance(preset.radius), text, isRadius ? .circle : .network)
    }
    return Cutoff(parsing: text).map { ($0, nil, nil) }
  }
}
