import Geodata
import Words
import Workbook

/// Writes a workbook to a path; an analysis that asks for one in a build without was refused when it was read.
///
/// - Throws: `GeodataError` `cannotWrite`.
func writeWorkbook(_ sheets: [Sheet], asFile path: String) throws(GeodataError) {
  #if Office
  do throws(WorkbookError) {
    try writeWorkbook(sheets, to: path)
  } catch {
    throw GeodataError(.cannotWrite, error.words, at: .init(file: path), underlying: error)
  }
  #endif
}
