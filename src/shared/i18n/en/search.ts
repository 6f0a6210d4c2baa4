import type { Messages } from "../message.ts";

export const search = {
  "search.title": "Search",
} as const satisfies Messages;
