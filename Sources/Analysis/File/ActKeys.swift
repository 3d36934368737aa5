import Coverage
import Geodata
import Model
import Words

/// `siting.options`, `siting.value`, `siting.phases` and `siting.programme`.
enum ActKeys {
  private static let build = ValueKind.keys([
    AnalysisKey("cost", .money, "yuan; else the cost of the candidate's own record"),
    AnalysisKey("services", .list(.text), "services it is built with; default siting.builds_with"),
    AnalysisKey("hours", .text, "its opening hours; default siting.builds_with"),
  ])

  static let keys: [AnalysisKey] = [
    AnalysisKey(
      "options",
      .keys([
        AnalysisKey(
          "build", .either(.flag, .dictionary(.either(.list(build), build))),
          "new stations by kind of host and a `default`: what one costs and has, or a list of ways of which one is taken; "
            + "default true: each candidate at its own cost with siting.builds_with; false: nothing new"),
        AnalysisKey(
          "upgrade", .dictionary(.text),
          "what a service costs at a station that lacks it, such as {heat-food: 600}: yuan, or a column of the stations"
        ),
        AnalysisKey(
          "extend",
          .list(
            .keys([
              AnalysisKey("hours", .text, "hours that are added to those of a station, such as 06:00-22:00"),
              AnalysisKey("cost", .text, "yuan for one station, or a column of the stations"),
              AnalysisKey("stations", .list(.text), "ids of the stations that can do it; default all"),
            ])), "longer hours; of those of one station one is taken"),
      ]), "build, upgrade and extend under one budget (max-coverage only)"),
    AnalysisKey(
      "value",
      .keys([
        AnalysisKey(
          "services", .dictionary(.number), "what each service is worth; default 1 each of coverage.services"),
        AnalysisKey(
          "periods", .dictionary(.number),
          "what a minute of each of coverage.periods is worth, any other minute nothing; default 1 for every minute of the week"
        ),
      ]), "what siting.options are chosen by"),
    AnalysisKey(
      "phases",
      .list(
        .keys([
          AnalysisKey("year", .wholeNumber, "such as 2027"),
          AnalysisKey("budget", .money, "yuan of that year; what is left goes to the next"),
        ])), "a programme over years, in place of siting.budget"),
    AnalysisKey(
      "programme", .choice(AnalysisFile.Acts.Programme.allCases.map(\.rawValue)),
      "each-year: every year the best that can be had then; final: the best that all the money buys; default each-year"),
  ]

  /// nil when the file says neither options nor phases.
  ///
  /// - Throws: ``AnalysisError`` for an act without a price or a price without an act, hours that are not understood,
  ///   periods that are not named, and years that do not rise.
  static func read(
    _ document: AnalysisDocument, _ siting: AnalysisFile.Siting, _ coverage: CoverageDefinition, _ words: ServiceWords
  ) throws(AnalysisError) -> AnalysisFile.Acts? {
    let reading = Reading(document: document, siting: siting, coverage: coverage, words: words)
    guard document.node("siting.options") != nil || document.node("siting.phases") != nil else {
      for key in ["value", "programme"] where document.node("siting.\(key)") != nil {
        throw AnalysisError(
          .badValue,
          Bilingual(
            "\(key)须与siting.options一起使用。请在siting.options中写明资金可用于什么，或删去此键。",
            "\(key) belongs to siting.options. Name what money may be spent on there, or remove it."),
          at: document.at("siting.\(key)"))
      }
      return nil
    }
    return try reading.acts()
  }

  private struct Reading {
    var document: AnalysisDocument
    var siting: AnalysisFile.Siting
    var coverage: CoverageDefinition
    var words: ServiceWords

    func refuse(_ key: String, _ words: Bilingual, _ code: AnalysisError.Code = .badValue) -> AnalysisError {
      AnalysisError(code, words, at: document.at(key))
    }

