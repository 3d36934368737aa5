import Analysis
import Model
import Words

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
  func demandNoun(_ kind: DemandKind) -> Bilingual {
    switch kind {
    case .communities: countsStreets ? Bilingual("居住街道", "residential street length") : Bilingual("居民", "residents")
    case .workers: Bilingual("从业人员", "workers")
    case .routes: Bilingual("配送路线里程", "delivery-route mileage")
    }
  }

  /// An amount of a kind's weight with its unit.
  func amount(_ value: Double, _ kind: DemandKind) -> Bilingual {
    switch kind {
    case .communities where countsStreets:
      Bilingual("\(grouped(value / 1000, decimals: 1))公里", "\(grouped(value / 1000, decimals: 1)) km")
    case .communities, .workers: Bilingual("\(grouped(value))人", "\(grouped(value))")
    case .routes: Bilingual("\(grouped(value))车次公里", "\(grouped(value)) trip-km")
    }
  }

  static func serviceName(_ service: Service) -> Bilingual {
    switch service {
    case .drink: Bilingual("能喝水", "drinking water")
    case .rest: Bilingual("可歇脚", "rest")
    case .heatFood: Bilingual("能热饭", "heating food")
    case .charge: Bilingual("可充电", "charging")
    case .warm: Bilingual("能取暖", "warming up")
    case .cool: Bilingual("可纳凉", "cooling down")
    default:
      switch service.rawValue {
      case "hot-water": Bilingual("热水", "hot water")
      case "read": Bilingual("图书阅览", "books")
      case "first-aid": Bilingual("医药箱", "first aid")
      case "toilet": Bilingual("如厕", "toilet")
      case "legal-aid": Bilingual("法律援助", "legal aid")
      case "wifi": Bilingual("无线网络", "wifi")
      case "tools": Bilingual("维修工具", "tools")
      case "sewing": Bilingual("针线包", "sewing kit")
      case "rain-gear": Bilingual("雨具", "rain gear")
      case "battery-swap": Bilingual("换电", "battery swapping")
      case "fridge": Bilingual("冰箱", "fridge")
      default: Bilingual(same: service.rawValue)
      }
    }
  }

  static func tradeName(_ trade: String) -> Bilingual {
    switch trade {
    case "freight": Bilingual("货运", "freight")
    case "express": Bilingual("快递", "express")
    case "takeaway": Bilingual("外卖", "takeaway")
    case "ride-hailing": Bilingual("网约车", "ride-hailing")
    case "bus": Bilingual("公交", "bus")
    case "coach": Bilingual("客运", "coach")
    case "": Bilingual("未注明", "not stated")
    default: Bilingual(same: trade)
    }
  }

  /// A group that has a profile: a kind of demand or a trade.
  func demandGroupName(_ name: String) -> Bilingual {
    DemandKind(rawValue: name).map { Bilingual(demandNoun($0).chinese, name) }
      ?? Bilingual(Self.tradeName(name).chinese, name)
  }

  static func hostName(_ host: String) -> Bilingual {
    switch host {
    case "bank": Bilingual("银行网点", "bank branch")
    case "post_office": Bilingual("邮政网点", "post office")
    case "fuel": Bilingual("加油站", "petrol station")
    case "community_centre": Bilingual("社区中心", "community centre")
    case "toilets": Bilingual("公共卫生间", "public toilets")
    case "townhall": Bilingual("政务服务点", "town hall")
    case "pharmacy": Bilingual("药店", "pharmacy")
    case "supermarket": Bilingual("超市", "supermarket")
    case "hotel": Bilingual("酒店", "hotel")
    case "library": Bilingual("阅览室", "library")
    case "bus_station": Bilingual("公交站场", "bus station")
    case "post_bank": Bilingual("邮政储蓄网点", "postal-bank branch")
    case "clinic": Bilingual("卫生室", "clinic")
    case "hospital": Bilingual("医院", "hospital")
    case "restaurant": Bilingual("餐馆", "restaurant")
    case "cafe": Bilingual("咖啡馆", "café")
    case "convenience": Bilingual("便利店", "convenience store")
    case "mall": Bilingual("商场", "shopping centre")
    case "marketplace": Bilingual("市场", "market")
    case "school": Bilingual("学校", "school")
    case "police": Bilingual("派出所", "police station")
    case "fire_station": Bilingual("消防站", "fire station")
    case "charging_station": Bilingual("充电站", "charging station")
    case "parking": Bilingual("停车场", "car park")
    default: Bilingual(same: host)
    }
  }

  static func reasonName(_ reason: String?) -> Bilingual {
    switch reason {
    case UnreachedReason.tooFarFromStreet.rawValue: Bilingual("离道路过远", "too far from a street")
    case UnreachedReason.behindBarrier.rawValue: Bilingual("隔水或隔障碍", "behind water or a barrier")
    case UnreachedReason.island.rawValue: Bilingual("道路不连通", "on a street island")
    case UnreachedReason.noPath.rawValue: Bilingual("无路可达", "no path to a station")
    case UnreachedReason.beyondCutoff.rawValue: Bilingual("超出服务圈", "beyond the cutoff")
    case "outside-area": Bilingual("在分析范围之外", "outside the area")
    case let other?: Bilingual(same: other)
    case nil: Bilingual(same: "")
    }
  }

  static func layerName(_ layer: String) -> Bilingual {
    switch layer {
    case "boundary": Bilingual("行政边界", "boundary")
    case "area": Bilingual("分析范围", "area")
    case "roads": Bilingual("道路", "roads")
    case "water": Bilingual("水面", "water")
    case "barriers": Bilingual("障碍", "barriers")
    case "elevation": Bilingual("高程", "elevation")
    case "stations": Bilingual("驿站", "stations")
    case "communities": Bilingual("社区", "communities")
    case "workers": Bilingual("企业", "workers")
    case "routes": Bilingual("配送路线", "routes")
    case "candidates": Bilingual("候选点", "candidates")
    case "population": Bilingual("人口分布", "population")
    case "tracks": Bilingual("轨迹", "tracks")
    case "reports": Bilingual("随手拍线索", "reports")
    case "excluded", "exclusions": Bilingual("禁设区", "exclusions")
    case "plan": Bilingual("方案", "plan")
    case "run": Bilingual("本次运行", "run")
    case "costs": Bilingual("费用表", "costs")
    case "profiles": Bilingual("时间分布", "profiles")
    case "start": Bilingual("初始方案", "start")
    case "demand": Bilingual("需求点", "demand")
    case "sites": Bilingual("点位", "sites")
    default: Bilingual(same: layer)
    }
  }
}
