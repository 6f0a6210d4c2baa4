import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import type { Core } from "#main/core.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";
import type { Done } from "./child-messages.ts";
import { clientOf } from "./fast-time.ts";
import type { Operation } from "./plan.ts";

const PRIORITIES = ["low", "medium", "high", "urgent"] as const;
const CONTESTED = 2;
const TAGS = ["boots", "vip", "refund", "late"] as const;

/** What a person does on a device, with the tickets that it has. What the desk as it is refuses in words changes nothing. @throws PD_STORE_…, PD_INTERNAL */
export async function doOperation(core: Core, { kind, name, pick, value }: Operation): Promise<Done> {
  const client = clientOf(core);
  const tickets = await core.context.store.tickets.find({ selector: {}, sort: [{ id: "asc" }] });
  // Closed and opened again are few, so that devices which don't hear of each other do the same to the same.
  const isContested = kind === "close" || kind === "reopen";
  const ticket = tickets[pick % Math.max(isContested ? Math.min(tickets.length, CONTESTED) : tickets.length, 1)];
  try {
    if (kind === "create" || ticket === undefined) {
      const contactAddress = `${name.replaceAll(" ", "-")}@example.com`;
      const made = await client.tickets.create({ pipelineId: SUPPORT, subject: name, contactAddress });
      return { ticketId: made.id };
    }
    const { id } = ticket;
    switch (kind) {
      case "note":
        return { noteId: (await client.tickets.addNote({ id, text: name })).id };
      case "reply":
        return { noteId: (await client.tickets.reply({ id, text: name })).id };
      case "close":
      case "reopen":
        await client.tickets.move({ id, stageId: kind === "close" ? STAGES.closed : STAGES.new });
        return {};
      case "tag":
        await client.tickets.update({
          id,
          tags: Array.from(new Set([...ticket.tags, TAGS[value % TAGS.length] ?? "vip"])),
        });
        return {};
      case "raise":
        await client.tickets.update({ id, priority: PRIORITIES[value % PRIORITIES.length] ?? null });
        return {};
    }
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === undefined || code === "PD_INTERNAL" || code.startsWith("PD_STORE_")) throw error;
    return { refused: code };
  }
}
