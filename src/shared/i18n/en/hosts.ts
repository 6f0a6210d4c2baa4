import type { Messages } from "../message.ts";

/** What the hosts themselves say, before or without the interface. */
export const hosts = {
  "host.locked": "This desk needs its key",
  "host.lockedHelp": "Open it with the address that Pipedesk printed when it started. That address ends with the key.",
  "host.tryAgain": "Try again",
  "host.unbuilt": "The interface has not been built",
  "host.unbuiltHelp": "Run npm run build, then load this page again. The REST interface works meanwhile.",
} as const satisfies Messages;
