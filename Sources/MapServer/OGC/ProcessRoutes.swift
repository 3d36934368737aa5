import Geodata

private let processID = OGCParameter(
  name: "processID", place: .path, description: "The id of a process",
  schema: ["type": "string", "enum": .array(ProcessDescription.all.map { .string($0.process.rawValue) })],
  example: "run")
private let jobID = OGCParameter(
  name: "jobID", place: .path, description: "The id of a job",
  schema: ["type": "string", "pattern": "^[A-Za-z0-9-]{1,40}$"], example: "1")
private let format = OGCParameter.format([.json])

/// Every operation of OGC API - Processes; the ids of operations are those of the standard.
let processRoutes: [OGCRoute] =
  [
    OGCRoute(
      path: ["ogc", "processes"], id: "getProcesses", summary: "What can be had done", tag: "Processes",
      parameters: [.limit, .offset, format], schema: schemaReference("processList")),
    OGCRoute(
      path: ["ogc", "processes", "{processID}"], id: "getProcessDescription", summary: "About a process",
      tag: "Processes", parameters: [processID, format], schema: schemaReference("process")),
  ]
  + ProcessDescription.all.map { process in
    OGCRoute(
      path: ["ogc", "processes", process.process.rawValue, "execution"], method: .post,
      id: "execute_\(process.process.rawValue)", summary: process.title, tag: "Processes",
      schema: schemaReference("statusInfo"),
      request: ["schema": schemaReference("execute_\(process.process.rawValue)"), "example": process.example],
      success: 201,
      failures: [400, 404, 405, 406, 413, 415, 429])
  } + [
    OGCRoute(
      path: ["ogc", "jobs"], id: "getJobs", summary: "What was ordered, newest first", tag: "Jobs",
      parameters: [.limit, .offset, format], schema: schemaReference("jobList")),
    OGCRoute(
      path: ["ogc", "jobs", "{jobID}"], id: "getStatus", summary: "How a job stands", tag: "Jobs",
      parameters: [jobID, format], schema: schemaReference("statusInfo")),
    OGCRoute(
      path: ["ogc", "jobs", "{jobID}"], method: .delete, id: "dismiss", summary: "Stop a job, or forget it",
      tag: "Jobs",
      parameters: [jobID], schema: schemaReference("statusInfo")),
    OGCRoute(
      path: ["ogc", "jobs", "{jobID}", "results"], id: "getResult", summary: "What a job has found", tag: "Jobs",
      parameters: [jobID], media: [.json, .geoJSON], schema: ["type": "object"],
      failures: [400, 404, 405, 406, 500]),
  ]
