import Coverage
import DataQuality
import Geodata
import Geometry
import Model
import RoadNetwork
import Words

/// Where one layer came from, for the manifest.
package struct InputRecord: Hashable, Sendable {
  package var layer: String
  /// As the analysis file has it, without the folders of this machine.
  package var file: String
  /// Empty for a database.
  package var sha256: String
  /// How its coordinates became WGS84.
  package var referenceSystemWords: Bilingual
  /// By which its coordinates were read, where somebody states it or the places tell.
  package var system: ReferenceSystem?
  package var recordCount: Int
  /// Of a text file, and whether it was stated or guessed; nil for other files.
  package var encoding: String?

  package var referenceSystemPath: String { referenceSystemWords.english }
}

/// Everything the analysis file names, read and checked record by record. All coordinates are WGS84 degrees.
public struct AnalysisInputs: Sendable {
  public var stations: [Station] = []
  public var communities: [Community] = []
  /// Where in the communities people live; nil without a file that says it.
  package var population: Population?
  /// The communities take their residents from it.
  package var residentsByPopulation = false
  public var workers: [WorkerGroup] = []
  public var routes: [Route] = []
  /// Until they are taken for what they share: then there are none any more.
  var tracks: [RecordedTrack] = []
  /// What became of them; nil without any.
  package var trackFigures: TrackFigures?
  /// What was found on the way and reported.
  package var reports: [FieldReport] = []
  public var candidates: [CandidateSite] = []
  /// Columns of the candidates that may be meant as costs, where costs count and none was found.
  var costLookalikes: [String] = []
  public var boundary: Shape?
  public var area: Shape?
  package var water: [Shape] = []
  package var barriers: [Shape] = []
  /// Closed areas in which no new station may stand.
  public var exclusions: [Shape] = []
  /// The polygons of boundary, area, water, barriers and exclusions, as their files have them.
  var outlines: [QualityInput.Outline] = []
  /// By kind of demand or trade: shares of the 168 hours of the week, Monday 00:00 first.
  package var profiles: [String: [Double]] = [:]
  /// What people live and move along.
  public var streets = StreetNetworks()
  /// Where generated candidates stand on the streets; the others are snapped.
  var streetPlaces: [StationID: StreetPlaceOfMode] = [:]
  package var records: [InputRecord] = []
  package var findings: [QualityFinding] = []
  /// True when any record says `origin: illustrative`: made-up sample data must say so in every output.
  package var isIllustrative = false
  package var usesOpenStreetMap = false
}