    func acts() throws(AnalysisError) -> AnalysisFile.Acts {
      var acts = AnalysisFile.Acts(isStated: document.node("siting.options") != nil)
      let first = acts.isStated ? "siting.options" : "siting.phases"
      guard siting.objective == .maxCoverage else {
        throw refuse(
          first,
          Bilingual(
            "options和phases只用于max-coverage。请删去，或改写siting.objective。",
            "options and phases belong to max-coverage. Remove them, or change siting.objective."))
      }
      acts.builds = try builds()
      acts.upgrades = try upgrades()
      acts.extensions = try extensions()
      guard !acts.builds.isEmpty || !acts.upgrades.isEmpty || !acts.extensions.isEmpty else {
        throw refuse(
          "siting.options",
          Bilingual(
            "没有可以花钱的事项。请写明build、upgrade或extend。", "there is nothing to spend money on. Give build, upgrade or extend."))
      }
      try readValue(&acts)
      acts.phases = try phases()
      if let word = document.text("siting.programme").flatMap(AnalysisFile.Acts.Programme.init) {
        guard !acts.phases.isEmpty else {
          throw refuse(
            "siting.programme",
            Bilingual(
              "programme须与siting.phases一起使用。请在siting.phases中写明各年及其预算。",
              "programme belongs to siting.phases. Give the years and their budgets there."))
        }
        acts.programme = word
      }
      guard siting.budget != nil || document.node("siting.new") != nil || !acts.phases.isEmpty else {
        throw refuse(
          first,
          Bilingual(
            "siting.options需要一个上限。请写明siting.budget（元）、siting.phases，或以siting.new写明新建数量。",
            "options need a limit. Give siting.budget in yuan, siting.phases, or siting.new for the number built."),
          .missingKey)
      }
      for (key, isThere) in [
        ("alternatives", siting.alternatives != nil), ("constraints.capacity", siting.hasCapacities),
        ("floor_curve", siting.floorCurve != nil && siting.floors == nil),
      ]
      where isThere {
        throw refuse(
          "siting.\(key)",
          Bilingual("\(key)不能与\(first)同时使用。请删去其中一个。", "\(key) does not go with \(first). Remove one of the two."))
      }
      return acts
    }

    private func builds() throws(AnalysisError) -> [String: [AnalysisFile.Acts.Build]] {
      let key = "siting.options.build"
      let usual = AnalysisFile.Acts.Build(
        yuan: nil, services: siting.buildsWith.services, hours: siting.buildsWith.hours)
      guard let node = document.node(key), document.text(key) != "true" else {
        return [AnalysisFile.Acts.otherHosts: [usual]]
      }
      if document.text(key) == "false" { return [:] }
      var builds: [String: [AnalysisFile.Acts.Build]] = [:]
      for (host, ways) in node.mapping ?? [:] {
        let name = host.string ?? ""
        for way in ways.sequence.map(Array.init) ?? [ways] {
          var build = usual
          let place = "\(key).\(name)"
          if let text = way.mapping?["cost"]?.string {
            guard let yuan = document.quantity(.money, of: text), yuan >= 0 else {
              throw refuse(place, Bilingual("费用写成了“\(text)”。请写0以上的元数。", "a cost of “\(text)”. Give yuan, 0 or more."))
            }
            build.yuan = yuan
          }
          if let services = way.mapping?["services"]?.sequence?.compactMap(\.string) {
            build.services = Set(services.flatMap(words.asked))
          }
          if let hours = way.mapping?["hours"]?.string {
            _ = try minutes(hours, place)
            build.hours = hours
          }
          builds[name, default: []].append(build)
        }
      }
      return builds
    }

