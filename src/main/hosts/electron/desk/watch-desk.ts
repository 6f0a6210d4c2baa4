import { createRouterClient } from "@orpc/server";
import type { Log } from "#main/desk/context.ts";
import type { DeskStatus } from "#shared/contract/desk.ts";
import type { NotificationView } from "#shared/contract/outbox.ts";
import type { DeskCore } from "../../rpc/desk-core.ts";

/** Where the desk stands, for what is around the window: badge, tray, notifications, the question before the end. */
export type DeskWatch = {
  /** null until the desk has told it. */
  status(): DeskStatus | null;
  close(): void;
};

/** Follows the desk's live feed, as its page does. */
export function watchDesk(
  core: DeskCore,
  heard: {
    readonly onStatus: (status: DeskStatus) => void;
    readonly onNotifications: (changed: readonly NotificationView[]) => void;
  },
  log: Log,
): DeskWatch {
  const stop = new AbortController();
  let status: DeskStatus | null = null;

  async function follow(): Promise<void> {
    const { desk } = createRouterClient(core.router, { context: { userId: core.owner() } });
    // The feed ends where too much came at once; it begins anew, as for every client.
    while (!stop.signal.aborted) {
      for await (const entry of await desk.live(undefined, { signal: stop.signal })) {
        if (entry.status !== undefined) {
          status = entry.status;
          heard.onStatus(entry.status);
        }
        if (entry.type === "changes" && entry.notifications !== undefined) heard.onNotifications(entry.notifications);
      }
    }
  }
  follow().catch((error: unknown) => {
    if (!stop.signal.aborted)
      log.error("What the desk tells can't be followed; badge and notifications stand still.", { error });
  });

  return { status: () => status, close: () => stop.abort() };
}
