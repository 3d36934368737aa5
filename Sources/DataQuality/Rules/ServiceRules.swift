import Geometry
import Model
import Words

/// Stations without a service, words that are none, and services that are counted and offered nowhere.
func serviceFindings(_ input: QualityInput) -> [QualityFinding] {
  let bare = input.stations.filter(\.services.isEmpty)
  if bare.count > 1, bare.count == input.stations.count {
    return [
      QualityFinding(
        .warning, .noService, layer: "stations", field: "services", value: "\(bare.count)",
        at: [bare[0].position], message: Bilingual("没有一个驿站填写服务项目", "no station has a service"),
        fix: Bilingual(
          "请填写服务项目，或在`fields`下注明所在字段；按服务项目统计覆盖时，这些驿站都不计入",
          "fill in the services, or name their field under `fields`; coverage by service counts none of them"))
    ]
  }
  var findings = bare.map {
    QualityFinding(
      .warning, .noService, layer: "stations", record: $0.id.rawValue, field: "services", at: [$0.position],
      message: Bilingual("驿站没有填写服务项目", "the station has no service"),
      fix: Bilingual("请填写服务项目；按服务项目统计覆盖时，该驿站不计入", "fill in the services; coverage by service counts it nowhere"))
  }
  let known = input.knownServices.union(Service.fullSet).union(input.countedServices)
  for station in input.stations {
    for service in station.services.subtracting(known).sorted() {
      let meant = Service.fullSet.first {
        editDistance($0.rawValue, service.rawValue) <= min(QualityLimits.slipOfLetters, service.rawValue.count / 2)
      }
      findings.append(
        QualityFinding(
          meant == nil ? .note : .warning, .unknownService, layer: "stations", record: station.id.rawValue,
          field: "services", value: service.rawValue, at: [station.position],
          message: Bilingual(
            "所填的词不是已知的服务项目，未计入", "the word is no service that is known, and is not counted")
            + (meant.map { Bilingual("；很可能是指“\($0.rawValue)”", "; “\($0.rawValue)” is most likely meant") }
              ?? Bilingual(same: "")),
          fix: meant.map { Bilingual("请写成“\($0.rawValue)”", "write \($0.rawValue)") }
            ?? Bilingual(
              "请在`synonyms`下注明它指哪项服务，或列入coverage.services",
              "name the service it stands for under `synonyms`, or list it under coverage.services")))
    }
  }
  let offered = input.stations.reduce(into: Set<Service>()) { $0.formUnion($1.services) }
  // Without any service at all each station says so already.
  let missing = input.countedServices.filter { !offered.contains($0) }.map(\.rawValue)
  if !offered.isEmpty, !missing.isEmpty {
    findings.append(
      QualityFinding(
        .note, .unofferedService, layer: "stations", field: "services", value: missing.joined(separator: ", "),
        message: Bilingual(
          "没有驿站提供所统计的服务（\(missing.joined(separator: "、"))），因此无人被其覆盖",
          "no station offers what is counted, so nobody is covered by it"),
        fix: Bilingual(
          "请填写驿站的服务项目，或从coverage.services中去掉", "fill in the services of the stations, or take it off coverage.services")
      ))
  }
  return findings
}

/// Hours that are not understood, and hours that open in no minute of ten years: of stations, and of firms whose people
/// are there at some hours only.
func hoursFindings(_ input: QualityInput) -> [QualityFinding] {
  input.stations.compactMap {
    hoursFinding(
      "stations", $0.id.rawValue, $0.hours, $0.position,
      Bilingual("按所填的开放时间，驿站从不开放", "by its hours the station never opens"))
  }
    + input.workers.compactMap {
      hoursFinding(
        "workers", $0.id.rawValue, $0.hours, $0.position,
        Bilingual("按所填的时间，该处始终没有人", "by its hours nobody is ever there"))
    }
}

