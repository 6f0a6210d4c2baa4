import type { OutboxItemView } from "#shared/contract/outbox.ts";

export type OutboxAction =
  | "undo"
  | "cancel"
  | "drop"
  | "sendNow"
  | "sendLater"
  | "edit"
  | "release"
  | "retry"
  | "wasSent"
  | "sendAgain"
  | "sendAfterAll";

export type OfferedActions = {
  /** As buttons, the likeliest first. */
  readonly buttons: readonly OutboxAction[];
  /** In the menu beside them. */
  readonly menu: readonly OutboxAction[];
};

/** What a person can do with a mail, as the core's state machine allows it. Only mail of a ticket can be edited: in the ticket. */
export function actionsFor(item: OutboxItemView, nowEpochMs: number): OfferedActions {
  const edit: OutboxAction[] = item.ticketId === null ? [] : ["edit"];
  switch (item.state) {
    case "queued": {
      const inUndoWindow = !item.scheduled && item.notBeforeEpochMs > nowEpochMs;
      return {
        buttons: [inUndoWindow ? "undo" : "cancel", "sendNow"],
        menu: ["sendLater", ...edit],
      };
    }
    case "held":
      return { buttons: ["release", ...edit], menu: ["drop"] };
    case "failed":
      return { buttons: ["retry", ...edit], menu: ["sendLater", "drop"] };
    case "unsure":
      return { buttons: ["wasSent", "sendAgain"], menu: [] };
    case "cancelled":
      return { buttons: ["sendAfterAll"], menu: ["sendLater"] };
    case "sending":
    case "sent":
      return { buttons: [], menu: [] };
  }
}
