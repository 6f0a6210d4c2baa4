import { channelRoute } from "#renderer/state/channel-routes.ts";
import type { Route } from "#renderer/state/routes.ts";
import type { WaitReason } from "./wait-reason.ts";

/** What a person who wants a mail to go now must see first; null where it goes as soon as it can. */
export type Blocker = {
  /** Where something can be done about it; null where nothing can but wait. */
  readonly leads: {
    readonly label: "ticket.composer.connect" | "outbox.wait.openChannel" | "outbox.wait.openEarlier";
    readonly route: Route;
  } | null;
};

export function blockerOf(wait: WaitReason): Blocker | null {
  switch (wait.kind) {
    case "no-mailbox":
      return { leads: { label: "ticket.composer.connect", route: channelsRoute(wait.channelId) } };
    case "paused":
    case "refused":
      return { leads: { label: "outbox.wait.openChannel", route: channelRoute(wait.channelId) } };
    case "turn":
      return { leads: { label: "outbox.wait.openEarlier", route: { page: "outbox", tab: null, itemId: null } } };
    case "offline":
      return { leads: null };
    case "undo":
    case "scheduled":
    case "retry":
    case "host":
    case "next":
      return null;
  }
}

function channelsRoute(channelId: Extract<WaitReason, { kind: "no-mailbox" }>["channelId"]): Route {
  return channelId === null ? { page: "settings", section: "channels", id: null, tab: null } : channelRoute(channelId);
}
