-- Six kinds of requests in turn: the page, the town, a layer, figures with a station moved, what it serves, ten items.
--   wrk -t1 -c8 -d60 -s Benchmarks/live.lua http://127.0.0.1:8080 -- station-3 103.8 29.43
local station, longitude, latitude
local turn = 0

function init(arguments)
  station, longitude, latitude = arguments[1], tonumber(arguments[2]), tonumber(arguments[3])
end

local function ask(path, more)
  local body = string.format(
    '{"edits":[{"move":{"id":"%s","lon":%.4f,"lat":%.4f}}]%s}', station, longitude + turn % 90 / 10000, latitude, more)
  return wrk.format("POST", path, { ["Content-Type"] = "application/json" }, body)
end

function request()
  turn = turn + 1
  local kind = turn % 6
  if kind == 0 then return wrk.format("GET", "/") end
  if kind == 1 then return wrk.format("GET", "/api/town") end
  if kind == 2 then return wrk.format("GET", "/api/layers/stations") end
  if kind == 3 then return ask("/api/evaluate", "") end
  if kind == 4 then return ask("/api/area", string.format(',"station":"%s"', station)) end
  return wrk.format("GET", "/ogc/collections/communities/items?limit=10")
end

function done(summary)
  local errors = summary.errors
  io.write(string.format("errors: connect %d, read %d, write %d, status %d, timeout %d\n",
    errors.connect, errors.read, errors.write, errors.status, errors.timeout))
end
