-- What wrk sends: plain GETs, or, with the arguments RANGE SIZE, GETs of RANGE bytes at offsets spread over a file of SIZE bytes.
-- The offsets are the same in every run, so every server answers the same requests.
local requests = {}
local at = 0

function init(args)
  if #args < 2 then
    requests[1] = wrk.format("GET")
    return
  end
  local range, size = tonumber(args[1]), tonumber(args[2])
  math.randomseed(1)
  for i = 1, 1024 do
    local first = math.random(0, size - range)
    requests[i] = wrk.format("GET", nil, { Range = string.format("bytes=%d-%d", first, first + range - 1) })
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
