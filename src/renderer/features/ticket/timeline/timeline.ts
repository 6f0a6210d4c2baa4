/** Puts a ticket's messages and activities into one order. Pure. */
import type { ActivityView, MessageView } from "#shared/contract/views.ts";

export type MessageEntry = {
  readonly kind: "message";
  readonly key: string;
  readonly atEpochMs: number;
  readonly message: MessageView;
  /** The message's own activity, once the dispatcher has written it. */
  readonly activity: ActivityView | null;
};
export type ActivityEntry = {
  readonly kind: "activity";
  readonly key: string;
  readonly atEpochMs: number;
  readonly activity: ActivityView;
};
export type TimelineEntry = MessageEntry | ActivityEntry;

/** Activities that say no more than the message beside them does. */
type MessageActivity = ActivityView & {
  readonly body: { readonly type: "message.received" | "message.sent" | "note.added" };
};

/** Properties that follow from others: their line would repeat what stands above it. */
const FOLLOWING_PROPERTIES: ReadonlySet<string> = new Set(["timeToCloseMs", "wasReopened", "stageEnteredAtEpochMs"]);

/** Oldest first. At the same moment: the creation, the message that caused the rest, then the rest by their clock stamps. */
export function buildTimeline(messages: readonly MessageView[], activities: readonly ActivityView[]): TimelineEntry[] {
  const own = new Map<string, ActivityView & MessageActivity>();
  const entries: TimelineEntry[] = [];
  for (const activity of activities) {
    if (isMessageActivity(activity)) own.set(activity.body.messageId, activity);
    else if (!isFollowing(activity))
      entries.push({ kind: "activity", key: activity.id, atEpochMs: activity.atEpochMs, activity });
  }
  for (const message of messages) {
    entries.push({
      kind: "message",
      key: message.id,
      atEpochMs: message.atEpochMs,
      message,
      activity: own.get(message.id) ?? null,
    });
  }
  return entries.toSorted(compareEntries);
}

function isMessageActivity(activity: ActivityView): activity is ActivityView & MessageActivity {
  const { type } = activity.body;
  return type === "message.received" || type === "message.sent" || type === "note.added";
}

function isFollowing(activity: ActivityView): boolean {
  // The mail or note that the step wrote stands in the timeline itself.
  if (activity.body.type === "workflow.acted")
    return activity.body.action === "mail" || activity.body.action === "note";
  return activity.body.type === "ticket.property-changed" && FOLLOWING_PROPERTIES.has(activity.body.property);
}

function compareEntries(a: TimelineEntry, b: TimelineEntry): number {
  return (
    a.atEpochMs - b.atEpochMs ||
    rankOf(a) - rankOf(b) ||
    compareText(stampOf(a), stampOf(b)) ||
    compareText(a.key, b.key)
  );
}

function rankOf(entry: TimelineEntry): number {
  if (entry.kind === "message") return 1;
  return entry.activity.body.type === "ticket.created" ? 0 : 2;
}

function stampOf(entry: TimelineEntry): string {
  return entry.activity?.stamp ?? "";
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
