import type { InboxItem, Notification } from "#shared/model/inbox-item.ts";
import type { UserId } from "#shared/model/ids.ts";
import { hasLeft, isActiveAdmin } from "#shared/rules/access/roles.ts";
import type { DeskContext } from "../context.ts";
import { derivedId } from "../derived-ids.ts";
import type { Overlay } from "../overlay.ts";

/** What is told. */
export type Notice = Pick<Notification, "topic" | "ticketId" | "outboxItemId" | "channelId" | "about" | "detail"> & {
  /** What tells this occasion from others on the same topic: it is told once, however often it is noticed. */
  readonly occasion: readonly string[];
};

/** Longest server's words that are kept with a notification. */
const MAX_DETAIL_CHARACTERS = 1000;

/** Puts a notification into the piece of work: to the user, or to all with account access where there is none, or they left. */
export async function notify(
  { setup, clock }: Pick<DeskContext, "setup" | "clock">,
  items: Overlay<InboxItem>,
  userId: UserId | null,
  { occasion, ...notice }: Notice,
): Promise<void> {
  for (const receiver of receiversOf(setup, userId)) {
    const about = [notice.topic, notice.outboxItemId ?? "", notice.channelId ?? "", ...occasion];
    const id = derivedId("n", receiver, ...about);
    if (await items.get(id)) continue;
    items.put({
      ...notice,
      detail: notice.detail.slice(0, MAX_DETAIL_CHARACTERS),
      id,
      kind: "notification",
      userId: receiver,
      read: false,
      createdAtEpochMs: clock.nowEpochMs(),
      stamps: {},
    });
  }
}

function receiversOf(setup: DeskContext["setup"], userId: UserId | null): UserId[] {
  const user = userId === null ? null : setup.find("user", userId);
  if (user && !hasLeft(user)) return [user.id];
  return setup
    .all("user")
    .filter(isActiveAdmin)
    .map(({ id }) => id);
}
