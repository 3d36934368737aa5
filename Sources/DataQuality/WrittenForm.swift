/// A text without the accidents of writing: width, case, accents, traditional characters.
///
/// - Complexity: O(n).
package func plainWriting(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 < 0x80 && !(0x41...0x5A).contains($0) }) { return text }
  var scalars = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x4E00...0x9FFF: scalars.append(simplified[Int(scalar.value) - firstHan])
    case 0...0x7F: scalars.append(small(scalar))
    // Full-width forms follow ASCII at a fixed distance.
    case 0xFF01...0xFF5E: scalars.append(small(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar))
    case 0x3000, 0xA0: scalars.append(" ")
    default:
      if let plain = latin[scalar] {
        scalars.append(plain)
      } else {
        scalars.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
  }
  return String(scalars)
}

private func small(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  (0x41...0x5A).contains(scalar.value) ? Unicode.Scalar(scalar.value + 0x20) ?? scalar : scalar
}

/// Letters with accents, without.
private let latin: [Unicode.Scalar: Unicode.Scalar] = {
  let families = [
    "aàáâãäåāăą", "cçćĉċč", "dďđ", "eèéêëēĕėęě", "gĝğġģ", "iìíîïĩīĭį", "lĺļľł", "nñńņň", "oòóôõöøōŏő", "rŕŗř", "sśŝşš",
    "tţťŧ", "uùúûüũūŭůűų", "yýÿŷ", "zźżž",
  ]
  var table: [Unicode.Scalar: Unicode.Scalar] = [:]
  for family in families {
    let letters = Array(family.unicodeScalars)
    for letter in letters.dropFirst() {
      table[letter] = letters[0]
      // Upper case of these letters is one scalar each.
      if let upper = letter.properties.uppercaseMapping.unicodeScalars.first { table[upper] = letters[0] }
    }
  }
  return table
}()

private let firstHan = 0x4E00

/// Every character from ``firstHan`` on, those that names of places, offices and shops are made of simplified.
private let simplified: [Unicode.Scalar] = {
  let pairs =
    "區区號号橋桥鎮镇鄉乡縣县黨党務务員员會会東东廣广灣湾龍龙樓楼門门車车場场廠厂園园館馆學学醫医銀银"
    + "郵邮電电線线業业團团體体衛卫環环監监灘滩壩坝溝沟嶺岭島岛嶽岳陽阳陰阴藥药書书報报飯饭麵面茶茶華华"
    + "樂乐興兴發发達达運运輸输遞递貨货騎骑驛驿點点處处總总辦办產产農农漁渔鹽盐鐵铁鋼钢機机國国際际聯联"
    + "豐丰寶宝慶庆愛爱樹树楊杨檜桧黃黄綠绿藍蓝紅红雙双兩两萬万億亿長长寬宽廳厅院院圖图"
  let scalars = Array(pairs.unicodeScalars)
  var table = (firstHan...0x9FFF).map { Unicode.Scalar(UInt32($0)) ?? " " }
  for index in stride(from: 0, to: scalars.count - 1, by: 2) {
    table[Int(scalars[index].value) - firstHan] = scalars[index + 1]
  }
  return table
}()
