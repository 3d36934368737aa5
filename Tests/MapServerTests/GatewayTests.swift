import Foundation
import MapServer
import Testing

/// Who may come in, without a socket.
struct GatewayTests {
  private static func head(_ target: String = "/", host: String? = "127.0.0.1:8080", _ method: String = "GET")
    -> RequestHead
  {
    RequestHead(method, target, host: host)
  }

  private static func gateway(
    host: String = "127.0.0.1", token: String? = nil, tiles: String? = nil, rate: Int = RateLimit.usual
  ) -> Gateway {
    Gateway(Desk(), host: host, port: 8080, token: token, tiles: tiles, rate: rate)
  }

  @Test(
    arguments: [
      ("127.0.0.1:8080", nil), ("localhost:8080", nil), ("LOCALHOST:8080", nil), ("[::1]:8080", nil),
      ("127.0.0.1", 421), ("localhost:80", 421), ("evil.example:8080", 421), ("127.0.0.1:8080.evil.example", 421),
      (nil, 421),
    ] as [(String?, Int?)])
  func hosts(host: String?, status: Int?) {
    #expect(Self.gateway().refusal(of: Self.head(host: host))?.status == status)
  }

  @Test(
    arguments: [
      (nil, nil), ("http://127.0.0.1:8080", nil), ("http://evil.example", 403), ("null", 403),
      ("http://127.0.0.1:8081", 403),
    ] as [(String?, Int?)])
  func origins(origin: String?, status: Int?) {
    var head = Self.head()
    head.origin = origin
    #expect(Self.gateway().refusal(of: head)?.status == status)
  }

  @Test func sizes() {
    let gateway = Self.gateway()
    var head = Self.head("/api/evaluate", "POST")
    head.length = 1 << 20
    #expect(gateway.refusal(of: head) == nil)
    head.length = (1 << 20) + 1
    #expect(gateway.refusal(of: head)?.status == 413)
    #expect(gateway.refusal(of: Self.head("/" + String(repeating: "a", count: 8191))) == nil)
    #expect(gateway.refusal(of: Self.head("/" + String(repeating: "a", count: 8192)))?.status == 414)
  }

  @Test func tokens() throws {
    let gateway = Self.gateway(token: "correct horse")
    #expect(gateway.refusal(of: Self.head())?.status == 401)
    var head = Self.head()
    head.authorization = "Bearer correct horse"
    #expect(gateway.refusal(of: head) == nil)
    head.authorization = "Bearer correct horsf"
    #expect(gateway.refusal(of: head)?.status == 401)
    #expect(gateway.refusal(of: Self.head("/?token=wrong"))?.status == 401)
    // Once in the address, then in a cookie that is not the token.
    let shown = try #require(gateway.refusal(of: Self.head("/?a=1&token=correct%20horse")))
    #expect(shown.status == 303 && shown.header("Location") == "/?a=1")
    let cookie = try #require(shown.header("Set-Cookie"))
    #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && !cookie.contains("horse"))
    var again = Self.head("/api/town")
    again.cookie = "other=1; " + cookie.prefix { $0 != ";" }
    #expect(gateway.refusal(of: again) == nil)
    again.cookie = "servicecircle-8080=guess"
    #expect(gateway.refusal(of: again)?.status == 401)
    // A plus is no blank: tokens have none.
    let plus = Self.gateway(token: "ab+cd+efgh")
    #expect(plus.refusal(of: Self.head("/?token=ab+cd+efgh"))?.status == 303)
    #expect(plus.refusal(of: Self.head("/?token=ab%2Bcd%2Befgh"))?.status == 303)
    #expect(plus.refusal(of: Self.head("/?token=ab%20cd%20efgh"))?.status == 401)
    // No way out to another host.
    #expect(
      gateway.refusal(of: Self.head("//evil.example?token=correct%20horse"))?.header("Location") == "/evil.example")
  }

  @Test(arguments: [
    "/assets/..%2f..%2fetc/passwd", "/assets/../x", "/%2e%2e/x", "/a%00b", "/a%zz", "/%ff", "x",
  ])
  func pathsThatAreNone(target: String) async {
    #expect(await Self.gateway().answer(Self.head(target), body: []).status == 400)
  }

  /// Ids of records may hold anything; a part is looked up, never joined to a folder.
  @Test(arguments: [("/ogc/collections/s%2F5%20%3F", ["ogc", "collections", "s/5 ?"]), ("/a%5Cb", ["a\\b"])])
  func escapedPartsAreWhole(target: String, parts: [String]) throws {
    #expect(try Self.head(target).path() == parts)
  }

  @Test func everyAnswerIsGuarded() async throws {
    let gateway = Self.gateway(tiles: "https://tiles.example/{z}/{x}/{y}.png")
    let answers = [
      await gateway.answer(Self.head(), body: []), await gateway.answer(Self.head("/api/town"), body: []),
      try #require(gateway.refusal(of: Self.head(host: "x"))),
    ]
    #expect(answers.map(\.status) == [200, 503, 421])
    for answer in answers {
      let policy = try #require(answer.header("Content-Security-Policy"))
      #expect(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"))
      #expect(policy.contains("connect-src 'self' https://tiles.example;") && !policy.contains("unsafe"))
      #expect(answer.header("X-Content-Type-Options") == "nosniff")
      #expect(answer.header("Referrer-Policy") == "no-referrer")
    }
  }

  @Test func whatTakesTooLong() async {
    let late = await Desk.answer(within: .milliseconds(20)) {
      try? await Task.sleep(for: .seconds(3))
      return Answer(type: "text/plain", body: [])
    }
    #expect(late.status == 503 && late.header("Retry-After") == "2")
    let soon = await Desk.answer(within: .seconds(30)) { Answer(type: "text/plain", body: []) }
    #expect(soon.status == 200)
  }

  /// Two thousand at once, then 500 a second, each address for itself.
  @Test func askingTooOften() {
    let limit = RateLimit()
    let start = ContinuousClock.now
    #expect((0..<2100).count { _ in limit.admits("a", at: start) } == 2000)
    #expect(limit.admits("b", at: start))
    #expect((0..<600).count { _ in limit.admits("a", at: start + .seconds(1)) } == 500)
  }

  /// Four seconds' worth at once, though not less than the page needs to be opened.
  @Test(arguments: [(100, 400), (50, 200), (10, 200), (1, 200)])
  func anotherRate(perSecond: Int, burst: Int) {
    let limit = RateLimit(perSecond: perSecond)
    let start = ContinuousClock.now
    #expect((0..<1000).count { _ in limit.admits("a", at: start) } == burst)
    #expect((0..<1000).count { _ in limit.admits("a", at: start + .seconds(1)) } == perSecond)
    #expect((0..<1000).count { _ in limit.admits("a", at: start + .seconds(3600)) } == burst)
  }

  @Test func aRateOfZeroIsNoLimit() {
    let (limited, free) = (Self.gateway(rate: 1), Self.gateway(rate: 0))
    #expect((0..<3000).count { _ in free.refusal(of: Self.head()) == nil } == 3000)
    // What comes back while they are asked is a few.
    #expect((200..<1000).contains((0..<3000).count { _ in limited.refusal(of: Self.head())?.status != 429 }))
  }
}
