import Geometry
import Model
import Words

/// Ids that differ in width or case only: most likely one record twice, or two that nobody can tell apart on paper.
func identifierFindings(_ layer: String, _ records: [QualityInput.Entry]) -> [QualityFinding] {
  var first: [String: Int] = [:]
  first.reserveCapacity(records.count)
  var findings: [QualityFinding] = []
  for (index, record) in records.enumerated() {
    let plain = plainWriting(record.id)
    guard let earlier = first[plain] else {
      first[plain] = index
      continue
    }
    let other = records[earlier]
    findings.append(
      QualityFinding(
        .warning, .similarID, layer: layer, record: record.id, field: "id", value: record.id, at: [record.position],
        message: Bilingual(
          "编号与“\(other.id)”只有全半角、大小写或重音符号的差别，",
          "the id differs from “\(other.id)” in width, case or accents only, ")
          + apart(record.position, other.position),
        fix: Bilingual(
          "请给其中一条改用别的编号；如为同一条记录，请删除其一",
          "give one of them another id, or remove it if it is the same record")))
  }
  return findings
}

/// One record twice, and names that differ in writing only, within one layer.
///
/// - Complexity: O(n), save that a record is compared with up to 100 other writings of its normal name.
func nameFindings(_ layer: String, _ records: [QualityInput.Entry]) -> [QualityFinding] {
  var first: [String: Int32] = [:]
  first.reserveCapacity(records.count)
  // The records of one normal name, chained from the first; most names stand alone.
  var next = [Int32](repeating: -1, count: records.count)
  var last = next
  for (index, record) in records.enumerated() where record.hasName {
    var key = NormalName(record.name).key
    guard !key.isEmpty else { continue }
    if !record.group.isEmpty { key += "\n" + record.group }
    guard let head = first[key] else {
      first[key] = Int32(index)
      last[index] = Int32(index)
      continue
    }
    next[Int(last[Int(head)])] = Int32(index)
    last[Int(head)] = Int32(index)
  }
  var findings: [(record: Int, finding: QualityFinding)] = []
  // Only the first of a group knows its last.
  for head in records.indices where last[head] >= 0 && next[head] >= 0 {
    var group: [Int] = []
    var member = Int32(head)
    while member >= 0 {
      group.append(Int(member))
      member = next[Int(member)]
    }
    findings += nameFindings(layer, records, group)
  }
  return findings.sorted { $0.record < $1.record }.map(\.finding)
}

/// A name is compared with so many other writings at the most.
private let mostWritings = 100

private func nameFindings(
  _ layer: String, _ records: [QualityInput.Entry], _ group: [Int]
) -> [(record: Int, finding: QualityFinding)] {
  var findings: [(record: Int, finding: QualityFinding)] = []
  var forms = NameKinds()
  // Most groups have one writing.
  var numbers: [String: Int32] = [:]
  let kinds = group.map { index in
    let name = records[index].name
    if let known = numbers[name] { return known }
    let number = forms.number(of: NormalName(name))
    numbers[name] = number
    return number
  }
  let twins = earlierTwins(
    group.map { records[$0].position }, kinds: kinds, within: QualityLimits.sameRecord,
    accepts: { forms.areSame($0, $1) })
  var isDuplicate = [Bool](repeating: false, count: group.count)
  for (place, twin) in twins.enumerated() {
    guard let twin else { continue }
    let record = records[group[place]]
    let other = records[group[twin]]
    let isWrittenAlike = record.name == other.name
    isDuplicate[place] = true
    findings.append(
      (
        group[place],
        QualityFinding(
          .warning, .duplicateRecord, layer: layer, record: record.id, field: "name", value: record.name,
          at: [record.position],
          message: (isWrittenAlike
            ? Bilingual("与“\(other.id)”名称相同，", "“\(other.id)” has the same name and stands ")
            : Bilingual(
              "与“\(other.id)”（“\(other.name)”）名称只有写法不同，",
              "“\(other.id)” is called “\(other.name)” and stands "))
            + apart(record.position, other.position),
          fix: Bilingual(
            "如为同一处，请删除其一，以免重复计算",
            "remove one of the two if it is the same place; it counts twice"))
      ))
  }

  var counts: [String: Int] = [:]
  for index in group { counts[records[index].name, default: 0] += 1 }
  guard counts.count > 1 else { return findings }
  // A name that stands several times belongs to a chain and identifies nothing.
  let isChain = counts.values.contains { $0 > 1 }
  var writings: [(name: String, form: NormalName, record: Int)] = []
  var seen: Set<String> = []
  for (place, index) in group.enumerated() {
    let record = records[index]
    if isChain, seen.contains(record.name) { continue }
    let form = NormalName(record.name)
    let others = writings.filter { $0.name != record.name && form.isSame(as: $0.form) }.map(\.record)
    if seen.insert(record.name).inserted, writings.count < mostWritings {
      writings.append((record.name, form, index))
    }
    guard !isDuplicate[place] else { continue }
    let nearest = others.min {
      (shortDistance(records[$0].position, record.position), $0)
        < (shortDistance(records[$1].position, record.position), $1)
    }
    guard let nearest else { continue }
    let other = records[nearest]
    let distance = shortDistance(record.position, other.position)
    let isNear = !isChain && distance < QualityLimits.sameName.value
    findings.append(
      (
        index,
        QualityFinding(
          isNear ? .warning : .note, .similarName, layer: layer, record: record.id, field: "name", value: record.name,
          at: [record.position],
          message: Bilingual(
            "名称与“\(other.id)”的“\(other.name)”只有写法不同，",
            "the name differs from “\(other.name)” of “\(other.id)” in writing only, ")
            + apart(record.position, other.position)
            + (isChain
              ? Bilingual(
                "；这些名称多次出现，可能是同一单位的多个网点",
                "; the names stand several times, so they may be branches of one house") : Bilingual(same: "")),
          fix: isNear
            ? Bilingual(
              "如为同一处，请删除其一；否则请把名称写得有所区别",
              "remove one of the two if it is the same place, or write the names so that they differ")
            : Bilingual("如为同一单位，请统一写法", "write the name one way if it is the same house"))
      ))
  }
  return findings
}

private func apart(_ a: Coordinate, _ b: Coordinate) -> Bilingual {
  let distance = shortDistance(a, b)
  guard distance.isFinite else { return Bilingual("相距多远无法计算", "nobody knows how far away") }
  if distance < 10_000 {
    let meters = Int(distance.rounded())
    return Bilingual("相距\(meters)米", "\(meters) m away")
  }
  let kilometers = Int((distance / 1000).rounded())
  return Bilingual("相距\(kilometers)公里", "\(kilometers) km away")
}
