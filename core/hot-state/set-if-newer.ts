/**
 * Sets a value unless one of the same or a higher version is there, in one step.
 *
 * KEYS[1]  the key; holds `<version> <json>`, with `-` for a value without a version
 * ARGV[1]  the new version, an integer within ±2^53
 * ARGV[2]  the new JSON
 * ARGV[3]  its time to live in ms, 0 for none
 * Returns  1 when it was set, 0 when not
 */
export const setIfNewerScript = `
local current = redis.call('GET', KEYS[1])
if current then
  local version = tonumber(string.match(current, '^[^ ]+'))
  if version and version >= tonumber(ARGV[1]) then return 0 end
end
local value = ARGV[1] .. ' ' .. ARGV[2]
if ARGV[3] == '0' then
  redis.call('SET', KEYS[1], value)
else
  redis.call('SET', KEYS[1], value, 'PX', ARGV[3])
end
return 1
`;
