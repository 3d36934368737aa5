/// A rule of the quality gate, by the name it has in every table.
///
/// What each says, its severity, threshold and cure stand in `docs/quality-gate.md`.
public enum QualityRule: String, Hashable, CaseIterable, Sendable {
  // Files and layers.
  case reading
  case encoding
  case datum
  case emptyLayer = "empty-layer"
  case mixedGeometry = "mixed-geometry"
  case missingGeometry = "missing-geometry"
  case memory

  // Places.
  case invalidGeometry = "invalid-geometry"
  case overlap = "overlapping-communities"
  case noLength = "no-length"
  case longJump = "long-jump"
  case swappedCoordinates = "swapped-coordinates"
  case outsideBoundary = "outside-boundary"
  case beyondRoads = "beyond-roads"
  case duplicateRecord = "duplicate-record"
  case coLocated = "co-located"
  case candidateIsStation = "candidate-is-station"
  case excludedCandidate = "excluded-candidate"

  // Words.
  case similarID = "similar-id"
  case similarName = "similar-name"
  case noService = "no-service"
  case unknownService = "unknown-service"
  case unofferedService = "unoffered-service"
  case unknownKind = "unknown-kind"
  case unknownSupply = "unknown-supply"
  case townDiffers = "town-differs"
  case unreadableHours = "unreadable-hours"
  case neverOpen = "never-open"
  case unknownTrade = "unknown-trade"
  case unknownProfile = "unknown-profile"
  case unknownRoad = "unknown-road"

  // Numbers.
  case missingWeight = "missing-weight"
  case zeroWeight = "zero-weight"
  case absurdWeight = "absurd-weight"
  case weightTotal = "weight-total"
  case extraMinutes = "extra-minutes"
  case profileSum = "profile-sum"

  // People by another file.
  case populationValue = "population-value"
  case populationPlace = "population-place"
  case coarsePopulation = "coarse-population"
  case populationTotal = "population-total"

  // Recorded tracks.
  case badTrack = "bad-track"
  case trackPoints = "track-points"
  case trackOrder = "track-order"
  case tracksWithheld = "tracks-withheld"

  // Streets.
  case streets
  case streetWords = "street-words"
  case noding
  case islands
  case offNetwork = "off-network"
  case snapDistance = "snap-distance"
  case acrossBarrier = "across-barrier"
  case onIsland = "on-island"
  case oneWayPart = "one-way-part"
  case offGround = "off-ground"
  case noStreetInside = "no-street-inside"
  case patrol
}
