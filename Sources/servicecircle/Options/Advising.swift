import Report

/// A command whose user states things by options where an analysis file has keys.
protocol Advising {
  static var advice: Advice { get }
}