    private func price(_ text: String, _ key: String) throws(AnalysisError) -> AnalysisFile.Acts.Price {
      let text = text.trimmed
      guard let yuan = document.quantity(.money, of: text) else {
        guard !text.isEmpty else {
          throw refuse(
            key, Bilingual("没有写价格。请写元数，或驿站表中的一个列名。", "there is no price. Give yuan, or a column of the stations."))
        }
        return .column(text)
      }
      guard yuan >= 0 else {
        throw refuse(key, Bilingual("价格写成了\(text)。请写0以上的元数。", "a price of \(text). Give yuan, 0 or more."))
      }
      return .yuan(yuan)
    }

    private func upgrades() throws(AnalysisError) -> [AnalysisFile.Acts.Upgrade] {
      let key = "siting.options.upgrade"
      var found: [AnalysisFile.Acts.Upgrade] = []
      for (word, text) in document.dictionary(key) {
        let price = try price(text, "\(key).\(word)")
        let services = words.asked(word)
        guard services.count == 1, let service = services.first else {
          let names = services.map(\.rawValue).joined(separator: ", ")
          throw refuse(
            "\(key).\(word)",
            Bilingual(
              "“\(word)”包含多项服务（\(services.map(\.rawValue).joined(separator: "、"))）。请分别写明各项的价格。",
              "“\(word)” stands for several services (\(names)). Give each its price."))
        }
        guard coverage.services.counted.contains(service) else {
          throw refuse(
            "\(key).\(word)",
            Bilingual(
              "服务\(service.rawValue)没有列入统计。请加入coverage.services，或删去它的价格。",
              "nobody counts the service \(service.rawValue). Add it to coverage.services, or remove its price."))
        }
        guard !found.contains(where: { $0.service == service }) else {
          throw refuse(
            "\(key).\(word)",
            Bilingual(
              "服务\(service.rawValue)已有价格。每项服务请只写一次。",
              "the service \(service.rawValue) has a price already. Give it once."))
        }
        found.append(.init(service: service, price: price))
      }
      return found.sorted { $0.service < $1.service }
    }

    private func extensions() throws(AnalysisError) -> [AnalysisFile.Acts.Extension] {
      let key = "siting.options.extend"
      var found: [AnalysisFile.Acts.Extension] = []
      for (index, node) in (document.node(key)?.sequence ?? []).enumerated() {
        guard let hours = node.mapping?["hours"]?.string else {
          throw refuse(
            key,
            Bilingual(
              "第\(index + 1)项只有价格，没有时间。请写成{hours: 06:00-22:00, cost: 30000}这样。",
              "entry \(index + 1) has a price and no hours. Write such as {hours: 06:00-22:00, cost: 30000}."),
            .missingKey)
        }
        guard let cost = node.mapping?["cost"]?.string else {
          throw refuse(
            key,
            Bilingual(
              "“\(hours)”没有价格。请写成{hours: \(hours), cost: 30000}这样。",
              "“\(hours)” has no price. Write such as {hours: \(hours), cost: 30000}."), .missingKey)
        }
        found.append(
          .init(
            hours: hours, minutes: try minutes(hours, key), price: try price(cost, key),
            stations: node.mapping?["stations"]?.sequence?.compactMap(\.string)))
      }
      return found
    }

    private func minutes(_ hours: String, _ key: String) throws(AnalysisError) -> WeekMinutes {
      let open: WeekMinutes
      do throws(OpeningHoursError) {
        open = try CountedWeek(coverage).minutes(try OpeningHours(parsing: hours)).open
      } catch {
        throw refuse(
          key,
          Bilingual(
            "“\(hours)”无法识别：\(error.told.chinese)。请写成06:00-22:00这样。",
            "“\(hours)” is not understood: \(error). Write such as 06:00-22:00."))
      }
      guard !open.isEmpty else {
        throw refuse(key, Bilingual("按“\(hours)”从不开放。请更正时间。", "by “\(hours)” nothing ever opens."))
      }
      return open
    }

