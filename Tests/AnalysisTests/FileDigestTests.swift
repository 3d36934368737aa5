import Analysis
import Foundation
import Geodata
import Testing

/// Vectors of FIPS 180-4 (abc, empty, a million times “a”); the rest by Python 3.11's hashlib.
struct FileDigestTests {
  private func digest(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  @Test(arguments: [
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func standardVectors(text: String, expected: String) {
    #expect(digest(Array(text.utf8)) == expected)
  }

  /// A file geodatabase is a folder; what cannot be read has no digest.
  @Test func folders() throws {
    let folder = try ScratchFolder(["a": "ab", "b": "c"])
    #expect(Analysis.digest(of: LayerSource(role: "roads", path: folder.path)) == digest(Array("abc".utf8)))
    #expect(Analysis.digest(of: LayerSource(role: "roads", path: folder.path + "/none")) == nil)
    #expect(sha256(ofFile: folder.path) == nil)
  }

  @Test func aMillionTimesA() {
    let expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    #expect(digest([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)) == expected)
    var pieces = SHA256()
    var left = 1_000_000
    var piece = 1
    while left > 0 {
      let count = min(piece, left)
      pieces.update([UInt8](repeating: UInt8(ascii: "a"), count: count))
      left -= count
      piece = piece * 7 % 997 + 1
    }
    #expect(pieces.finish() == expected)
  }

  @Test(arguments: [
    (55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
    (56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
    (64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
    (119, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"),
    (120, "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"),
  ])
  func lengthsAroundABlock(count: Int, expected: String) {
    #expect(digest([UInt8](repeating: UInt8(ascii: "a"), count: count)) == expected)
  }

  @Test func files() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("digest-\(UUID().uuidString)").path
    #expect(sha256(ofFile: path) == nil)
    try Data("abc".utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(sha256(ofFile: path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
