#if GDAL
import GDALData
import Geometry
import Model

/// A layer read through GDAL, its coordinates as the file has them.
///
/// - Throws: ``GeodataError`` with file, layer, record and field.
func readWithGDAL(
  _ source: LayerSource, _ format: GDALFormat, stated: String?, statement: RawLayer.Statement
) throws(GeodataError) -> RawLayer {
  let place = try GDALPlace(source, format)
  let dataset = try place.open()
  let layer = try place.chosenLayer(of: dataset)
  var reading = GDALLayerReading(source, place, layer, driver: dataset.driver)
  var notes: [String]
  do throws(GDALError) {
    notes = try dataset.forEachFeature(reading.request) { reading.take($0) }
  } catch {
    throw place.broken(error)
  }
  notes.removeAll { place.isNoise($0) }
  var raw = try reading.finish(stated: stated, statement: statement)
  raw.notes += notes.map {
    QualityFinding(
      .warning, layer: source.role, value: place.fileName,
      message: "GDAL says of \(place.fileName): \(place.shown($0))",
      fix: "look at the file in QGIS or with ogrinfo; export it again if records are missing")
  }
  return raw
}
#else
/// Whoever asks for a format has been told already that this build is without it.
func readWithGDAL(
  _ source: LayerSource, _ format: GDALFormat, stated: String?, statement: RawLayer.Statement
) throws(GeodataError) -> RawLayer {
  throw GeodataError(.missingPart, GDALFormat.isMissing(format.name), at: .init(file: source.path, layer: source.role))
}
#endif
