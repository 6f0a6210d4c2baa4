import { describe, expect, test } from "vitest";
import {
  addressCaps,
  automaticMailCaps,
  bouncedUntil,
  withAutomaticMail,
} from "#shared/rules/outbox/automatic-mail-caps.ts";
import { TicketId } from "#shared/model/ids.ts";
import { retryAt } from "#shared/rules/outbox/retry-at.ts";
import { NOW } from "./items.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe("[D7] caps of automatic mail to one recipient on one ticket", () => {
  test.each([
    [10, 10],
    [15, 30],
    [25, 60],
    [50, 180],
    [100, 600],
  ])("%i in %i minutes: one fewer may go on, the next is held, and the window slides", (mails, minutes) => {
    // All at the far end of the window, so that no shorter cap sees them.
    const edge = NOW - minutes * MINUTE_MS + 1;
    const history = Array.from({ length: mails }, () => edge);
    expect([
      automaticMailCaps(history.slice(1), NOW),
      automaticMailCaps(history, NOW),
      automaticMailCaps(history, NOW + 1),
    ]).toEqual([null, { mails, minutes }, null]);
  });

  test("nothing sent yet", () => {
    expect(automaticMailCaps([], NOW)).toBeNull();
  });
});

describe("[D7] caps of automatic mail to one address over all tickets", () => {
  const OLD = { id: "here", createdAtEpochMs: 0 };
  const sent = (count: number, agoMs: number, ticket = "t") =>
    Array.from({ length: count }, (_, number) => ({
      ticketId: TicketId.parse(`${ticket}${number}`),
      atEpochMs: NOW - agoMs,
    }));

  test.each([
    [5, 10],
    [10, 60],
    [20, 1440],
  ])("%i in %i minutes", (mails, minutes) => {
    const edgeMs = minutes * MINUTE_MS - 1;
    expect([
      addressCaps(sent(mails - 1, edgeMs), OLD, NOW),
      addressCaps(sent(mails, edgeMs), OLD, NOW),
      addressCaps(sent(mails, edgeMs), OLD, NOW + 1),
    ]).toEqual([null, { mails, minutes }, null]);
  });

  test("a new ticket is acknowledged while there are not three others of the last minutes", () => {
    const fresh = { id: "here", createdAtEpochMs: NOW - MINUTE_MS };
    expect([
      addressCaps(sent(2, MINUTE_MS), fresh, NOW),
      addressCaps(sent(3, MINUTE_MS), fresh, NOW),
      addressCaps(sent(3, MINUTE_MS), OLD, NOW),
    ]).toEqual([null, { mails: 3, minutes: 10 }, null]);
  });

  test("what the ticket itself got counts by the ticket's own caps", () => {
    const here = Array.from({ length: 9 }, () => ({ ticketId: TicketId.parse("here"), atEpochMs: NOW }));
    expect(addressCaps(here, OLD, NOW)).toBeNull();
  });

  test("only the last ones are kept, and enough of them", () => {
    const all = Array.from({ length: 100 }, (_, number) => ({ ticketId: null, atEpochMs: number }));
    const kept = all.reduce<ReturnType<typeof withAutomaticMail>>((list, one) => withAutomaticMail(list, one), []);
    expect([kept.length, kept.at(-1)]).toEqual([40, all.at(-1)]);
  });
});

describe("[D7] after a hard bounce", () => {
  test("no automatic mail for sixty days", () => {
    const until = NOW + 60 * DAY_MS;
    expect([bouncedUntil(NOW, NOW), bouncedUntil(NOW, until - 1), bouncedUntil(NOW, until)]).toEqual([
      until,
      until,
      null,
    ]);
  });

  test.each([null, undefined])("never bounced (%s)", (at) => {
    expect(bouncedUntil(at, NOW)).toBeNull();
  });
});

describe("[H1] retries after a temporary refusal", () => {
  test("pauses grow, the last repeats, and after three days the mail has failed", () => {
    const pauses: number[] = [];
    for (let attempts = 1; ; attempts += 1) {
      const at = retryAt(attempts, NOW, 0);
      if (at === null) break;
      pauses.push((at - NOW) / MINUTE_MS);
    }
    const days = (pauses.reduce((sum, pause) => sum + pause, 0) * MINUTE_MS) / DAY_MS;
    expect([pauses.slice(0, 9), pauses.length, Math.round(days * 10) / 10]).toEqual([
      [1, 3, 7, 15, 30, 60, 120, 240, 240],
      24,
      3,
    ]);
  });

  test("chance lengthens a pause by a fifth at most", () => {
    expect(retryAt(1, NOW, 0.999_999)).toBe(NOW + Math.round(MINUTE_MS * 1.2));
  });
});
