import { describe, expect, it } from "vitest";
import { DAY_MS, DEMO_SPAN_MS } from "#main/demo/plan/calendar.ts";
import { PIPELINES } from "#main/demo/plan/company.ts";
import type { DemoEvent } from "#main/demo/plan/demo-event.ts";
import { countMessages, planDemo } from "#main/demo/plan/plan-demo.ts";

const END = Date.UTC(2026, 8, 15, 10);
const OPTIONS = { endEpochMs: END, tickets: 400, messages: 1600 };
const events = planDemo(11, OPTIONS);

function ticketOf(event: DemoEvent): string | null {
  return event.ticket;
}

const byTicket = new Map<string, DemoEvent[]>();
for (const event of events) {
  const ticket = ticketOf(event);
  if (ticket !== null) byTicket.set(ticket, [...(byTicket.get(ticket) ?? []), event]);
}

describe("the demo's plan", () => {
  it("has exactly as many tickets and messages as it was asked for", () => {
    expect({ tickets: byTicket.size, messages: countMessages(events) }).toEqual({ tickets: 400, messages: 1600 });
    const full = planDemo(1, { endEpochMs: END, tickets: 2000, messages: 8000 });
    expect(countMessages(full)).toBe(8000);
    expect(new Set(full.map(ticketOf)).size).toBe(2001);
  });

  it("is the same for the same seed and another for another", () => {
    expect(planDemo(11, OPTIONS)).toEqual(events);
    expect(planDemo(12, OPTIONS)).not.toEqual(events);
  });

  it("is told in order of time, within its half year", () => {
    const times = events.map(({ atEpochMs }) => atEpochMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(0)).toBeGreaterThanOrEqual(END - DEMO_SPAN_MS);
    expect(times.at(-1)).toBeLessThanOrEqual(END);
  });

  it("begins every ticket with a mail or a call, and answers only what came before on the same ticket", () => {
    for (const [ticket, story] of byTicket) {
      expect(["mail", "create"]).toContain(story[0]?.type);
      const known = new Set<string>();
      for (const event of story) {
        if (event.type === "mail" && event.mail.parent !== null) expect(known, ticket).toContain(event.mail.parent);
        if (event.type === "mail" || event.type === "reply") known.add(event.key);
      }
    }
  });

  it("gives every mail and reply a key of its own", () => {
    const keys = events.flatMap((event) => (event.type === "mail" || event.type === "reply" ? [event.key] : []));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("moves tickets only to stages of their pipeline, and gives them an owner before it closes them", () => {
    const wrong = [...byTicket.values()].filter((story) => {
      const [first] = story;
      const channel = first?.type === "mail" ? first.mail.channel : first?.type === "create" ? first.channel : null;
      const pipeline = PIPELINES.find((one) => one.channel === channel);
      const stages = pipeline?.stages.length === 0 ? ["closed"] : (pipeline?.stages.map(({ key }) => key) ?? []);
      const owned = story.findIndex((event) => event.type === "edit" && event.changes.owner !== undefined);
      return story.some(
        (event, index) => event.type === "move" && (!stages.includes(event.stage) || owned === -1 || owned > index),
      );
    });
    expect(wrong).toEqual([]);
  });

  it("leaves young tickets open and old ones closed, some unread and some overdue", () => {
    const closedStages = PIPELINES.flatMap(({ closed }) => closed);
    const states = [...byTicket.values()].map((story) => {
      const lastMove = story.findLast((event) => event.type === "move");
      const lastMail = story.findLastIndex((event) => event.type === "mail" && event.mail.kind === "person");
      const due = story.flatMap((event) => (event.type === "edit" ? [event.changes.dueAtEpochMs] : [])).at(-1);
      const isClosed =
        lastMove?.type === "move" && closedStages.includes(lastMove.stage) && story.indexOf(lastMove) > lastMail;
      return {
        isOld: (story[0]?.atEpochMs ?? 0) < END - 30 * DAY_MS,
        isClosed,
        isUnread: !isClosed && lastMail > story.findLastIndex((event) => event.type === "read"),
        isOverdue: !isClosed && due !== undefined && due < END,
      };
    });
    const shareOpen = (of: typeof states) => of.filter(({ isClosed }) => !isClosed).length / of.length;
    expect(shareOpen(states.filter(({ isOld }) => isOld))).toBeLessThan(0.08);
    expect(shareOpen(states.filter(({ isOld }) => !isOld))).toBeGreaterThan(0.15);
    expect(states.some(({ isUnread }) => isUnread)).toBe(true);
    expect(states.some(({ isOverdue }) => isOverdue)).toBe(true);
  });

  it("has of everything that a mailbox gets", () => {
    const mails = events.flatMap((event) => (event.type === "mail" ? [event.mail] : []));
    expect(new Set(mails.map(({ kind }) => kind))).toEqual(
      new Set(["person", "auto-reply", "bounce", "newsletter", "notice"]),
    );
    expect(
      new Set(mails.flatMap(({ attachments }) => attachments.map(({ kind }) => kind))).size,
    ).toBeGreaterThanOrEqual(3);
    expect(new Set(mails.map(({ program }) => program)).size).toBe(4);
    expect(new Set(events.map(({ type }) => type)).size).toBe(7);
    const texts = mails.filter(({ kind }) => kind === "person").map(({ text }) => text);
    expect(new Set(texts).size / texts.length).toBeGreaterThan(0.9);
    expect(Math.max(...mails.map(({ subject }) => subject.length))).toBeGreaterThan(120);
    expect(texts.some((text) => /\p{Extended_Pictographic}/u.test(text))).toBe(true);
  });

  it("refuses numbers that no plan can meet", () => {
    expect(() => planDemo(1, { endEpochMs: END, tickets: 10, messages: 9 })).toThrow(RangeError);
    expect(() => planDemo(1, { endEpochMs: END, tickets: 10, messages: 121 })).toThrow(RangeError);
  });
});
