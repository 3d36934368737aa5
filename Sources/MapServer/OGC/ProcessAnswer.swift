import Foundation
import Geodata
import Words

/// Answers what is asked below `/ogc/processes` and `/ogc/jobs`: OGC API - Processes, Part 1, over a runner.
///
/// All is done asynchronously, whatever the header `Prefer` says, since every process says that it is.
/// - Returns: nil when the path is below neither.
/// Source: OGC 18-062r2, OGC API - Processes - Part 1: Core.
package func processesAnswer(
  _ question: Question, _ runner: any ProcessRunner, about: ServiceText
) async -> Answer? {
  guard question.path.count > 1, question.path[0] == "ogc", ["processes", "jobs"].contains(question.path[1]) else {
    return nil
  }
  do {
    let (route, medium) = try ogcRoute(question, processRoutes) { words in
      let path = question.path
      return path[1] == "processes" && path.count > 2 ? (noSuchProcess(path[2]) ?? .notFound(words)) : .notFound(words)
    }
    let call = OGCCall(question: question, route: route, medium: medium, layers: [], about: about)
    return try await answered(call, runner)
  } catch {
    var fault = error
    fault.type = fault.type ?? "about:blank"
    return fault.answer
  }
}

private func answered(_ call: OGCCall, _ runner: any ProcessRunner) async throws(OGCFault) -> Answer {
  let path = call.question.path
  switch call.route.id {
  case "getProcesses":
    let (page, links) = try page(of: ProcessDescription.all, call)
    return .json(
      ["processes": .array(page.map { processDocument($0, call, isWhole: false) }), "links": .array(links)],
      type: call.medium.type)
  case "getProcessDescription":
    return .json(processDocument(try process(path[2]), call, isWhole: true), type: call.medium.type)
  case "getJobs":
    let (page, links) = try page(of: await runner.jobs(), call)
    return .json(
      ["jobs": .array(page.map { jobDocument($0, call) }), "links": .array(links)], type: call.medium.type)
  case "getStatus": return .json(jobDocument(try await job(path[2], runner), call), type: call.medium.type)
  case "dismiss":
    guard var job = await runner.dismiss(path[2]) else { throw noSuchJob(path[2]) }
    job.status = .dismissed
    return .json(jobDocument(job, call), type: call.medium.type)
  case "getResult": return try await result(of: path[2], call.question, runner)
  default: return try await executed(call, runner)
  }
}

private func executed(_ call: OGCCall, _ runner: any ProcessRunner) async throws(OGCFault) -> Answer {
  // A page from elsewhere cannot send this without being asked first.
  guard call.question.contentType == "application/json" else {
    throw OGCFault(
      415, "NotJSON",
      Bilingual("请以Content-Type: application/json发送。", "send it with Content-Type: application/json."))
  }
  let order = try ProcessOrder(body: call.question.body, to: try process(call.question.path[2]))
  let job: ProcessJob
  do throws(ProcessRefusal) {
    job = try await runner.submit(order)
  } catch {
    switch error {
    case .full:
      throw OGCFault(
        429, "TooManyRequests", Bilingual("排队的任务已满，请稍后再试。", "enough is waiting already; try again later."),
        headers: [("Retry-After", "10")])
    case .badInput(let words): throw .badInput(words)
    }
  }
  let place = call.href("jobs", job.id)
  return .json(jobDocument(job, call), 201, type: call.medium.type, headers: [("Location", place)])
}

/// 18-062r2, /req/core/job-results.
private func result(
  of id: String, _ question: Question, _ runner: any ProcessRunner
) async throws(OGCFault) -> Answer {
  let job = try await job(id, runner)
  switch job.status {
  case .failed:
    let words = job.message ?? Bilingual("任务失败。", "the job failed.")
    if job.isOrderAtFault { throw .badInput(words) }
    var fault = OGCFault(500, "JobFailed", words)
    fault.type = "JobFailed"
    throw fault
  case .successful:
    guard let result = await runner.result(of: id) else { break }
    if job.order.response == .raw {
      // GeoJSON is JSON, too.
      let own = OGCMedium(name: nil, type: result.type)
      return Answer(type: try negotiatedMedium([own, .json], question).type, body: result.bytes)
    }
    _ = try negotiatedMedium([.json], question)
    let head = Array(#"{"result":{"mediaType":"\#(result.type)","value":"#.utf8)
    return Answer(type: "application/json", body: head + result.bytes + Array("}}".utf8))
  default: break
  }
  var fault = OGCFault(
    404, "ResultNotReady", Bilingual("任务“\(id)”还没有结果。", "the job “\(id)” has no result (yet)."))
  fault.type = exceptions + "result-not-ready"
  throw fault
}

private func process(_ id: String) throws(OGCFault) -> ProcessDescription {
  if let fault = noSuchProcess(id) { throw fault }
  return ProcessDescription.all.first { $0.process.rawValue == id }!
}

/// nil when there is one.
private func noSuchProcess(_ id: String) -> OGCFault? {
  let known = ProcessDescription.all.map(\.process.rawValue)
  guard !known.contains(id) else { return nil }
  let names = known.joined(separator: ", ")
  var fault = OGCFault.notFound(
    Bilingual("没有“\(id)”这个过程；可用：\(names)", "there is no process “\(id)”; there is \(names)"))
  fault.type = exceptions + "no-such-process"
  return fault
}

private func job(_ id: String, _ runner: any ProcessRunner) async throws(OGCFault) -> ProcessJob {
  guard let job = await runner.job(id) else { throw noSuchJob(id) }
  return job
}

private func noSuchJob(_ id: String) -> OGCFault {
  var fault = OGCFault.notFound(Bilingual("没有任务“\(id)”。", "there is no job “\(id)”."))
  fault.type = exceptions + "no-such-job"
  return fault
}

private let exceptions = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/"

/// One page of a list: 18-062r2, /req/core/pl-limit-response, /req/core/pl-links.
private func page<Item>(of items: [Item], _ call: OGCCall) throws(OGCFault) -> (ArraySlice<Item>, [JSONValue]) {
  let (limit, offset) = try pageBounds(call.question.query)
  let page = items.dropFirst(offset).prefix(limit)
  var links = call.linksToItself("This document")
  if !page.isEmpty, offset + page.count < items.count {
    let href = call.href(with: ("offset", String(offset + page.count)), ("limit", String(limit)))
    links.append(ogcLink(href, "next", call.medium.type, "The next page"))
  }
  if offset > 0 {
    let from = max(0, min(offset, items.count) - limit)
    let href = call.href(with: ("offset", String(from)), ("limit", String(limit)))
    links.append(ogcLink(href, "prev", call.medium.type, "The page before"))
  }
  return (page, links)
}
