import type { Messages } from "../message.ts";

export const settings = {
  "settings.title": "Settings",
} as const satisfies Messages;
