import Geometry
import Model

/// A made-up address: a few metres beside a street of the main urban area.
struct Premises {
  private let district: District
  private let streets: [StreetPiece]
  private let weights: [Double]
  private var taken: [Coordinate] = []

  /// - Parameter weights: how attractive a class of street is; classes not named are empty.
  init(in district: District, weights classWeights: [String: Double]) {
    self.district = district
    streets = district.plan.streetPieces.filter {
      classWeights[$0.highway] != nil && $0.length < 300 && contains(district.area, $0.middle)
    }
    weights = streets.map { $0.length * classWeights[$0.highway]! }
  }

  /// A free address drawn by street length and class, at least `spacing` metres from those given out before.
  mutating func draw(_ random: inout SplitMix, spacing: Double) -> Coordinate {
    while true {
      let piece = streets[random.index(weights: weights)]
      let place = beside(
        piece, at: random.number(0.15, 0.85), offset: random.number(7, 14) * (random.chance(0.5) ? 1 : -1))
      if taken.allSatisfy({ $0.distance(place) >= spacing }) {
        taken.append(place)
        return place
      }
    }
  }

  /// The address nearest to a point, on whichever of the streets that is.
  mutating func draw(nearestTo point: Coordinate) -> Coordinate {
    let positions = district.plan.positions
    func gap(_ piece: StreetPiece) -> Double {
      nearest(point, onSegment: positions[piece.a], positions[piece.b]).distance(point)
    }
    let piece = streets.min { gap($0) < gap($1) }!
    let (a, b) = (positions[piece.a], positions[piece.b])
    let foot = nearest(point, onSegment: a, b)
    let share = min(0.9, max(0.1, foot.distance(a) / piece.length))
    let place = beside(piece, at: share, offset: (b - a).cross(point - a) >= 0 ? 9 : -9)
    taken.append(place)
    return place
  }

  private func beside(_ piece: StreetPiece, at share: Double, offset: Double) -> Coordinate {
    let (a, b) = (district.plan.positions[piece.a], district.plan.positions[piece.b])
    return a + (b - a) * share + (b - a).unit.left * offset
  }
}

struct StationRecord {
  var name: String
  var kind: String
  var services: String
  var hours: String
  var visits: Int
  var near: Coordinate
}

extension Sketch {
  private static let all = "能喝水、可歇脚、能热饭、可充电、能取暖、可纳凉"
  private static let noMeals = "能喝水、可歇脚、可充电、能取暖、可纳凉"
  private static let basic = "能喝水、可歇脚、可充电"
  private static let center = "党群服务中心"
  private static let postalBank = "邮政储蓄网点"

  /// Ten stations, as many as there are; Chahua community is one of them, the other places are guesses.
  static let stations = [
    StationRecord(
      name: "茶花社区暖心驿站", kind: center, services: all, hours: "Mo-Su 08:00-18:00", visits: 30,
      near: at(103.815146, 29.407056)),
    StationRecord(
      name: "两河口社区暖心驿站", kind: center, services: all, hours: "Mo-Su 08:00-18:00", visits: 25,
      near: at(103.825182, 29.411812)),
    StationRecord(
      name: "黄桷井社区暖心驿站", kind: center, services: noMeals, hours: "Mo-Fr 09:00-17:30", visits: 20,
      near: at(103.8215, 29.4225)),
    StationRecord(
      name: "杨柳湾社区暖心驿站", kind: center, services: all, hours: "24/7", visits: 30, near: at(103.8140, 29.4310)),
    StationRecord(
      name: "竹根邮政储蓄网点驿站", kind: postalBank, services: noMeals, hours: "Mo-Su 08:30-17:00", visits: 20,
      near: at(103.806941, 29.421655)),
    StationRecord(
      name: "市建会邮政储蓄网点驿站", kind: postalBank, services: basic, hours: "Mo-Su 08:30-17:00", visits: 15,
      near: at(103.8165, 29.4010)),
    StationRecord(
      name: "岷江社区暖心驿站", kind: center, services: noMeals, hours: "Mo-Fr 09:00-17:30", visits: 15,
      near: at(103.7905, 29.4160)),
    StationRecord(
      name: "二码头社区暖心驿站", kind: center, services: all, hours: "Mo-Su 08:00-18:00", visits: 25,
      near: at(103.804101, 29.462455)),
    StationRecord(
      name: "牛华邮政储蓄网点驿站", kind: postalBank, services: basic, hours: "Mo-Su 08:30-17:00", visits: 15,
      near: at(103.800747, 29.467229)),
    StationRecord(
      name: "半边街社区暖心驿站", kind: center, services: noMeals, hours: "Mo-Su 08:00-18:00", visits: 20,
      near: at(103.7965, 29.4560)),
  ]

  static let hostKinds: [(kind: String, label: String, count: Int, cost: ClosedRange<Double>)] = [
    ("bank", "银行网点", 18, 12_000...24_000), ("post_bank", "邮政储蓄网点", 12, 10_000...20_000),
    ("fuel", "加油站", 10, 15_000...27_000), ("community_centre", "社区服务点", 20, 6000...14_000),
    ("toilets", "公共厕所", 22, 6000...12_000), ("supermarket", "超市", 26, 8000...18_000),
    ("pharmacy", "药店", 18, 8000...16_000), ("library", "阅览室", 6, 7000...13_000),
    ("bus_station", "公交站场", 8, 9000...20_000),
  ]

  static let trades: [(trade: String, label: String, firms: Int, heads: ClosedRange<Double>)] = [
    ("freight", "货物流企业", 27, 3...24), ("express", "快递网点", 26, 4...30), ("takeaway", "外卖站点", 14, 8...60),
    ("ride-hailing", "网约车企业", 20, 3...40),
  ]
}
