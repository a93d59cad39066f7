-- What wrk sends. Without arguments: GETs. With "range LENGTH SIZE": GETs of LENGTH bytes at offsets spread over a file of SIZE bytes,
-- the same in every run, so that every server answers the same requests. With "propfind": listings with the properties that a desktop shows.
local requests = {}
local at = 0

local listing = '<?xml version="1.0" encoding="utf-8"?>'
  .. '<D:propfind xmlns:D="DAV:"><D:prop><D:resourcetype/><D:getcontentlength/><D:getlastmodified/><D:displayname/></D:prop></D:propfind>'

function init(args)
  if args[1] == "range" then
    ranges(tonumber(args[2]), tonumber(args[3]))
  elseif args[1] == "propfind" then
    requests[1] = wrk.format("PROPFIND", nil, { Depth = "1", ["Content-Type"] = "application/xml" }, listing)
  else
    requests[1] = wrk.format("GET")
  end
end

function ranges(length, size)
  math.randomseed(1)
  for i = 1, 1024 do
    local first = math.random(0, size - length)
    requests[i] = wrk.format("GET", nil, { Range = string.format("bytes=%d-%d", first, first + length - 1) })
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

-- One line: requests, microseconds, bytes received, errors of any kind (a status of 400 and above is one).
function done(summary)
  local e = summary.errors
  local errors = e.connect + e.read + e.write + e.status + e.timeout
  io.write(string.format("done %d %d %d %d\n", summary.requests, summary.duration, summary.bytes, errors))
end
