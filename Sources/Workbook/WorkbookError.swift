import Words

/// Why a workbook was not written.
package struct WorkbookError: Spoken, Hashable, Sendable {
  package var words: Bilingual

  package init(_ words: Bilingual) { self.words = words }

  package var told: Bilingual { words }
}
