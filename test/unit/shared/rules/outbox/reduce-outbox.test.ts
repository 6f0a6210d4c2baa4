import { describe, expect, test } from "vitest";
import { MessageId } from "#shared/model/ids.ts";
import { OutboxState, type SendFailure } from "#shared/model/outbox-item.ts";
import { mayHappen, reduceOutbox, type OutboxEvent, type OutboxEventType } from "#shared/rules/outbox/reduce-outbox.ts";
import { NOW, outboxItem } from "./items.ts";

const failure: SendFailure = { code: "temporary", detail: "451 Busy", atEpochMs: NOW };
const hold = { kind: "stale", newMessageIds: [], stageChanged: true } as const;
const returned = {
  address: "anna@example.com",
  status: "5.1.1",
  hard: true,
  messageId: MessageId.parse("m_bounce"),
  atEpochMs: NOW,
};

const EVENTS: Readonly<Record<OutboxEventType, OutboxEvent>> = {
  began: { type: "began", atEpochMs: NOW },
  accepted: { type: "accepted", atEpochMs: NOW, refused: [], sentCopy: "due" },
  deferred: { type: "deferred", failure, retryAtEpochMs: NOW + 1, counts: true },
  refused: { type: "refused", failure },
  unanswered: { type: "unanswered", failure },
  held: { type: "held", hold: { ...hold, newMessageIds: [] } },
  released: { type: "released", atEpochMs: NOW, basisStamp: "b" },
  cancelled: { type: "cancelled" },
  hurried: { type: "hurried", atEpochMs: NOW, basisStamp: "b" },
  postponed: { type: "postponed", sendAtEpochMs: NOW + 5, basisStamp: "b" },
  edited: { type: "edited", notBeforeEpochMs: NOW + 5, basisStamp: "b" },
  confirmed: { type: "confirmed", atEpochMs: NOW, sentCopy: "done" },
  repeated: { type: "repeated", atEpochMs: NOW, basisStamp: "b" },
  returned: { type: "returned", returned },
  copied: { type: "copied" },
  "remainder-began": { type: "remainder-began", atEpochMs: NOW },
  "remainder-settled": { type: "remainder-settled", remainder: null, refused: [] },
  renamed: { type: "renamed", sentAs: ["new@server.example"] },
  "took-effect": { type: "took-effect" },
};

/** The whole machine: event, from state to state; everything else is refused. */
const MACHINE: Readonly<Record<OutboxEventType, readonly string[]>> = {
  began: ["queued → sending"],
  accepted: ["sending → sent"],
  deferred: ["queued → queued", "sending → queued"],
  refused: ["queued → failed", "sending → failed"],
  unanswered: ["sending → unsure"],
  held: ["queued → held"],
  released: ["held → queued"],
  cancelled: ["queued → cancelled", "held → cancelled", "failed → cancelled"],
  hurried: ["queued → queued", "failed → queued", "cancelled → queued"],
  postponed: ["queued → queued", "held → held", "failed → queued", "cancelled → queued"],
  edited: ["queued → queued", "held → queued", "failed → queued"],
  confirmed: ["unsure → sent"],
  repeated: ["unsure → queued"],
  returned: ["sending → sending", "sent → sent", "unsure → sent"],
  copied: ["sent → sent"],
  "remainder-began": ["sent → sent"],
  "remainder-settled": ["sent → sent"],
  renamed: ["sent → sent"],
  "took-effect": ["queued → queued"],
};

describe("[H1] an outbox item's states", () => {
  test.each(Object.keys(EVENTS) as OutboxEventType[])("%s happens where it may, and nowhere else", (type) => {
    const moves = OutboxState.options.flatMap((state) => {
      const item = outboxItem({ state });
      if (mayHappen(state, type)) return [`${state} → ${reduceOutbox(item, EVENTS[type]).state}`];
      expect(() => reduceOutbox(item, EVENTS[type])).toThrow(expect.objectContaining({ code: "PD_INTERNAL" }));
      return [];
    });
    expect(moves).toEqual(MACHINE[type]);
  });

  test("a mail that may have been sent never begins again by itself: only a person's word or proof leads on", () => {
    const ways = (Object.keys(EVENTS) as OutboxEventType[]).filter((type) => mayHappen("unsure", type));
    expect(ways).toEqual(["confirmed", "repeated", "returned"]);
  });

  test("sending, refused for now, sending again, sent", () => {
    const began = reduceOutbox(outboxItem(), EVENTS.began);
    const deferred = reduceOutbox(began, EVENTS.deferred);
    const again = reduceOutbox(deferred, EVENTS.began);
    const sent = reduceOutbox(again, EVENTS.accepted);
    expect([began, deferred, sent]).toEqual([
      outboxItem({ state: "sending", sendingSinceEpochMs: NOW }),
      outboxItem({ attempts: 1, lastFailure: failure, retryAtEpochMs: NOW + 1 }),
      outboxItem({ state: "sent", attempts: 2, sentAtEpochMs: NOW, sentCopy: "due" }),
    ]);
  });

  test("a missing network is nobody's attempt", () => {
    expect(reduceOutbox(outboxItem(), { type: "deferred", failure, retryAtEpochMs: 9, counts: false })).toEqual(
      outboxItem({ lastFailure: failure, retryAtEpochMs: 9 }),
    );
  });

  test("send now ends the undo window, a chosen time and a pause, and counts attempts anew", () => {
    const waiting = outboxItem({
      state: "failed",
      notBeforeEpochMs: NOW + 9,
      scheduled: true,
      attempts: 25,
      retryAtEpochMs: NOW + 9,
      lastFailure: failure,
    });
    expect(reduceOutbox(waiting, EVENTS.hurried)).toEqual(outboxItem({ lastFailure: failure, basisStamp: "b" }));
  });

  test("send now does not move a mail whose time has come to a later one", () => {
    expect(reduceOutbox(outboxItem({ notBeforeEpochMs: NOW - 5 }), EVENTS.hurried).notBeforeEpochMs).toBe(NOW - 5);
  });

  test("[D7] an automatic mail that a person released is marked, so that no cap holds it again", () => {
    const held = outboxItem({
      state: "held",
      automatic: true,
      hold: { kind: "cap", address: "a", mails: 10, minutes: 10 },
    });
    expect(reduceOutbox(held, EVENTS.released)).toEqual(
      outboxItem({ automatic: true, basisStamp: "b", releasedAtEpochMs: NOW }),
    );
    const answer = outboxItem({ state: "held", hold: { ...hold, newMessageIds: [] } });
    expect(reduceOutbox(answer, EVENTS.released)).toEqual(outboxItem({ basisStamp: "b" }));
  });

  test("[D7] a delivery failure of a mail that may have been sent proves that it was", () => {
    const unsure = outboxItem({ state: "unsure", sendingSinceEpochMs: NOW - 5, lastFailure: failure });
    expect(reduceOutbox(unsure, EVENTS.returned)).toEqual(
      outboxItem({ state: "sent", sentAtEpochMs: NOW - 5, returned: [returned], sentCopy: "done" }),
    );
  });
});
