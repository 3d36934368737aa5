import Foundation
import Synchronization
import Words

/// Who may come in, and what every answer carries: the same for every carrier.
package final class Gateway: Sendable {
  package static let mostBody = 1 << 20
  package static let longestTarget = 8 << 10
  package static let mostHeader = 16 << 10
  /// With the port: cookies know none, and two servers of one machine would take each other's.
  private var cookie: String { "servicecircle-\(port.load(ordering: .relaxed))" }

  private let host: String
  private let token: String?
  private let tiles: String?
  /// What the cookie holds in place of the token.
  private let secret: String
  private let port: Atomic<Int>
  /// nil for none.
  private let limit: RateLimit?
  private let desk: Desk

  /// - Parameters:
  ///   - host: that is listened on.
  ///   - token: that must be shown; nil for none.
  ///   - tiles: URL template of a background map; its host may be asked by the page.
  ///   - rate: requests a second of one address; 0 for no limit.
  package init(
    _ desk: Desk, host: String, port: Int, token: String? = nil, tiles: String? = nil, rate: Int = RateLimit.usual
  ) {
    self.desk = desk
    self.host = host
    self.port = Atomic(port)
    self.token = token
    self.tiles = tiles
    limit = rate == 0 ? nil : RateLimit(perSecond: rate)
    var random = SystemRandomNumberGenerator()
    secret = (0..<4).map { _ in String(random.next(), radix: 16) }.joined()
  }

  /// The port that was given by the system.
  package func listens(on port: Int) { self.port.store(port, ordering: .relaxed) }

  /// The page's address, as a browser on this machine may write it.
  package var address: String { "http://\(Self.bracketed(host)):\(port.load(ordering: .relaxed))/" }

  private static func bracketed(_ host: String) -> String {
    host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
  }

  /// What keeps a request out, before its body is read; nil when it may come in.
  package func refusal(of head: RequestHead) -> Answer? {
    if let refusal = keptOut(head) { return finished(refusal.answer, head) }
    guard let token, let given = head.shownToken else { return missingToken(head).map { finished($0, head) } }
    guard Self.isEqual(given.token, token) else { return finished(Self.unauthorized, head) }
    guard given.isInQuery, head.method == "GET" else { return nil }
    // Once in the address, then in a cookie: addresses stay in histories.
    var answer = Answer(303, type: "text/plain; charset=utf-8", body: [])
    answer.headers = [
      ("Location", head.targetWithoutToken),
      ("Set-Cookie", "\(cookie)=\(secret); Path=/; HttpOnly; SameSite=Strict"),
    ]
    return finished(answer, head)
  }

  private func keptOut(_ head: RequestHead) -> Refusal? {
    guard limit?.admits(head.peer) ?? true else {
      return Refusal(429, "too-many-requests", Bilingual("请求过于频繁，请稍后再试。", "too many requests: ask again soon."))
    }
    guard head.target.utf8.count <= Self.longestTarget else {
      return Refusal(
        414, "target-too-long", Bilingual("地址超过8 KB。请改用POST或缩短。", "the address is longer than 8 KB. Shorten it."))
    }
    guard let asked = head.host?.lowercased(), isOurs(asked) else {
      return Refusal(
        421, "wrong-host",
        Bilingual("此服务不以该主机名提供。请用\(address)访问。", "nothing is served under that host. Open \(address)."))
    }
    if let origin = head.origin, origin != "http://\(asked)", origin != "https://\(asked)" {
      return Refusal(403, "wrong-origin", Bilingual("其他网站的页面不能向此服务请求。", "pages from elsewhere may not ask here."))
    }
    guard head.length.map({ $0 <= Self.mostBody }) ?? true else { return Self.tooLarge }
    return nil
  }

  package static let tooLarge = Refusal(
    413, "body-too-large", Bilingual("请求内容超过1 MB。请分几次发送。", "the body is larger than 1 MB. Send it in parts."))

  /// Other names may be another page's, made to point here.
  private func isOurs(_ asked: String) -> Bool {
    // Listening everywhere it has names that it does not know; the token keeps others out.
    if ["0.0.0.0", "::", "[::]"].contains(host) { return true }
    let port = port.load(ordering: .relaxed)
    let names = ["localhost", "127.0.0.1", "[::1]", Self.bracketed(host).lowercased()]
    return names.contains { asked == "\($0):\(port)" || (port == 80 && asked == $0) }
  }

  private static let unauthorized = {
    var answer = Answer.failure(
      401, "unauthorized",
      Bilingual(
        "需要口令。请以Authorization: Bearer发送，或在地址后加上?token=口令打开一次。",
        "a token is needed: send it as Authorization: Bearer, or open the address once with ?token=…"))
    answer.headers.append(("WWW-Authenticate", "Bearer"))
    return answer
  }()

  private func missingToken(_ head: RequestHead) -> Answer? {
    guard token != nil else { return nil }
    let cookies = (head.cookie ?? "").split(separator: ";").map { $0.drop { $0 == " " } }
    let isKnown = cookies.contains {
      $0.hasPrefix(cookie + "=") && Self.isEqual(String($0.dropFirst(cookie.count + 1)), secret)
    }
    return isKnown ? nil : Self.unauthorized
  }

  /// In a time that does not tell how much of it is right.
  private static func isEqual(_ given: String, _ right: String) -> Bool {
    let (a, b) = (Array(given.utf8), Array(right.utf8))
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// - Parameter head: let in before.
  package func answer(_ head: RequestHead, body: [UInt8]) async -> Answer {
    let answer: Answer
    do throws(Refusal) {
      let question = Question(
        Question.Method(rawValue: head.method) ?? .other, try head.path(), query: try head.query(),
        accept: head.accept, body: body,
        contentType: head.contentType.prefix { $0 != ";" && $0 != " " }.lowercased(),
        base: "http://\(head.host ?? "")", peer: head.peer)
      answer = await desk.answer(question)
    } catch {
      answer = error.answer
    }
    return finished(answer, head)
  }

  /// With the headers that every answer carries.
  package func finished(_ answer: Answer, _ head: RequestHead) -> Answer {
    var answer = answer
    let own = Set(answer.headers.map { $0.name.lowercased() })
    for header in headers where !own.contains(header.name.lowercased()) { answer.headers.append(header) }
    return answer
  }

  private var headers: [(name: String, value: String)] {
    let others = tileOrigin.map { " \($0)" } ?? ""
    let policy =
      "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:\(others); "
      + "worker-src 'self' blob:; connect-src 'self'\(others); object-src 'none'; base-uri 'none'; form-action 'self'; "
      + "frame-ancestors 'none'"
    return [
      ("Content-Security-Policy", policy), ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
      ("X-Frame-Options", "DENY"), ("Cross-Origin-Resource-Policy", "same-origin"), ("Cache-Control", "no-cache"),
    ]
  }

  /// `https://tiles.example` of `https://tiles.example/{z}/{x}/{y}.png`.
  private var tileOrigin: String? {
    tiles?.firstMatch(of: #/^https?:\/\/[A-Za-z0-9.:\[\]-]+/#).map { String($0.0) }
  }
}

extension RequestHead {
  fileprivate var shownToken: (token: String, isInQuery: Bool)? {
    if let authorization, authorization.lowercased().hasPrefix("bearer ") {
      return (String(authorization.dropFirst("bearer ".count)), false)
    }
    // A plus is a plus here: tokens have no blanks.
    let shown = target.drop { $0 != "?" }.dropFirst().split(separator: "&").first { $0.hasPrefix("token=") }
    return shown.flatMap { $0.dropFirst("token=".count).removingPercentEncoding }.map { ($0, true) }
  }

  fileprivate var targetWithoutToken: String {
    // Two slashes in front would be another host.
    let path = "/" + target.prefix { $0 != "?" }.drop { $0 == "/" || $0 == "\\" }
    let rest = target.drop { $0 != "?" }.dropFirst().split(separator: "&").filter { !$0.hasPrefix("token=") }
    return rest.isEmpty ? path : path + "?" + rest.joined(separator: "&")
  }
}
