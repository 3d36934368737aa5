import Words

#if GDAL
import GDALData
import Geometry
import Model

/// Reads a layer through GDAL, its coordinates as the file has them, and calls `body` with each record that is wanted.
///
/// - Returns: the layer without its records.
/// - Throws: ``GeodataError`` with file, layer, record and field; what `body` throws.
func readWithGDAL(
  _ source: LayerSource, _ format: GDALFormat, stated: String?, statement: RawLayer.Statement,
  _ body: (Record) throws(GeodataError) -> Void
) throws(GeodataError) -> RawLayer {
  let place = try GDALPlace(source, format)
  let dataset = try place.open()
  let layer = try place.chosenLayer(of: dataset)
  var reading = try GDALLayerReading(source, place, layer, driver: dataset.driver)
  var notes: [String]
  var failure: GeodataError?
  do throws(GDALError) {
    notes = try dataset.forEachFeature(reading.request) { feature in
      do throws(GeodataError) {
        return try reading.take(feature, body)
      } catch {
        failure = error
        return false
      }
    }
  } catch {
    throw place.broken(error, after: reading.taken)
  }
  if let failure { throw failure }
  notes.removeAll { place.isNoise($0) }
  var raw = try reading.finish(stated: stated, statement: statement, body)
  raw.format = dataset.driver
  raw.notes += notes.map {
    QualityFinding(
      .warning, layer: source.role, value: place.fileName,
      message: Bilingual(
        "GDAL对\(place.fileName)的提示：\(place.shown($0))", "GDAL says of \(place.fileName): \(place.shown($0))"),
      fix: Bilingual(
        "请用QGIS或ogrinfo查看该文件；如缺少记录，请重新导出",
        "look at the file in QGIS or with ogrinfo; export it again if records are missing"))
  }
  return raw
}
#else
/// Whoever asks for a format has been told already that this build is without it.
func readWithGDAL(
  _ source: LayerSource, _ format: GDALFormat, stated: String?, statement: RawLayer.Statement,
  _ body: (Record) throws(GeodataError) -> Void
) throws(GeodataError) -> RawLayer {
  throw GeodataError(
    .missingPart, GDALFormat.isMissing(Bilingual(same: format.name)), at: .init(file: source.path, layer: source.role))
}
#endif
