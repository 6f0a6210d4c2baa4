import { Notification } from "electron";
import type { NotificationView } from "#shared/contract/outbox.ts";
import { describeNotification } from "#shared/notifications/describe.ts";
import { newsAmong } from "#shared/notifications/news.ts";
import type { Translate } from "#shared/i18n/index.ts";

/** More at once is told in one sentence. */
const MAX_SINGLE = 3;

export type NativeNotifications = {
  /** What changed of the person's notifications: of those that are news, what is to be said is said. */
  take(changed: readonly NotificationView[], nowEpochMs: number): void;
  close(): void;
};

/** Tells news by the system's own notifications, unless the window shows them already. */
export function createNativeNotifications(options: {
  readonly translate: () => Translate;
  readonly deskName: () => string;
  /** Whether they shall be said now: switched on, and the window is not looked at. */
  readonly isWanted: () => boolean;
  /** null: of several. */
  readonly onClick: (notification: NotificationView | null) => void;
}): NativeNotifications {
  let told: ReadonlySet<string> = new Set();
  /** They are heard only as long as they are held. */
  const shown = new Set<Notification>();

  function show(body: string, about: NotificationView | null): void {
    const notification = new Notification({ title: options.deskName(), body });
    shown.add(notification);
    const forget = () => shown.delete(notification);
    notification.on("click", () => {
      forget();
      options.onClick(about);
    });
    notification.on("close", forget);
    notification.on("failed", forget);
    notification.show();
  }

  return {
    take(changed, nowEpochMs) {
      const found = newsAmong(changed, told, nowEpochMs);
      ({ told } = found);
      if (found.news.length === 0 || !options.isWanted() || !Notification.isSupported()) return;
      const t = options.translate();
      if (found.news.length > MAX_SINGLE) show(t("desktop.news", { count: found.news.length }), null);
      else for (const one of found.news) show(describeNotification(one, t), one);
    },
    close() {
      for (const notification of shown) notification.close();
      shown.clear();
    },
  };
}
