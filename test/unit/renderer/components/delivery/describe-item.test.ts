import { describe, expect, test } from "vitest";
import { describeHold, describeWait, recipientNames } from "#renderer/components/delivery/describe-item.ts";
import { lookOf } from "#renderer/components/delivery/item-look.ts";
import { proposedTimes } from "#renderer/components/delivery/later-times.ts";
import { createTranslate } from "#shared/i18n/index.ts";
import { MessageId } from "#shared/model/ids.ts";
import { outboxItem } from "../../features/outbox/items.ts";

const words = (language: "en" | "it", nowEpochMs = 60_000) => ({ t: createTranslate(language), language, nowEpochMs });
const message = (id: string) => MessageId.parse(id);

describe("an outgoing mail in words", () => {
  test("the undo window is counted in seconds, never down to none", () => {
    const at = (untilEpochMs: number) => describeWait({ kind: "undo", untilEpochMs }, words("en"));
    expect([at(70_000), at(69_001), at(61_000), at(60_000)]).toEqual([
      "Goes out in 10 seconds",
      "Goes out in 10 seconds",
      "Goes out in 1 second",
      "Goes out in 1 second",
    ]);
  });

  test("a pause says why and when, in both languages", () => {
    const reason = {
      kind: "retry",
      failure: { code: "temporary", detail: "451", atEpochMs: 1 },
      atEpochMs: 60_000 + 3 * 60_000,
    } as const;
    expect([describeWait(reason, words("en")), describeWait(reason, words("it"))]).toEqual([
      "The mail server asked to try again later. Next attempt in 3 min.",
      "Il server di posta ha chiesto di riprovare più tardi. Prossimo tentativo tra 3 min",
    ]);
  });

  test("[H1b] a stale answer says what came since", () => {
    const stale = (ids: readonly string[], stageChanged: boolean) =>
      describeHold({ kind: "stale", newMessageIds: ids.map(message), stageChanged }, words("en"));
    expect([stale(["a"], false), stale(["a", "b"], true), stale([], true), stale([], false)]).toEqual([
      "Since it was written, 1 message was added to the ticket.",
      "Since it was written, 2 messages were added to the ticket and its status changed.",
      "Since it was written, the ticket’s status changed.",
      "The ticket changed after it was written.",
    ]);
  });

  test("[D7] a cap and a bounced address name the address", () => {
    expect([
      describeHold({ kind: "cap", address: "robot@example.net", mails: 10, minutes: 10 }, words("en")),
      describeHold(
        { kind: "bounced", address: "gone@example.net", untilEpochMs: Date.UTC(1970, 2, 1, 12) },
        words("it"),
      ),
    ]).toEqual([
      "robot@example.net already got 10 automatic mails about this ticket within 10 minutes. Perhaps two machines are answering each other.",
      expect.stringContaining("gone@example.net"),
    ]);
  });

  test("recipients go by their names where they have some", () => {
    const to = [
      { name: "Ada", address: "ada@example.com" },
      { name: "", address: "bob@example.com" },
    ];
    expect(recipientNames({ to })).toBe("Ada, bob@example.com");
  });

  test("[D7] a mail that came back for good doesn't look sent, one that is only delayed does", () => {
    const returned = (hard: boolean) => ({
      address: "a@b.example",
      status: "5.1.1",
      hard,
      messageId: message("m"),
      atEpochMs: 1,
    });
    const look = (change: Parameters<typeof outboxItem>[1]) => lookOf(outboxItem("a", { state: "sent", ...change }));
    expect([
      look({}),
      look({ returned: [returned(false)] }),
      look({ returned: [returned(true)], refused: [{ address: "x@y.example", detail: "" }] }),
      look({ refused: [{ address: "x@y.example", detail: "" }] }),
    ]).toEqual([
      { tone: "good", label: "outbox.state.sent" },
      { tone: "good", label: "outbox.state.sent" },
      { tone: "trouble", label: "outbox.state.returned" },
      { tone: "attention", label: "outbox.state.partly" },
    ]);
  });
});

describe("the times that Send later proposes", () => {
  // A Monday, local time.
  const monday = new Date(2026, 5, 29, 8, 30, 20).getTime();

  test("on a Monday morning, Monday is the next one", () => {
    expect(proposedTimes(monday)).toEqual({
      inHour: new Date(2026, 5, 29, 9, 31).getTime(),
      tomorrow: new Date(2026, 5, 30, 9).getTime(),
      monday: new Date(2026, 6, 6, 9).getTime(),
    });
  });

  test("on a Sunday, tomorrow and Monday are the same", () => {
    const sunday = new Date(2026, 6, 5, 23, 59).getTime();
    const { tomorrow, monday: next } = proposedTimes(sunday);
    expect([tomorrow, next]).toEqual([new Date(2026, 6, 6, 9).getTime(), new Date(2026, 6, 6, 9).getTime()]);
  });
});
