import Foundation
import Geodata
import Words

private let relations = "http://www.opengis.net/def/rel/ogc/1.0/"

/// What is said of the processes on the landing page of the service.
func processLinks(_ call: OGCCall) -> [JSONValue] {
  [
    ogcLink(call.href("processes"), relations + "processes", "application/json", "The processes"),
    ogcLink(call.href("jobs"), relations + "job-list", "application/json", "The jobs"),
    ogcLink(call.href("conformance"), relations + "conformance", "application/json", "The standards it keeps"),
  ]
}

/// 18-062r2, /req/core/process-list-success and /req/ogc-process-description: in the list without inputs and outputs.
func processDocument(_ process: ProcessDescription, _ call: OGCCall, isWhole: Bool) -> JSONValue {
  let id = process.process.rawValue
  var members: [JSONMember] = [
    JSONMember("id", .string(id)), JSONMember("title", .string(process.title)),
    JSONMember("description", .string(process.description)), JSONMember("version", .string(call.about.version)),
    JSONMember("jobControlOptions", ["async-execute", "dismiss"]), JSONMember("outputTransmission", ["value"]),
  ]
  if isWhole {
    members.append(
      JSONMember(
        "inputs",
        .object(
          process.inputs.map { input in
            JSONMember(
              input.name,
              [
                "title": .string(input.title), "description": .string(input.description),
                "minOccurs": .int(input.isRequired ? 1 : 0), "maxOccurs": 1, "schema": input.schema,
              ])
          })))
    members.append(
      JSONMember(
        "outputs",
        [
          "result": [
            "title": .string(process.output),
            "schema": ["type": "object", "contentMediaType": .string(process.outputType)],
          ]
        ]))
  }
  let own = ogcLink(call.href("processes", id), "self", "application/json", process.title)
  let execute = ogcLink(
    call.href("processes", id, "execution"), relations + "execute", "application/json", "Have it done")
  members.append(JSONMember("links", [own, execute]))
  return .object(members)
}

/// 18-062r2, /req/core/job-success: how a job stands.
func jobDocument(_ job: ProcessJob, _ call: OGCCall) -> JSONValue {
  var members: [JSONMember] = [
    JSONMember("processID", .string(job.order.process.rawValue)), JSONMember("type", "process"),
    JSONMember("jobID", .string(job.id)), JSONMember("status", .string(job.status.rawValue)),
  ]
  if let message = job.message { members.append(JSONMember("message", .string(message.inOneTitle))) }
  if let progress = job.progress { members.append(JSONMember("progress", .int(min(max(progress, 0), 100)))) }
  let updated = job.finished ?? job.started ?? job.created
  for (name, time) in [
    ("created", job.created), ("started", job.started), ("finished", job.finished), ("updated", updated),
  ] {
    if let time { members.append(JSONMember(name, .string(time.ISO8601Format()))) }
  }
  var links = [ogcLink(call.href("jobs", job.id), "self", "application/json", "This job")]
  if job.status == .successful {
    links.append(ogcLink(call.href("jobs", job.id, "results"), relations + "results", "application/json", "Its result"))
  }
  members.append(JSONMember("links", .array(links)))
  return .object(members)
}
