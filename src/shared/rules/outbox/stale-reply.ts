import type { Activity } from "../../model/activity.ts";
import type { EventId, MessageId, RunId, UserId } from "../../model/ids.ts";
import type { Hold } from "../../model/outbox-item.ts";

export type StaleReplyFacts = {
  /** What happened on the ticket after the item's basis, in any order. */
  readonly since: readonly Activity[];
  /** Who wrote the mail; null: nobody, and then nothing makes it stale. */
  readonly authorId: UserId | null;
  /** The mail itself. */
  readonly messageId: MessageId;
  /** The event that set off each workflow run which moved the ticket. */
  readonly setOffBy: ReadonlyMap<RunId, EventId>;
  /** Activities that are such events, `since` or before. */
  readonly triggers: ReadonlyMap<EventId, Activity>;
  /** Messages that are nothing new to anybody: copies of the desk's own mail that came back in, and mail that was taken back. */
  readonly ignored: ReadonlySet<MessageId>;
};

type StaleHold = Extract<Hold, { kind: "stale" }>;

/** Workflow runs that set each other off; deeper than the dispatcher lets them go (F11). */
const MAX_CHAIN = 32;

/**
 * H1b: whether the ticket got a newer message, answer or stage since the mail was written. What the author did, and what automations made
 * of that (the status of D1, "send and close"), is not news to the author; automatic mail (D7) is news to nobody.
 * @rule H1b
 */
export function staleReply(facts: StaleReplyFacts): StaleHold | null {
  if (facts.authorId === null) return null;
  const newMessageIds: MessageId[] = [];
  let stageChanged = false;
  for (const activity of facts.since) {
    const { body } = activity;
    switch (body.type) {
      case "message.received":
        if (!isAutomatic(body.verdict) && !facts.ignored.has(body.messageId)) newMessageIds.push(body.messageId);
        break;
      case "message.sent":
        if (
          body.messageId !== facts.messageId &&
          !isAutomatic(body.verdict) &&
          !facts.ignored.has(body.messageId) &&
          !isOwnDoing(activity, facts)
        )
          newMessageIds.push(body.messageId);
        break;
      case "ticket.stage-changed":
        stageChanged ||= !isOwnDoing(activity, facts) && !followsMail(activity, facts);
        break;
      default:
        break;
    }
  }
  return newMessageIds.length > 0 || stageChanged ? { kind: "stale", newMessageIds, stageChanged } : null;
}

type Verdict = Extract<Activity["body"], { type: "message.received" }>["verdict"];

/** D7. Mail from an own address is a colleague's: written by a person. */
function isAutomatic(verdict: Verdict): boolean {
  return verdict.kind === "no-change" && verdict.rule === "D7" && verdict.reason !== "own-address";
}

/** The author did it, or it was set off by what the author did. */
function isOwnDoing(activity: Activity, facts: StaleReplyFacts): boolean {
  const cause = rootOf(activity, facts)?.cause;
  return cause?.kind === "user" && cause.userId === facts.authorId;
}

/** A mail that came in moved the ticket (D2, D6, D10): the mail is the news, and it is told as such. */
function followsMail(activity: Activity, facts: StaleReplyFacts): boolean {
  const root = rootOf(activity, facts);
  if (root === null) return false;
  if (root.cause.kind === "rule") return root.cause.rule === "D6" || root.cause.rule === "D10";
  return root.body.type === "message.received";
}

/** What set off what set it off; null where that is not known. */
function rootOf(activity: Activity, { setOffBy, triggers }: StaleReplyFacts): Activity | null {
  let current: Activity | undefined = activity;
  for (let step = 0; current && step < MAX_CHAIN; step += 1) {
    const { cause }: Activity = current;
    if (cause.kind !== "workflow") return current;
    const eventId = setOffBy.get(cause.runId);
    current = eventId === undefined ? undefined : triggers.get(eventId);
  }
  return null;
}
