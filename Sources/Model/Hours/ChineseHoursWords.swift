import Words

/// What is written for hours in Chinese, by its meaning.
enum ChineseHoursWord: Hashable {
  /// Bits as in ``HoursDayKind/weekdays(_:)``.
  case days(UInt8)
  case weekend
  case workday, holiday
  /// Holidays, and perhaps weekends: 节假日.
  case vagueHoliday
  case half(Half)
  case nextDay
  case nextYear
  case allDay
  case closed, unknown
  /// 午休 before its times.
  case lunchBreak
  /// 营业, and other words that change nothing.
  case filler
  /// 全年无休: nothing while nothing closes.
  case withoutRest
  /// 夏季: only with its months.
  case season
  case except, without, outside, including
  case through, list
  /// What can be read in two ways, with what to write.
  case vague(suggestion: Bilingual)

  /// The part of the day that an hour of the twelve-hour clock belongs to.
  enum Half: Hashable {
    case earlyMorning, morning, noon, afternoon, evening
  }

  /// By their first letter, the longest first.
  static let byFirst: [Character: [(letters: [Character], word: ChineseHoursWord)]] = {
    var byFirst: [Character: [(letters: [Character], word: ChineseHoursWord)]] = [:]
    for (names, word) in table {
      for name in names.split(separator: " ") {
        let letters = Array(name)
        byFirst[letters[0], default: []].append((letters, word))
      }
    }
    return byFirst.mapValues { $0.sorted { $0.letters.count > $1.letters.count } }
  }()

  private static let table: [(String, ChineseHoursWord)] = [
    ("每天 每日 天天 一周七天 一周7天 每周七天 每周7天 全周 毎日", .days(0b111_1111)),
    ("周末 週末 双休日 雙休日", .weekend),
    ("工作日 上班日", .workday),
    ("国家法定节假日 法定节假日 法定假日 法定节日 法定假期 公众假期 公众假日 公共假期 公共假日", .holiday),
    ("节假日 节日 假日", .vagueHoliday),
    ("凌晨", .half(.earlyMorning)), ("上午 早上 早晨 清晨 早间 早 朝", .half(.morning)), ("中午 正午", .half(.noon)),
    ("下午 午后", .half(.afternoon)), ("傍晚 晚上 晚间 夜间 夜里 夜晚 晚", .half(.evening)),
    ("次日 第二天 第二日 翌日 隔日 隔天", .nextDay),
    ("次年 来年 翌年 第二年", .nextYear),
    ("全天候 全天 全日 全天24小时 24小时 二十四小时 7×24小时 7x24小时 7*24小时 7×24 7x24 7*24 24小时不间断 24小时全天 24×7 24x7 24*7", .allDay),
    (
      """
      休息 闭馆 闭店 休馆 闭园 不营业 不开放 不上班 不办公 不服务 不开门 停业 停止营业 停止开放 停止使用 停止服务 暂停营业 暂停开放 暂停使用 \
      暂停服务 暂停 暂不开放 暂不营业 暂未开放 未开放 尚未开放 停用 已停用 关闭 已关闭 关门 公休 放假
      """, .closed
    ),
    (
      """
      电话预约 需电话预约 请电话预约 提前预约 需提前预约 请提前预约 需预约 须预约 凭预约 预约 预约制 电话联系 请电话联系 电话咨询 来电咨询 \
      请致电 详询 不定 不定时 不定期 不固定 时间不定 时间不固定 不确定 待定 未知 视情况 视情况而定 以现场为准 以公告为准 以门店为准 另行通知
      """, .unknown
    ),
    (
      """
      营业 开放 开门 对外开放 正常营业 正常开放 照常营业 照常开放 上班 办公 服务 接待 可用 不打烊 不间断 营业中 \
      营业时间 开放时间 服务时间 工作时间 办公时间 上班时间 开门时间 时间 时段 为 是 均 都 自 从 的 每周 每年 全年 期间 内 正常 照常
      """, .filler
    ),
    ("午休 午间休息", .lunchBreak),
    ("中午不休息 中午不休 午间不休息 午间不休 中午无休 无午休 午休不休", .filler),
    ("全年无休 无休 全年不休 节假日无休 节假日不休", .withoutRest),
    ("夏季 夏天 夏令 夏令时 夏时制 冬季 冬天 冬令 冬令时 冬时制 春季 秋季 春秋季 春夏季 秋冬季 旺季 淡季", .season),
    ("除外 不在此列", .outside), ("除 除了 除去", .except), ("外 以外 之外", .outside),
    ("不含 不包括 不包含 不包", .without), ("含 包括 包含", .including),
    ("至 到 直至 直到 から まで", .through), ("和 及 与 以及 和每 或", .list),
    ("平日 平时", .vague(suggestion: Bilingual("请写“周一至周五”；法定节假日不开放的，请写“工作日”", "周一至周五, or 工作日 without public holidays"))),
    ("寒假 暑假 寒暑假 假期 学校假期", .vague(suggestion: Bilingual("请写明日期，例如“7月1日-8月31日”", "its dates, such as 7月1日-8月31日"))),
    (
      "春节 除夕 元旦 清明 清明节 劳动节 端午 端午节 中秋 中秋节 国庆 国庆节",
      .vague(suggestion: Bilingual("请写明日期，或写“法定节假日”并提供节假日表", "the dates, or 法定节假日 with a list of holidays"))
    ),
    (
      "单周 双周 隔周",
      .vague(
        suggestion: Bilingual(
          "请按OpenStreetMap的写法写明周次，例如“week 01-53/2 Mo 09:00-17:00”",
          "weeks in OpenStreetMap's way, such as week 01-53/2 Mo 09:00-17:00"))
    ),
    ("月曜日 月曜", .days(1)), ("火曜日 火曜", .days(2)), ("水曜日 水曜", .days(4)), ("木曜日 木曜", .days(8)),
    ("金曜日 金曜", .days(16)), ("土曜日 土曜", .days(32)), ("日曜日 日曜", .days(64)),
  ]
}