    private func readValue(_ acts: inout AnalysisFile.Acts) throws(AnalysisError) {
      let counted = coverage.services.counted
      acts.services = Dictionary(uniqueKeysWithValues: counted.map { ($0, 1) })
      if document.node("siting.value.services") != nil { acts.services = acts.services.mapValues { _ in 0 } }
      for (word, text) in document.dictionary("siting.value.services") {
        let key = "siting.value.services.\(word)"
        let value = try amount(text, key)
        for service in words.asked(word) {
          guard counted.contains(service) else {
            throw refuse(
              key,
              Bilingual(
                "服务\(service.rawValue)没有列入统计。请加入coverage.services，或在此处删去。",
                "the service \(service.rawValue) is not counted. Add it to coverage.services, or remove it here."))
          }
          acts.services[service] = value
        }
      }
      var periods: [(WeekMinutes, Double)] = [(.all, 1)]
      if document.node("siting.value.periods") != nil {
        var stated: [String: Double] = [:]
        periods = []
        for (name, text) in document.dictionary("siting.value.periods") {
          let key = "siting.value.periods.\(name)"
          guard let period = coverage.periods.first(where: { $0.name == name }) else {
            throw refuse(
              key,
              Bilingual(
                "coverage.periods下没有时段“\(name)”"
                  + (coverage.periods.isEmpty
                    ? "，该项为空。" : "，已有的是：\(coverage.periods.map(\.name).joined(separator: "、"))。"),
                "there is no period “\(name)” under coverage.periods"
                  + (coverage.periods.isEmpty
                    ? ", which is empty." : ": \(coverage.periods.map(\.name).joined(separator: ", "))."))
            )
          }
          stated[name] = try amount(text, key)
          periods.append((period.minutes, stated[name]!))
        }
        acts.periods = stated
      }
      acts.value = ServiceValue(services: acts.services, periods: periods)
      guard !acts.value.services.isEmpty, !acts.value.parts.isEmpty else {
        throw refuse(
          "siting.value",
          Bilingual(
            "各项价值都是零，方案之间无法比较。请给至少一项服务和一个时段赋值。",
            "every value is zero, so no plan is better than another. Give a service and a period a value.")
        )
      }
    }

    private func amount(_ text: String, _ key: String) throws(AnalysisError) -> Double {
      guard let value = document.quantity(.number, of: text), value >= 0, value <= 1e6 else {
        throw refuse(
          key, Bilingual("价值写成了“\(text)”。请写0至1000000之间的数。", "a value of “\(text)”. Give a number from 0 to 1000000."))
      }
      return value
    }

    private func phases() throws(AnalysisError) -> [AnalysisFile.Acts.Phase] {
      let key = "siting.phases"
      var phases: [AnalysisFile.Acts.Phase] = []
      for node in document.node(key)?.sequence ?? [] {
        guard let year = node.mapping?["year"]?.string.flatMap(AnalysisDocument.wholeNumber),
          let budget = node.mapping?["budget"]?.string.flatMap({ document.quantity(.money, of: $0) })
        else {
          throw refuse(
            key,
            Bilingual(
              "每一期都要写年份和预算，例如{year: 2027, budget: 200000}。",
              "a phase has a year and a budget, such as {year: 2027, budget: 200000}."), .missingKey)
        }
        guard budget >= 0 else {
          throw refuse(
            key, Bilingual("\(year)年的预算是负数。请写0以上的元数。", "the budget of \(year) is negative. Give yuan, 0 or more."))
        }
        if let last = phases.last, year <= last.year {
          throw refuse(
            key,
            Bilingual(
              "\(year)年写在\(last.year)年之后。每年请只写一次，并按先后排列。",
              "\(year) stands after \(last.year). Give each year once, the earliest first."))
        }
        phases.append(.init(year: year, budget: budget))
      }
      guard phases.isEmpty || siting.budget == nil else {
        throw refuse(
          "siting.budget",
          Bilingual(
            "siting.phases已写明各年预算。请删去siting.budget。", "siting.phases has the budget of each year. Remove siting.budget."
          ))
      }
      return phases
    }
  }
}
