import RoadNetwork
import Words
import Yams

/// Values of a mode's fields that have the right kind and could never hold on a street.
extension Node {
  /// The first that is no key of one-ways; keys of `like` are.
  func onewayMistake(_ rules: ModeRules) -> ModeField.Mistake? {
    firstUnless { word in
      ["oneway", "junction"].contains { word == $0 || word.hasPrefix($0 + ":") } || rules.onewayKeys.contains(word)
    }.map {
      (
        Bilingual(
          "“\($0)”不是单行规则的键。请写oneway或oneway:bicycle这样的键。",
          "“\($0)” is no key of one-ways. Write keys such as oneway or oneway:bicycle."), $1
      )
    }
  }

  /// The first that is no key of legal speeds.
  func speedLimitMistake(_ rules: ModeRules) -> ModeField.Mistake? {
    firstUnless { $0.split(separator: ":").contains("maxspeed") || rules.speedLimitKeys.contains($0) }.map {
      (
        Bilingual(
          "“\($0)”不是限速的键。请写maxspeed或maxspeed:bicycle这样的键。",
          "“\($0)” is no key of legal speeds. Write keys such as maxspeed or maxspeed:bicycle."), $1
      )
    }
  }

  /// The first that is no key of turn restrictions.
  func turnMistake(_ rules: ModeRules) -> ModeField.Mistake? {
    firstUnless { $0 == "restriction" || $0.hasPrefix("restriction:") || rules.turnKeys.contains($0) }.map {
      (
        Bilingual(
          "“\($0)”不是转向限制的键。请写restriction或restriction:hgv这样的键。",
          "“\($0)” is no key of turn restrictions. Write keys such as restriction or restriction:hgv."), $1
      )
    }
  }

  /// The first that is no word of a restriction's `except`; the access keys of the mode are.
  func exceptionMistake(_ rules: ModeRules) -> ModeField.Mistake? {
    let known = Self.exceptions.union(rules.accessKeys)
    return firstUnless(known.contains).map {
      (
        Bilingual(
          "“\($0)”不是转向限制中except的用词。可写：\(known.sorted().joined(separator: "、"))。",
          "“\($0)” is no word of a restriction's except. There are \(known.sorted().joined(separator: ", "))."), $1
      )
    }
  }

  /// The first class that stands in this list and in another.
  func classMistake(alsoIn open: Node, _ rules: ModeRules) -> ModeField.Mistake? {
    func tags(_ name: String) -> Set<ModeRules.Tag> {
      ModeRules.Tag(text: name).map { [$0] } ?? Set(rules.classes.keys.filter { $0.value == name })
    }
    let opened = Set(open.items.compactMap(\.string).flatMap(tags))
    return firstUnless { tags($0).isDisjoint(with: opened) }.map {
      (
        Bilingual(
          "“\($0)”同时列在open和closed中。请只留在其中一处。", "“\($0)” stands in `open` and in `closed`. Leave it in one of them."), $1
      )
    }
  }

  private func firstUnless(_ isRight: (String) -> Bool) -> (word: String, node: Node)? {
    items.map { ($0.string ?? "", $0) }.first { !isRight($0.0) }
  }

  /// Source: wiki.openstreetmap.org/wiki/Relation:restriction and the vehicles of Key:access.
  private static let exceptions: Set<String> = [
    "vehicle", "motor_vehicle", "psv", "bus", "minibus", "coach", "tourist_bus", "share_taxi", "taxi", "tram", "hov",
    "motorcar", "motorcycle", "moped", "mofa", "speed_pedelec", "bicycle", "electric_bicycle", "cargo_bike", "hgv",
    "hgv_articulated", "goods", "trailer", "caravan", "motorhome", "carsharing", "electric_vehicle", "agricultural",
    "forestry", "emergency", "delivery", "destination", "residents", "private", "disabled", "military", "hazmat",
    "horse", "carriage", "foot",
  ]
}
