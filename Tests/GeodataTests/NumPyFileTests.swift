import Foundation
import Geodata
import Testing

/// Files as numpy.save of NumPy 2.3 writes them, byte by byte.
@Suite struct NumPyFileTests {
  private static func file(
    _ dictionary: String = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }", version: UInt8 = 1,
    values: [Double] = [1, 2, 3, -4.5, 5, 6]
  ) -> [UInt8] {
    let prefix = version == 1 ? 10 : 12
    var header = Array(dictionary.utf8)
    while (prefix + header.count + 1) % 64 != 0 { header.append(0x20) }
    header.append(0x0A)
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + [version, 0]
    for shift in stride(from: 0, to: version == 1 ? 16 : 32, by: 8) {
      bytes.append(UInt8(header.count >> shift & 0xFF))
    }
    bytes += header
    for value in values {
      for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(value.bitPattern >> UInt64(shift) & 0xFF)) }
    }
    return bytes
  }

  @Test(arguments: [1, 2, 3] as [UInt8])
  func rowsInAnyOrder(version: UInt8) throws {
    let file = try ScratchFile("points.npy", Self.file(version: version))
    let array = try NumPyFile(path: file.path)
    #expect(array.rowCount == 2)
    #expect(try array.values(1..<2) == [-4.5, 5, 6])
    #expect(try array.values(0..<2) == [1, 2, 3, -4.5, 5, 6])
  }

  @Test(arguments: [
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", GeodataError.Code.wrongFormat, "<f8"),
    ("{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3), }", .wrongFormat, "ascontiguousarray"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (6,), }", .wrongFormat, "(n, 3)"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 3), }", .malformed, "3 rows need"),
  ])
  func otherArraysAreRefused(dictionary: String, code: GeodataError.Code, word: String) throws {
    let file = try ScratchFile("points.npy", Self.file(dictionary))
    let error = #expect(throws: GeodataError.self) { try NumPyFile(path: file.path) }
    #expect(error?.code == code && error?.message.contains(word) == true, "\(String(describing: error))")
  }

  @Test func otherFilesAreRefused() throws {
    for bytes in [Array("id,x,y\n1,2,3\n".utf8), Array(Self.file().prefix(9)), Array(Self.file().prefix(40)), []] {
      let file = try ScratchFile("points.npy", bytes)
      #expect(throws: GeodataError.self) { try NumPyFile(path: file.path) }
    }
    #expect(throws: GeodataError.self) { try NumPyFile(path: "/nowhere.npy") }
  }
}
