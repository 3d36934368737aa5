import Coverage
import Model

extension AnalysisFile {
  /// What money may be spent on, what it is worth, and when: `siting.options`, `siting.value` and `siting.phases`.
  package struct Acts: Hashable, Sendable {
    /// Yuan, stated once for all places or by a column of the stations.
    package enum Price: Hashable, Sendable {
      case yuan(Double)
      case column(String)

      /// nil where the record says nothing: there it cannot be had.
      package func yuan(at station: Station) -> Double? {
        switch self {
        case .yuan(let yuan): yuan
        case .column(let name): station.prices[name]
        }
      }
    }

    /// One way to build at a host.
    package struct Build: Hashable, Sendable {
      /// nil for the cost of the candidate's own record.
      package var yuan: Double?
      package var services: Set<Service>
      /// In the language of opening hours.
      package var hours: String
    }

    package struct Upgrade: Hashable, Sendable {
      package var service: Service
      package var price: Price
    }

    /// Longer hours: those of the station and these.
    package struct Extension: Hashable, Sendable {
      package var hours: String
      package var minutes: WeekMinutes
      package var price: Price
      /// By id; nil for every station.
      package var stations: [String]?
    }

    package struct Phase: Hashable, Sendable {
      package var year: Int
      /// Yuan of that year; what is left goes to the next.
      package var budget: Double
    }

    package enum Programme: String, CaseIterable, Sendable {
      /// Each year the best that can be had then.
      case eachYear = "each-year"
      /// The best that all the money buys in the end, the most worth first.
      case final
    }

    /// By kind of host; `default` for the others. Empty where nothing new is built.
    package var builds: [String: [Build]] = [:]
    /// By service.
    package var upgrades: [Upgrade] = []
    package var extensions: [Extension] = []
    package var services: [Service: Double] = [:]
    /// By name; nil where every minute of the week is worth 1.
    package var periods: [String: Double]?
    package var value = ServiceValue(services: [:], periods: [])
    package var phases: [Phase] = []
    package var programme = Programme.eachYear
    /// Whether the file says `siting.options`, not phases alone.
    package var isStated = true

    package static let otherHosts = "default"

    package func builds(ofHost host: String) -> [Build] { builds[host] ?? builds[Self.otherHosts] ?? [] }

    /// Of the stations' file.
    package var priceColumns: [String] {
      Set(
        (upgrades.map(\.price) + extensions.map(\.price)).compactMap {
          if case .column(let name) = $0 { name } else { nil }
        }
      )
      .sorted()
    }
  }
}