private func hoursFinding(
  _ layer: String, _ record: String, _ text: String?, _ position: Coordinate, _ never: Bilingual
) -> QualityFinding? {
  guard let text else { return nil }
  do throws(OpeningHoursError) {
    let hours = try OpeningHours(parsing: text)
    // Where the sun neither rises nor sets somebody may open all the same.
    if (try? hours.mayOpen(from: QualityLimits.firstDayOfHours, place: SunPlace(at: position))) ?? true { return nil }
    return QualityFinding(
      .warning, .neverOpen, layer: layer, record: record, field: "hours", value: text, at: [position], message: never,
      fix: Bilingual("请更正时间，或去掉该记录", "correct the hours, or leave the record out"))
  } catch {
    return QualityFinding(
      .warning, .unreadableHours, layer: layer, record: record, field: "hours", value: text, at: [position],
      message: Bilingual(
        "开放时间第\(error.position + 1)个字符处有误：\(error.words.chinese)；",
        "the opening hours are not understood at character \(error.position + 1): \(error.words.english); ")
        + (layer == "stations"
          ? Bilingual("开放时间按未知计", "they count as unknown")
          : Bilingual("其从业人员按始终在岗计", "its people count as always there")),
      fix: Bilingual("", "write ")
        + (error.suggestion
          ?? Bilingual(
            "请按“周一至周五 8:00-18:00；周六 9:00-12:00”或“24小时”的写法填写",
            "days and times such as “Mo-Fr 08:00-18:00; Sa 09:00-12:00” or “24/7”")))
  }
}

/// Kinds with a full set of their own that no station has, and supply that no station states.
func coverageKeyFindings(_ input: QualityInput) -> [QualityFinding] {
  let kinds = Set(input.stations.map(\.kind)).subtracting([""]).sorted()
  var findings = input.fullSetKinds.filter { !kinds.contains($0) }.map { kind in
    QualityFinding(
      .warning, .unknownKind, layer: "stations", field: "kind", value: kind,
      message: Bilingual(
        "coverage.full_set所列的类型“\(kind)”没有驿站，因此不起作用",
        "coverage.full_set names a kind that no station has, so it moves nothing"),
      fix: didYouMean(kind, among: kinds)
        + (kinds.isEmpty
          ? Bilingual(
            "请在inputs.stations下用`kind`注明类型所在的字段", "name the field with the kind under inputs.stations as `kind`")
          : Bilingual(
            "请更正；驿站现有的类型是\(kinds.joined(separator: "、"))", "the stations have \(kinds.joined(separator: ", "))")))
  }
  if let supply = input.supply, !input.stations.isEmpty, !input.stations.contains(where: { supply.of($0) != nil }) {
    findings.append(
      QualityFinding(
        .warning, .unknownSupply, layer: "stations", field: supply.field, value: supply.field,
        message: Bilingual(
          "可达性按\(supply.field)分摊，但没有驿站填写该数值，所有社区均分不到",
          "access shares \(supply.field) out, and no station says how many it has: every community is without"),
        fix: Bilingual(
          "请在inputs.stations.fields下用`\(supply.field)`注明所在字段，或把coverage.access.supply改为one",
          "name the field under inputs.stations.fields as `\(supply.field)`, or set coverage.access.supply to one")))
  }
  return findings
}

/// Communities of one name that stand in different towns: one town may be wrong, or they are two places.
func townFindings(_ communities: [Community]) -> [QualityFinding] {
  var named: [String: [Int]] = [:]
  for (index, community) in communities.enumerated()
  where !community.town.isEmpty && community.shape.lines.isEmpty && community.name != community.id.rawValue {
    named[community.name, default: []].append(index)
  }
  return named.values.filter { Set($0.map { communities[$0].town }).count > 1 }.sorted { $0[0] < $1[0] }.map { group in
    let towns = Set(group.map { communities[$0].town }).sorted()
    let first = communities[group[0]]
    return QualityFinding(
      .note, .townDiffers, layer: "communities", record: first.id.rawValue, field: "town", value: first.name,
      at: group.map { communities[$0].shape.box.center },
      message: Bilingual(
        "“\(first.name)”分属\(towns.joined(separator: "、"))：各记录计入各自的乡镇街道",
        "“\(first.name)” stands in \(towns.joined(separator: " and ")): each record counts for its own town"),
      fix: Bilingual(
        "如为同一社区，请更正所属乡镇街道；如为不同社区，无需处理",
        "correct the town where they are one community; nothing to do where they are two"))
  }
}
