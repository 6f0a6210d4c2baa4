import { describe, expect, test } from "vitest";
import { actionsFor, type OutboxAction } from "#renderer/features/outbox/outbox-actions.ts";
import { OutboxState } from "#shared/model/outbox-item.ts";
import { mayHappen, type OutboxEventType } from "#shared/rules/outbox/reduce-outbox.ts";
import { outboxItem } from "./items.ts";

const NOW = 60_000;

/** What each action makes happen in the core. */
const EVENTS: Readonly<Record<OutboxAction, OutboxEventType>> = {
  undo: "cancelled",
  cancel: "cancelled",
  drop: "cancelled",
  sendNow: "hurried",
  sendLater: "postponed",
  edit: "edited",
  release: "released",
  retry: "hurried",
  wasSent: "confirmed",
  sendAgain: "repeated",
  sendAfterAll: "hurried",
};

describe("[H1] what can be done with an outgoing mail", () => {
  test.each(OutboxState.options)("nothing is offered for a mail that is %s but what the core allows", (state) => {
    const { buttons, menu } = actionsFor(outboxItem("a", { state }), NOW);
    const refused = [...buttons, ...menu].filter((action) => !mayHappen(state, EVENTS[action]));
    expect(refused).toEqual([]);
  });

  test("within the undo window it is undone, later taken back; both can be sent at once, later, or edited", () => {
    expect([
      actionsFor(outboxItem("a", { notBeforeEpochMs: 70_000 }), NOW),
      actionsFor(outboxItem("a", { notBeforeEpochMs: 70_000, scheduled: true }), NOW),
    ]).toEqual([
      { buttons: ["undo", "sendNow"], menu: ["sendLater", "edit"] },
      { buttons: ["cancel", "sendNow"], menu: ["sendLater", "edit"] },
    ]);
  });

  test("[H1b] a held mail can be sent anyway, edited or dropped", () => {
    expect(actionsFor(outboxItem("a", { state: "held" }), NOW)).toEqual({
      buttons: ["release", "edit"],
      menu: ["drop"],
    });
  });

  test("a mail that may have been sent is only decided about", () => {
    expect(actionsFor(outboxItem("a", { state: "unsure" }), NOW)).toEqual({
      buttons: ["wasSent", "sendAgain"],
      menu: [],
    });
  });

  test("[D3] mail without a ticket has no ticket to be edited in", () => {
    expect(actionsFor(outboxItem("a", { state: "failed", ticketId: null }), NOW)).toEqual({
      buttons: ["retry"],
      menu: ["sendLater", "drop"],
    });
  });
});
