#if Server
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Synchronization
import Words

/// Carries questions and answers over HTTP/1.1.
package struct HTTPServer: Sendable {
  private let gateway: Gateway
  private let host: String
  private let port: Int
  private let patience: Duration
  private let idle: Duration
  private let connections: (most: Int, ofOnePeer: Int)

  /// - Parameters:
  ///   - patience: with a reader who takes nothing of an answer.
  ///   - idle: how long a connection stays without a request.
  ///   - connections: at once; beyond the most of all they wait, beyond the most of one address they are closed.
  package init(
    _ gateway: Gateway, host: String, port: Int, patience: Duration = .seconds(60), idle: Duration = .seconds(60),
    connections: (most: Int, ofOnePeer: Int) = (512, 256)
  ) {
    self.patience = patience
    self.idle = idle
    self.connections = connections
    self.gateway = gateway
    self.host = host
    self.port = port
  }

  /// Listens until the task is cancelled.
  ///
  /// - Parameter listening: called with the port once connections are taken.
  /// - Throws: ``Refusal`` `cannot-listen`, with what mends it.
  package func run(listening: @escaping @Sendable (Int) -> Void) async throws {
    let isListening = Atomic<Bool>(false)
    let listening = { @Sendable (port: Int) in
      gateway.listens(on: port)
      listening(port)
    }
    let peers = PeerConnections(most: connections.ofOnePeer)
    var application = Application(
      responder: CallbackResponder<PeerContext> { request, context in try await respond(request, context.peer) },
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [PeerConnection(peers), SlowReader(patience: TimeAmount(patience))],
          idleTimeout: TimeAmount(idle),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: Gateway.mostHeader, maxHeaderListSize: Gateway.mostHeader, maxHeaderFieldCount: 100))),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port),
        availableConnectionsDelegate: MaximumAvailableConnections(connections.most)),
      onServerRunning: { channel in
        isListening.store(true, ordering: .relaxed)
        listening(channel.localAddress?.port ?? port)
      })
    application.logger.logLevel = .critical
    do {
      try await application.run()
    } catch {
      guard !isListening.load(ordering: .relaxed), !Task.isCancelled else { return }
      throw refusal(of: error)
    }
  }

  private func refusal(of error: any Error) -> Refusal {
    let text = "\(error)"
    func cannot(_ chinese: String, _ english: String) -> Refusal {
      Refusal(503, "cannot-listen", Bilingual(chinese, english))
    }
    if text.contains("in use") {
      return cannot(
        "端口\(port)已被占用。请用`--port`另选一个，或写`--port 0`由系统选定。",
        "port \(port) is in use. Choose another with `--port`, or let the system choose with `--port 0`.")
    }
    if text.contains("ermission denied") {
      return cannot(
        "无权使用端口\(port)。请用`--port`选一个1024以上的端口。", "port \(port) may not be used. Choose one from 1024 on with `--port`.")
    }
    return cannot(
      "无法在“\(host)”上监听（\(text)）。请用`--host`写本机的地址，例如127.0.0.1。",
      "cannot listen on “\(host)” (\(text)). Give an address of this machine with `--host`, such as 127.0.0.1.")
  }

  private func respond(_ request: Request, _ peer: String) async throws -> Response {
    var head = RequestHead(request.method.rawValue, request.head.path ?? "", host: request.head.authority)
    head.origin = request.headers[.origin]
    head.authorization = request.headers[.authorization]
    head.cookie = request.headers[.cookie]
    head.accept = request.headers[.accept] ?? ""
    head.contentType = request.headers[.contentType] ?? ""
    head.length = request.headers[.contentLength].map { Int($0) ?? .max }
    head.peer = peer
    if let refusal = gateway.refusal(of: head) { return Self.response(refusal, head, closes: true) }
    guard head.length ?? 0 > 0 || request.headers[.transferEncoding] != nil else {
      return Self.response(await gateway.answer(head, body: []), head, closes: false)
    }
    switch try await Self.body(of: request) {
    case .success(let body): return Self.response(await gateway.answer(head, body: body), head, closes: false)
    case .failure(let refusal): return Self.response(gateway.finished(refusal.answer, head), head, closes: true)
    }
  }

  private static let longestReading = Duration.seconds(30)

  private static let deadlines = Deadlines(on: JobExecutor())

  /// All of it, unless it is too large or comes too slowly.
  private static func body(of request: Request) async throws -> Result<[UInt8], Refusal> {
    let slow = Refusal(
      408, "too-slow", Bilingual("请求内容30秒内没有收完。请重新发送。", "the body did not arrive within 30 s. Send it again."))
    let read = await deadlines.first(within: longestReading, orElse: .success(.failure(slow))) {
      await whole(request)
    }
    guard let read else { throw CancellationError() }
    return try read.get()
  }

  private static func whole(_ request: Request) async -> Result<Result<[UInt8], Refusal>, any Error> {
    var body: [UInt8] = []
    do {
      for try await buffer in request.body {
        body.append(contentsOf: buffer.readableBytesView)
        guard body.count <= Gateway.mostBody else { return .success(.failure(Gateway.tooLarge)) }
      }
      return .success(.success(body))
    } catch {
      return .failure(error)
    }
  }

  private static let mostPiece = 1 << 16

  /// Ends the connection behind an answer to a request that was not read to its end.
  private struct Closing: Error {}

  private static func response(_ answer: Answer, _ head: RequestHead, closes: Bool) -> Response {
    var headers = HTTPFields()
    for (name, value) in answer.headers {
      guard let name = HTTPFields.Element.Name(name) else { continue }
      headers.append(.init(name: name, value: value))
    }
    headers[.contentType] = answer.type
    let status = HTTPResponse.Status(code: answer.status)
    let isHead = head.method == "HEAD"
    if isHead { headers[.contentLength] = String(answer.body.count) }
    if isHead, !closes { return Response(status: status, headers: headers, body: ResponseBody()) }
    if !isHead, let stream = answer.stream {
      let body = ResponseBody { writer in
        for await part in stream { try await writer.write(ByteBuffer(bytes: part)) }
        try await writer.finish(nil)
      }
      return Response(status: status, headers: headers, body: body)
    }
    if closes { headers[.connection] = "close" }
    let bytes = isHead ? [] : answer.body
    let body = ResponseBody(contentLength: isHead ? nil : bytes.count) { writer in
      // In pieces: however many ask for a large layer and read it slowly, it is in memory once.
      for start in stride(from: 0, to: bytes.count, by: mostPiece) {
        try await writer.write(ByteBuffer(bytes: bytes[start..<min(start + mostPiece, bytes.count)]))
      }
      try await writer.finish(nil)
      guard closes else { return }
      // What is still on its way would make the system throw the answer away.
      try? await Task.sleep(for: .milliseconds(300))
      throw Closing()
    }
    return Response(status: status, headers: headers, body: body)
  }
}

/// Keeps who asks.
private struct PeerContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let peer: String

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress?.ipAddress ?? ""
  }
}
#endif
