#if GDAL
import CGDAL
import Geometry
import Words

/// The one owner of an open raster. It stays in its task; nothing is written beside the data.
package final class RasterFile {
  package let columns: Int
  package let rows: Int
  package let bandCount: Int
  /// nil where it does not say where its cells lie.
  package let placement: CellPlacement?
  package let referenceSystem: VectorReferenceSystem?
  private let pointer: GDALDatasetH
  private let log = MessageLog()

  /// - Throws: ``GDALError`` `cannotOpen`.
  package init(_ address: String) throws(GDALError) {
    _ = drivers
    let log = log
    let opened = log.listen {
      GDALOpenEx(address, UInt32(GDAL_OF_RASTER | GDAL_OF_READONLY), nil, nil, nil)
    }
    guard let opened else {
      throw GDALError(code: .cannotOpen, message: log.takeFailure(), context: "GDALOpenEx")
    }
    pointer = opened
    columns = Int(GDALGetRasterXSize(opened))
    rows = Int(GDALGetRasterYSize(opened))
    bandCount = Int(GDALGetRasterCount(opened))
    var map = [Double](repeating: 0, count: 6)
    placement =
      GDALGetGeoTransform(opened, &map) == CE_None
      ? CellPlacement(
        origin: Coordinate(x: map[0], y: map[3]), perColumn: Coordinate(x: map[1], y: map[4]),
        perRow: Coordinate(x: map[2], y: map[5])) : nil
    referenceSystem = log.listen { GDALGetSpatialRef(opened).flatMap { VectorReferenceSystem(reading: $0) } }
  }

  deinit { GDALClose(pointer) }

  /// The numbers of a window, row by row, with the scale and offset that the file states; NaN where its mark or mask says
  /// that there is none.
  ///
  /// Read in strips of whole blocks: besides the result memory stays at GDAL's cache of blocks.
  /// - Parameter band: counted from 1.
  /// - Throws: ``GDALError`` `noLayer` for a band that is not there; `broken` when data is missing.
  package func numbers(band: Int, _ columns: Range<Int>, _ rows: Range<Int>) throws(GDALError) -> [Double] {
    try log.listen { () throws(GDALError) in
      guard (1...max(1, bandCount)).contains(band), let source = GDALGetRasterBand(pointer, Int32(band)) else {
        throw GDALError(
          code: .noLayer,
          message: Bilingual("该栅格有\(bandCount)个波段，没有第\(band)波段", "it has \(bandCount) bands, not \(band)"),
          context: "GDALGetRasterBand")
      }
      let rule = NumberRule(source)
      var numbers = [Double](repeating: .nan, count: columns.count * rows.count)
      var mask: [UInt8] = []
      for strip in strips(source, rows, width: columns.count) {
        let part =
          (strip.lowerBound - rows.lowerBound) * columns.count..<(strip.upperBound - rows.lowerBound)
          * columns.count
        let done = numbers[part].withUnsafeMutableBufferPointer { buffer in
          read(source, columns, strip, buffer.baseAddress, GDT_Float64)
        }
        guard done, log.failures.isEmpty else {
          throw GDALError(code: .broken, message: log.takeFailure(), context: "GDALRasterIO")
        }
        rule.apply(to: &numbers, part)
        guard let band = rule.mask else { continue }
        mask = [UInt8](repeating: 0, count: part.count)
        let isMasked = mask.withUnsafeMutableBufferPointer { buffer in
          read(band, columns, strip, buffer.baseAddress, GDT_Byte)
        }
        guard isMasked else {
          throw GDALError(code: .broken, message: log.takeFailure(), context: "GDALGetMaskBand")
        }
        for (index, mark) in zip(part, mask) where mark == 0 { numbers[index] = .nan }
      }
      return numbers
    }
  }

  private func read(
    _ band: GDALRasterBandH, _ columns: Range<Int>, _ rows: Range<Int>, _ buffer: UnsafeMutableRawPointer?,
    _ type: GDALDataType
  ) -> Bool {
    GDALRasterIO(
      band, GF_Read, Int32(columns.lowerBound), Int32(rows.lowerBound), Int32(columns.count), Int32(rows.count), buffer,
      Int32(columns.count), Int32(rows.count), type, 0, 0) == CE_None
  }

  /// Rows that end where blocks end, some four million cells at a time.
  private func strips(_ band: GDALRasterBandH, _ rows: Range<Int>, width: Int) -> [Range<Int>] {
    var (blockWidth, blockHeight) = (Int32(1), Int32(1))
    GDALGetBlockSize(band, &blockWidth, &blockHeight)
    let block = max(1, Int(blockHeight))
    let height = max(1, 4_000_000 / max(1, width) / block) * block
    var strips: [Range<Int>] = []
    var row = rows.lowerBound
    while row < rows.upperBound {
      let end = min(rows.upperBound, (row / height + 1) * height)
      strips.append(row..<end)
      row = end
    }
    return strips
  }
}

/// What the stored numbers of a band mean.
private struct NumberRule {
  /// Stands for no number.
  private var missing: Double?
  private let isSingle: Bool
  private var scale = 1.0
  private var offset = 0.0
  /// 0 where there is no number; nil without a mask of its own.
  let mask: GDALRasterBandH?

  init(_ band: GDALRasterBandH) {
    var isThere: Int32 = 0
    let mark = GDALGetRasterNoDataValue(band, &isThere)
    missing = isThere != 0 && !mark.isNaN ? mark : nil
    isSingle = GDALGetRasterDataType(band) == GDT_Float32
    let factor = GDALGetRasterScale(band, &isThere)
    if isThere != 0, factor.isFinite, factor != 0 { scale = factor }
    let shift = GDALGetRasterOffset(band, &isThere)
    if isThere != 0, shift.isFinite { offset = shift }
    let flags = GDALGetMaskFlags(band)
    let own = Int32(GMF_PER_DATASET) | Int32(GMF_ALPHA)
    mask = flags & own != 0 ? GDALGetMaskBand(band) : nil
  }

  func apply(to numbers: inout [Double], _ part: Range<Int>) {
    guard missing != nil || scale != 1 || offset != 0 else { return }
    // In a band of single precision the mark may be written with more digits than a cell holds.
    let single = isSingle ? missing.map { Float($0) } : nil
    for index in part {
      let number = numbers[index]
      if number == missing || (single != nil && Float(number) == single) {
        numbers[index] = .nan
      } else {
        numbers[index] = number * scale + offset
      }
    }
  }
}
#endif
