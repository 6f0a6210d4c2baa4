import type { ticket as english } from "../en/ticket.ts";
import type { TranslationOf } from "../message.ts";

export const ticket: TranslationOf<typeof english> = {
  "ticket.title": "Ticket",
};
