import Model
import RoadNetwork
import Words

/// Sums over recorded tracks by trade and round, of which only those of enough tracks are told.
///
/// What is told beside a sum of more must not tell the rest by a difference: rounds are put together until the others of
/// their trade are enough or none.
struct TrackGroups {
  let least: Int
  /// By trade, in order.
  private var trades: [(sum: GroupSum, rounds: [GroupSum])] = []

  init(least: Int) { self.least = least }

  mutating func add(_ trade: String, _ tracks: [MatchedTrack], _ graph: RoadGraph) {
    func sum(_ level: TrackGroup.Level, _ name: String?, _ members: [MatchedTrack]) -> GroupSum {
      GroupSum(TrackGroup(level: level, name: name, trade: trade), members, graph, least)
    }
    let byRound = Dictionary(grouping: tracks) { $0.track.round }
    var rounds = byRound.filter { !$0.key.isEmpty }.sorted { $0.key < $1.key }.map { (name: $0.key, members: $0.value) }
    func count(_ tracks: [MatchedTrack]) -> Int { tracks.count(where: \.isUsable) }
    var others = tracks.filter { $0.track.round.isEmpty }
    for round in rounds where count(round.members) < least { others += round.members }
    rounds.removeAll { count($0.members) < least }
    while !rounds.isEmpty, (1..<least).contains(count(others)),
      let smallest = rounds.indices.min(by: { count(rounds[$0].members) < count(rounds[$1].members) })
    {
      others += rounds.remove(at: smallest).members
    }
    var told = rounds.map { sum(.round, $0.name, $0.members) }
    if !told.isEmpty, count(others) >= least { told.append(sum(.round, nil, others)) }
    trades.append((sum(.trade, trade, tracks), told))
  }

  /// Each trade and behind it its rounds; trades of too few tracks at the end, together.
  var told: [TrackGroup] {
    var groups: [TrackGroup] = []
    var others: GroupSum?
    for trade in trades {
      if trade.sum.group.tracks >= least {
        groups.append(trade.sum.group)
        groups += trade.rounds.map(\.group)
      } else {
        others = others.map { $0.joined(trade.sum) } ?? trade.sum
      }
    }
    if var others, others.group.tracks >= least {
      others.group.name = nil
      others.group.trade = ""
      groups.append(others.group)
    }
    return groups
  }

  /// One note of what is withheld, over what is told: a sum over fewer would tell of single tracks.
  func findings(of count: Int) -> [QualityFinding] {
    let trades = told.filter { $0.level == .trade }
    let counted = trades.reduce(0) { $0 + $1.tracks }
    let withheld = trades.reduce(0) { $0 + $1.withheld.value }
    let kept = trades.reduce(0) { $0 + $1.kept.value }
    let rule = Bilingual("同一行业至少\(least)条轨迹经过的道路才计入", "a street counts for at least \(least) tracks of a trade")
    guard counted > 0 else {
      return [
        QualityFinding(
          .note, .tracksWithheld, layer: "tracks", value: "\(count)",
          message: Bilingual(
            "\(count)条轨迹均未采用：\(rule.chinese)", "nothing of the \(count) recorded tracks is used: \(rule.english)"),
          fix: Bilingual("请提供更多轨迹；所需条数由coverage.least_trips规定", "give more tracks; coverage.least_trips says how many"))
      ]
    }
    return [
      QualityFinding(
        .note, .tracksWithheld, layer: "tracks", value: "\(Int(withheld.rounded())) m",
        message:
          Bilingual(
            "经过的轨迹太少，\(Int(withheld.rounded()))米道路未计入，计入\(Int(kept.rounded()))米：\(rule.chinese)",
            "\(Int(withheld.rounded())) m of streets that fewer tracks pass are left out, and \(Int(kept.rounded())) m "
              + "are kept: \(rule.english)"),
        fix: Bilingual("无需处理；所需条数由coverage.least_trips规定", "nothing to do; coverage.least_trips says how many"))
    ]
  }
}

/// A group while it is summed up.
private struct GroupSum {
  var group: TrackGroup
  /// Of each usable track.
  private var noises: [Double] = []

  init(_ group: TrackGroup, _ tracks: [MatchedTrack], _ graph: RoadGraph, _ least: Int) {
    self.group = group
    let usable = tracks.filter(\.isUsable)
    self.group.tracks = usable.count
    self.group.refused = tracks.count - usable.count
    self.group.points = usable.reduce(0) { $0 + $1.track.coordinates.count }
    self.group.pointsLeftOut = usable.reduce(0) { $0 + $1.pointsLeftOut }
    self.group.matched = Self.sum(usable.map(\.match.matchedLength))
    self.group.offNetwork = Self.sum(usable.map(\.match.drawnLength))
    self.group.gaps = usable.reduce(0) { $0 + $1.match.gapCount }
    self.group.gapLength = Self.sum(usable.map(\.match.gapLength))
    self.group.tripsPerDay = (usable.map(\.track.tripsPerDay).sorted().reduce(0, +) * 1e9).rounded() / 1e9
    let passed = graph.trips(of: usable.map { ($0.match, $0.track.tripsPerDay) }, least: 1)
    self.group.kept = Self.sum(passed.filter { $0.tracks >= least }.map { graph.street($0.street).length })
    self.group.withheld = Self.sum(passed.filter { $0.tracks < least }.map { graph.street($0.street).length })
    noises = usable.map(\.match.noise.value)
    self.group.noise = Self.median(noises)
  }

  func joined(_ other: GroupSum) -> GroupSum {
    var sum = self
    sum.group.tracks += other.group.tracks
    sum.group.refused += other.group.refused
    sum.group.points += other.group.points
    sum.group.pointsLeftOut += other.group.pointsLeftOut
    sum.group.matched = Self.sum([group.matched, other.group.matched])
    sum.group.offNetwork = Self.sum([group.offNetwork, other.group.offNetwork])
    sum.group.gaps += other.group.gaps
    sum.group.gapLength = Self.sum([group.gapLength, other.group.gapLength])
    sum.group.tripsPerDay += other.group.tripsPerDay
    sum.group.kept = Self.sum([group.kept, other.group.kept])
    sum.group.withheld = Self.sum([group.withheld, other.group.withheld])
    sum.noises += other.noises
    sum.group.noise = Self.median(sum.noises)
    return sum
  }

  /// In whole millimetres, so that it does not depend on the order of the tracks.
  private static func sum(_ lengths: [Meters]) -> Meters {
    Meters(Double(lengths.reduce(0) { $0 + Int(($1.value * 1000).rounded()) }) / 1000)
  }

  private static func median(_ values: [Double]) -> Meters {
    Meters(values.isEmpty ? 0 : values.sorted()[values.count / 2])
  }
}
