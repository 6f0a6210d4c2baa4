import type { Log } from "#main/desk/context.ts";

/** Tells everything to two logs, which decide by themselves what they keep. */
export function logToBoth(one: Log, other: Log): Log {
  const both =
    (level: keyof Log): Log[keyof Log] =>
    (message, details) => {
      one[level](message, details);
      other[level](message, details);
    };
  return { info: both("info"), warn: both("warn"), error: both("error") };
}
