import type { OutboxItem } from "#shared/model/outbox-item.ts";
import type { StepOutcome, Waiting } from "#shared/model/run.ts";
import { outboxItemIdOf } from "#main/desk/derived-ids.ts";
import type { Overlay } from "#main/desk/overlay.ts";

/**
 * What became of a step's mails, once all of them are decided; null while one of them may still go out by itself. `sent` where at least one was.
 * @rule F5
 */
export async function outcomeOfMails(
  outbox: Pick<Overlay<OutboxItem>, "load" | "get">,
  { ids, heldEnds }: NonNullable<Waiting["mails"]>,
): Promise<StepOutcome | null> {
  await outbox.load(ids.map(outboxItemIdOf));
  const items: OutboxItem[] = [];
  for (const id of ids) {
    const item = await outbox.get(outboxItemIdOf(id));
    // One that was written in the same piece of work is not there yet.
    if (item === null || item.state === "queued" || item.state === "sending") return null;
    items.push(item);
  }
  const waits = items.find(({ state }) => state === "held" || state === "unsure");
  if (waits) return heldEnds ? { kind: "held", reason: waits.hold?.kind ?? "unsure" } : null;
  if (items.some(({ state }) => state === "sent")) return { kind: "sent" };
  return { kind: "failed", code: "PD_OUTBOX_NOT_SENT", message: whyNot(items) };
}

function whyNot(items: readonly OutboxItem[]): string {
  const refused = items.find(({ state }) => state === "failed");
  if (refused === undefined) return "The mail was taken back.";
  const words = refused.lastFailure?.detail ?? "";
  return words === "" ? "The mail could not be sent." : `The mail could not be sent: ${words}`;
}
