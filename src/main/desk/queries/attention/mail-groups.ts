import type { AttentionGroup } from "#shared/contract/attention.ts";
import type { Cause } from "#shared/model/cause.ts";
import type { OutboxItem } from "#shared/model/outbox-item.ts";
import { stuckMails } from "#main/store/attention.ts";
import { derivedId } from "../../derived-ids.ts";
import { MAX_ATTENTION_MAILS } from "../../limits.ts";
import type { ReadContext } from "../../read-context.ts";

export type MailGroup = Omit<Extract<AttentionGroup, { kind: "mail" }>, "tickets"> & {
  readonly items: readonly OutboxItem[];
};
type StepCause = Extract<Cause, { kind: "workflow" }>;

/** D7: mails of steps that wait for a person, by who wrote them and why they wait; of each group the newest first. */
export async function mailGroups({ store, setup }: ReadContext): Promise<MailGroup[]> {
  const ids = await stuckMails(store.sql, MAX_ATTENTION_MAILS);
  const stuck = await store.outbox.getMany(ids);
  const items = ids.flatMap((id) => stuck.get(id) ?? []);
  const messages = await store.messages.getMany(items.map(({ messageId }) => messageId));
  const groups = new Map<string, MailGroup>();
  for (const item of items) {
    const cause = messages.get(item.messageId)?.outgoing?.cause;
    const by = cause?.kind === "workflow" ? cause : null;
    const id = derivedId("mail", ...whyOf(item), item.channelId ?? "", by?.workflowId ?? "", by?.stepId ?? "");
    const known = groups.get(id);
    groups.set(id, known ? { ...known, ...withOneMore(known, item) } : begun(id, item, by));
  }
  return Array.from(groups.values());

  function begun(id: string, item: OutboxItem, by: StepCause | null): MailGroup {
    return {
      kind: "mail",
      id,
      count: 1,
      firstAtEpochMs: item.createdAtEpochMs,
      lastAtEpochMs: item.createdAtEpochMs,
      workflow: by && { id: by.workflowId, name: setup.find("workflow", by.workflowId)?.name ?? null },
      stepId: by?.stepId ?? null,
      state: item.state,
      hold: item.hold,
      failure: item.lastFailure,
      channelId: item.channelId,
      items: [item],
    };
  }
}

function withOneMore(
  { count, items }: MailGroup,
  item: OutboxItem,
): Pick<MailGroup, "count" | "firstAtEpochMs" | "items"> {
  return { count: count + 1, firstAtEpochMs: item.createdAtEpochMs, items: [...items, item] };
}

/** What tells one cause from another. */
function whyOf({ state, hold, lastFailure }: OutboxItem): readonly string[] {
  if (state !== "held") return [state, lastFailure?.code ?? ""];
  return [state, hold?.kind ?? "", hold?.kind === "cap" && hold.allTickets === true ? "all" : ""];
}
