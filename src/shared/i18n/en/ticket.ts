import type { Messages } from "../message.ts";

export const ticket = {
  "ticket.title": "Ticket",
} as const satisfies Messages;
