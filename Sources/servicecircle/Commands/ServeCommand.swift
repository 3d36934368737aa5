import Analysis
import ArgumentParser
import Files
import Foundation
import Geodata
import Model
import Report
import Words

#if Server
import MapServer
#endif

struct ServeCommand: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "serve",
      abstract: words("在浏览器中查看和试改一张活地图。", "A live map in the browser, to look at and to try changes on."),
      discussion: words(
        """
        先读取并完整计算一次，然后给出网址；在地图上移动、增设、关闭驿站，覆盖率随即更新。
        只在本机提供；要供其他机器使用，请写--host和--token。按Ctrl-C结束。

        示例：
          servicecircle serve analyses/wutongqiao.yaml
          servicecircle serve analyses/wutongqiao.yaml --port 0 --set siting.new=12
          servicecircle serve analyses/wutongqiao.yaml --host 0.0.0.0 --token 口令
        """,
        """
        Reads and runs the analysis once, then prints the address. Move, add and close stations on the map, and coverage
        follows. Only this machine is served; for others give --host and --token. Ctrl-C ends it.

        Examples:
          servicecircle serve analyses/wutongqiao.yaml
          servicecircle serve analyses/wutongqiao.yaml --port 0 --set siting.new=12
          servicecircle serve analyses/wutongqiao.yaml --host 0.0.0.0 --token SECRET
        """))
  }

  @Argument(help: .words("分析文件。", "The analysis file.")) var analysis: String
  @Option(help: .words("端口；0由系统选定。", "Port; 0 lets the system choose.")) var port = 8080
  @Option(help: .words("监听的地址；非本机地址须写--token。", "Address to listen on; another than this machine's own needs --token."))
  var host = "127.0.0.1"
  @Option(help: .words("访问所需的口令，至少8个字符。", "Token that visitors must show, 8 characters at least.")) var token: String?
  @Option(
    help: .words(
      "底图瓦片的网址模板，例如https://tiles.example/{z}/{x}/{y}.png。",
      "URL template of background tiles, such as https://tiles.example/{z}/{x}/{y}.png."))
  var tiles: String?
  @Option(
    help: .words(
      "同一地址每秒至多几次请求，停顿之后可一次四秒的量（至少200次）；0为不限。",
      "Requests a second of one address, after a pause four seconds' worth at once (200 at least); 0 for no limit."))
  var rate = 500
  @Option(
    name: .customLong("set"),
    help: .words("改写一个键：键=值。可写多次。", "Override one key: key=value. May be given several times."))
  var overrides: [String] = []
  @OptionGroup var common: CommonOptions

  private static let described = Bilingual(
    "服务圈分析的图层：驿站、服务范围、盲区、拟建点等。", "Layers of a service-circle analysis: stations, areas, gaps, proposed sites and more.")

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port应为0到65535。", "--port needs a number from 0 to 65535.")
    }
    let isLoopback = ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
    guard isLoopback || token != nil else {
      throw ValidationError(
        "以“\(host)”提供服务，其他机器也能访问，须用--token写明口令。",
        "“\(host)” can be reached from other machines: state a token with --token.")
    }
    guard (0...1_000_000).contains(rate) else {
      throw ValidationError("--rate应为0到1000000。", "--rate needs a number from 0 to 1000000.")
    }
    if let token, token.count < 8 || token.contains(where: { $0.isWhitespace || !$0.isASCII }) {
      throw ValidationError(
        "--token应为8个以上的ASCII字符，不含空格。", "--token needs 8 ASCII characters or more, without blanks.")
    }
    if let tiles, tiles.wholeMatch(of: #/https?:\/\/[A-Za-z0-9.:\[\]-]+\/[^\s;,']*/#) == nil {
      throw ValidationError(
        "--tiles应为http或https网址模板，例如https://tiles.example/{z}/{x}/{y}.png。",
        "--tiles needs an http or https template, such as https://tiles.example/{z}/{x}/{y}.png.")
    }
  }

  #if Server
  func run() async throws {
    let file = try AnalysisFile(path: analysis, overrides: overrides)
    let desk = Desk()
    let plainHost = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    let gateway = Gateway(desk, host: host, port: port, token: token, tiles: tiles, rate: rate)
    let server = HTTPServer(gateway, host: plainHost, port: port)
    // The port is taken first: that it is in use should not wait for the run.
    let (ports, continuation) = AsyncThrowingStream.makeStream(of: Int.self)
    let listening = Task {
      do {
        try await server.run { continuation.yield($0) }
        continuation.finish()
      } catch {
        continuation.finish(throwing: error)
        throw error
      }
    }
    for try await _ in ports { break }
    var options = common.runOptions
    // Nothing is written: a signal ends the run at once.
    options.resultStands = {}
    let town = try await Town(file, overrides: overrides, options)
    let about = ServiceText(
      title: town.result.file.title, description: Self.described, attribution: town.result.attribution,
      version: toolVersion, needsToken: token != nil, hasProcesses: true)
    desk.begin(town, tiles: tiles, about: about)
    common.clearProgress()
    Interrupt.keep(.service)
    try common.answer(
      ["url": .string(gateway.address)],
      Bilingual(
        "\(gateway.address)\n按Ctrl-C结束。", "\(gateway.address)\nCtrl-C ends it."))
    var cleared = ContinuousClock.now
    while !Interrupt.wasRaised {
      try await Task.sleep(for: .milliseconds(100))
      guard ContinuousClock.now - cleared > .seconds(30) else { continue }
      FreedMemory.giveBack()
      cleared = .now
    }
    // Whoever still asks does not keep the process.
    await desk.end()
    listening.cancel()
    Foundation.exit(0)
  }
  #else
  func run() async throws {
    throw AnalysisError(
      .missingPart,
      Bilingual(
        "此版本不含活地图（Server部分）。请用make full编译完整版，再运行serve。",
        "this build has no live map (trait Server). Build with everything (`make full`), then `serve` again."),
      at: .init(file: "serve"))
  }
  #endif
}
