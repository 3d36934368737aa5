import Geodata

private func object(_ required: [String], _ properties: JSONValue) -> JSONValue {
  ["type": "object", "required": .array(required.map { .string($0) }), "properties": properties]
}

private func list(_ items: JSONValue) -> JSONValue { ["type": "array", "items": items] }

private let text: JSONValue = ["type": "string"]
private let time: JSONValue = ["type": "string", "format": "date-time"]
private let links = list(schemaReference("link"))

/// The documents of OGC API - Processes.
let processSchemas: [JSONMember] =
  [
    JSONMember(
      "processSummary",
      object(
        ["id", "version"],
        [
          "id": text, "title": text, "description": text, "version": text,
          "jobControlOptions": list(["type": "string", "enum": ["sync-execute", "async-execute", "dismiss"]]),
          "outputTransmission": list(["type": "string", "enum": ["value", "reference"]]), "links": links,
        ])),
    JSONMember(
      "processList",
      object(["processes", "links"], ["processes": list(schemaReference("processSummary")), "links": links])),
    JSONMember(
      "process",
      [
        "allOf": [
          schemaReference("processSummary"),
          [
            "type": "object",
            "properties": [
              "inputs": ["type": "object", "additionalProperties": object(["schema"], ["schema": ["type": "object"]])],
              "outputs": [
                "type": "object", "additionalProperties": object(["schema"], ["schema": ["type": "object"]]),
              ],
            ],
          ],
        ]
      ]),
    JSONMember(
      "statusInfo",
      object(
        ["jobID", "status", "type"],
        [
          "processID": text, "type": ["type": "string", "enum": ["process"]], "jobID": text,
          "status": ["type": "string", "enum": .array(ProcessJob.Status.allCases.map { .string($0.rawValue) })],
          "message": text, "created": time, "started": time, "finished": time, "updated": time,
          "progress": ["type": "integer", "minimum": 0, "maximum": 100], "links": links,
        ])),
    JSONMember("jobList", object(["jobs", "links"], ["jobs": list(schemaReference("statusInfo")), "links": links])),
  ] + ProcessDescription.all.map { JSONMember("execute_\($0.process.rawValue)", $0.requestSchema) }

extension ProcessDescription {
  /// What is sent to have it done.
  fileprivate var requestSchema: JSONValue {
    let needed = inputs.filter(\.isRequired).map { JSONValue.string($0.name) }
    var sent: [JSONMember] = [JSONMember("type", "object"), JSONMember("additionalProperties", false)]
    if !needed.isEmpty { sent.append(JSONMember("required", .array(needed))) }
    sent.append(JSONMember("properties", .object(inputs.map { JSONMember($0.name, $0.schema) })))
    var members: [JSONMember] = [JSONMember("type", "object"), JSONMember("additionalProperties", false)]
    if !needed.isEmpty { members.append(JSONMember("required", ["inputs"])) }
    members.append(
      JSONMember(
        "properties",
        [
          "inputs": .object(sent),
          "outputs": [
            "type": "object", "additionalProperties": false,
            "properties": [
              "result": ["type": "object", "properties": ["transmissionMode": ["type": "string", "enum": ["value"]]]]
            ],
          ], "response": ["type": "string", "enum": ["raw", "document"], "default": "raw"],
        ]))
    return .object(members)
  }
}
