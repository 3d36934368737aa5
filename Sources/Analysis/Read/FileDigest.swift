import Foundation
import Geodata

/// SHA-256 of a file, for the manifest. Source: FIPS 180-4.
///
/// Read in pieces: memory does not grow with the file.
/// - Returns: 64 hexadecimal digits; nil when the file cannot be read.
package func sha256(ofFile path: String) -> String? { sha256(ofFiles: [path]) }

/// SHA-256 of a layer's file; of a shapefile, of its .shp, .shx, .dbf, .prj and .cpg one behind the other; of a folder,
/// of its files in the order of their names.
///
/// - Returns: nil for a database and for what cannot be read.
package func digest(of source: LayerSource) -> String? {
  let files = FileManager.default
  if source.path.lowercased().hasSuffix(".shp") {
    let stem = source.path.dropLast(3)
    let parts = ["shp", "shx", "dbf", "prj", "cpg"].compactMap { ending in
      [stem + ending, stem + ending.uppercased()].first { files.fileExists(atPath: String($0)) }
    }
    return sha256(ofFiles: parts.map { String($0) })
  }
  guard let names = try? files.contentsOfDirectory(atPath: source.path) else { return sha256(ofFile: source.path) }
  let paths = names.sorted().map { "\(source.path)/\($0)" }.filter { path in
    var isFolder: ObjCBool = false
    return files.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
  }
  return sha256(ofFiles: paths)
}

/// Of the files one behind the other; nil when one of them cannot be read to its end.
private func sha256(ofFiles paths: [String]) -> String? {
  var hash = SHA256()
  for path in paths {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    do {
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { hash.update([UInt8](piece)) }
    } catch {
      return nil
    }
  }
  return hash.finish()
}

package struct SHA256 {
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]

  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0
  private var schedule = [UInt32](repeating: 0, count: 64)

  package init() {}

  package mutating func update(_ bytes: [UInt8]) {
    byteCount += UInt64(bytes.count)
    pending += bytes
    let whole = pending.count / 64 * 64
    for start in stride(from: 0, to: whole, by: 64) { compress(start) }
    pending.removeFirst(whole)
  }

  package mutating func finish() -> String {
    let bitCount = byteCount * 8
    var padding: [UInt8] = [0x80]
    while (pending.count + padding.count) % 64 != 56 { padding.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      padding.append(UInt8(truncatingIfNeeded: bitCount >> UInt64(shift)))
    }
    update(padding)
    let digits = Array("0123456789abcdef")
    return String(
      state.flatMap { word in stride(from: 28, through: 0, by: -4).map { digits[Int(word >> UInt32($0) & 15)] } })
  }

  private mutating func compress(_ start: Int) {
    func rotate(_ x: UInt32, _ n: UInt32) -> UInt32 { x >> n | x << (32 - n) }
    for i in 0..<16 {
      let p = start + i * 4
      schedule[i] =
        UInt32(pending[p]) << 24 | UInt32(pending[p + 1]) << 16 | UInt32(pending[p + 2]) << 8 | UInt32(pending[p + 3])
    }
    for i in 16..<64 {
      let a = schedule[i - 15]
      let b = schedule[i - 2]
      let s0 = rotate(a, 7) ^ rotate(a, 18) ^ a >> 3
      let s1 = rotate(b, 17) ^ rotate(b, 19) ^ b >> 10
      schedule[i] = schedule[i - 16] &+ s0 &+ schedule[i - 7] &+ s1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for i in 0..<64 {
      let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
      let choice = e & f ^ ~e & g
      let t1 = h &+ s1 &+ choice &+ Self.constants[i] &+ schedule[i]
      let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
      let majority = a & b ^ a & c ^ b & c
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ s0 &+ majority)
    }
    for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
  }
}
