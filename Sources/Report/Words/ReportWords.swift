import Analysis
import Model

/// The field's words as the report says them.
extension AnalysisResult {
  /// True when the communities' weight is a length of street, as with demand drawn from OpenStreetMap's streets: the
  /// report must not call metres residents.
  var countsStreets: Bool {
    file.countsStreets
  }

  /// Kinds of demand that the analysis has, in the order of the report.
  var kindsWithDemand: [DemandKind] { DemandKind.allCases.filter { (coverage.now.byKind[$0]?.total ?? 0) > 0 } }

  /// Who is covered: 居民, workers…
  func demandNoun(_ kind: DemandKind) -> Phrase {
    switch kind {
    case .communities: countsStreets ? Phrase("居住街道", "residential street length") : Phrase("居民", "residents")
    case .workers: Phrase("从业人员", "workers")
    case .routes: Phrase("配送路线里程", "delivery-route mileage")
    }
  }

  /// An amount of a kind's weight with its unit.
  func amount(_ value: Double, _ kind: DemandKind) -> Phrase {
    switch kind {
    case .communities where countsStreets:
      Phrase("\(grouped(value / 1000, decimals: 1))公里", "\(grouped(value / 1000, decimals: 1)) km")
    case .communities, .workers: Phrase("\(grouped(value))人", "\(grouped(value))")
    case .routes: Phrase("\(grouped(value))车次公里", "\(grouped(value)) trip-km")
    }
  }

  static func serviceName(_ service: Service) -> Phrase {
    switch service {
    case .drink: Phrase("能喝水", "drinking water")
    case .rest: Phrase("可歇脚", "rest")
    case .heatFood: Phrase("能热饭", "heating food")
    case .charge: Phrase("可充电", "charging")
    case .warm: Phrase("能取暖", "warming up")
    case .cool: Phrase("可纳凉", "cooling down")
    default:
      switch service.rawValue {
      case "hot-water": Phrase("热水", "hot water")
      case "read": Phrase("图书阅览", "books")
      case "first-aid": Phrase("医药箱", "first aid")
      case "toilet": Phrase("如厕", "toilet")
      case "legal-aid": Phrase("法律援助", "legal aid")
      case "wifi": Phrase("无线网络", "wifi")
      case "tools": Phrase("维修工具", "tools")
      case "sewing": Phrase("针线包", "sewing kit")
      case "rain-gear": Phrase("雨具", "rain gear")
      case "battery-swap": Phrase("换电", "battery swapping")
      case "fridge": Phrase("冰箱", "fridge")
      default: Phrase(same: service.rawValue)
      }
    }
  }

  static func tradeName(_ trade: String) -> Phrase {
    switch trade {
    case "freight": Phrase("货物流", "freight")
    case "express": Phrase("快递", "express")
    case "takeaway": Phrase("外卖", "takeaway")
    case "ride-hailing": Phrase("网约车", "ride-hailing")
    case "": Phrase("未注明", "not stated")
    default: Phrase(same: trade)
    }
  }

  static func hostName(_ host: String) -> Phrase {
    switch host {
    case "bank": Phrase("银行网点", "bank branch")
    case "post_office": Phrase("邮政网点", "post office")
    case "fuel": Phrase("加油站", "petrol station")
    case "community_centre": Phrase("社区中心", "community centre")
    case "toilets": Phrase("公共卫生间", "public toilets")
    case "townhall": Phrase("政务服务点", "town hall")
    case "pharmacy": Phrase("药店", "pharmacy")
    case "supermarket": Phrase("超市", "supermarket")
    case "library": Phrase("阅览室", "library")
    case "bus_station": Phrase("公交站场", "bus station")
    case "post_bank": Phrase("邮政储蓄网点", "postal-bank branch")
    default: Phrase(same: host)
    }
  }

  static func reasonName(_ reason: String?) -> Phrase {
    switch reason {
    case UnreachedReason.tooFarFromStreet.rawValue: Phrase("离道路过远", "too far from a street")
    case UnreachedReason.behindBarrier.rawValue: Phrase("隔水或隔障碍", "behind water or a barrier")
    case UnreachedReason.island.rawValue: Phrase("道路不连通", "on a street island")
    case UnreachedReason.noPath.rawValue: Phrase("无路可达", "no path to a station")
    case UnreachedReason.beyondCutoff.rawValue: Phrase("超出服务圈", "beyond the cutoff")
    case "outside-area": Phrase("在分析范围之外", "outside the area")
    case let other?: Phrase(same: other)
    case nil: Phrase(same: "")
    }
  }

  static func layerName(_ layer: String) -> Phrase {
    switch layer {
    case "boundary": Phrase("行政边界", "boundary")
    case "area": Phrase("分析范围", "area")
    case "roads": Phrase("道路", "roads")
    case "water": Phrase("水面", "water")
    case "barriers": Phrase("障碍", "barriers")
    case "elevation": Phrase("高程", "elevation")
    case "stations": Phrase("驿站", "stations")
    case "communities": Phrase("社区", "communities")
    case "workers": Phrase("企业", "workers")
    case "routes": Phrase("配送路线", "routes")
    case "candidates": Phrase("候选点", "candidates")
    default: Phrase(same: layer)
    }
  }
}
