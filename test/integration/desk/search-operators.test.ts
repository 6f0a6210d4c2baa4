import { afterAll, beforeAll, expect, test } from "vitest";
import type { TicketId } from "#shared/model/ids.ts";
import { DAY_MS, openTestDesk, STAGES, SUPPORT, type TestDesk } from "../../support/test-desk.ts";

/** Operators of the search, over a desk that has a few of everything. */
let desk: TestDesk;
const ids: Record<string, TicketId> = {};

async function receive(key: string, from: string, subject: string, text: string, more: object = {}) {
  desk.clock.nowEpochMs += 60_000;
  const ticketId = (await desk.receive({ messageId: `${key}@x`, from, subject, text, ...more })).ticketId as TicketId;
  ids[key] = ticketId;
  return ticketId;
}

const found = async (q: string, kind: "ticket" | "message" = "ticket") =>
  (await desk.client.search.query({ q, kind })).items.map(({ title }) => title.map(({ text }) => text).join(""));

beforeAll(async () => {
  desk = await openTestDesk();
  await receive("tent", "Anna Rossi <anna@example.com>", "Tent leaks", "The zipper is broken.");
  await receive("lamp", "Bob Stone <bob@example.com>", "Lamp dark", "It has a broken switch.");
  desk.clock.nowEpochMs += 3 * DAY_MS;
  await receive("boots", "Eva Lang <eva@example.com>", "Boots too small", "A refund, please.");
  await receive("stove", "Anna Rossi <anna@example.com>", "Stove", "Where is my refund?");
  const { id: ownerId } = (await desk.client.desk.status()).me;
  const { tickets } = desk.client;
  const ticket = (key: string) => ids[key] as TicketId;
  // Each a minute after the one before, so that the order is told: tent, boots, lamp, stove.
  for (const change of [
    () => tickets.update({ id: ticket("tent"), ownerId, tags: ["Wärme", "Out of stock"] }),
    () => tickets.update({ id: ticket("boots"), priority: "urgent", tags: ["refund"] }),
    () => tickets.move({ id: ticket("lamp"), pipelineId: SUPPORT, stageId: STAGES.closed }),
    () => tickets.addNote({ id: ticket("stove"), text: "Ask the warehouse about the refund." }),
  ]) {
    desk.clock.nowEpochMs += 60_000;
    await change();
  }
});
afterAll(() => desk.close());

test("operators alone list tickets, the newest first", async () => {
  expect(await found("status:open")).toEqual(["Stove", "Boots too small", "Tent leaks"]);
  expect(await found("stato:chiusi")).toEqual(["Lamp dark"]);
  expect([await found('status:"Waiting on us"'), await found("status:new,closed")]).toEqual(
    [[], ["Stove", "Lamp dark", "Boots too small", "Tent leaks"].filter((name) => name !== "")].map((list) => list),
  );
});

test("owner, tag, priority, number, pipeline, and their opposites", async () => {
  expect([await found("owner:me"), await found("owner:none priority:none status:open")]).toEqual([
    ["Tent leaks"],
    ["Stove"],
  ]);
  expect([await found("tag:wärme"), await found("tag:WÄR"), await found('tag:"Out of stock"')]).toEqual([
    ["Tent leaks"],
    ["Tent leaks"],
    ["Tent leaks"],
  ]);
  expect([await found('tag:"Out"'), await found("tag:100%"), await found("priorità:urgente")]).toEqual([
    [],
    [],
    ["Boots too small"],
  ]);
  expect(await found("-tag:refund -owner:me status:open")).toEqual(["Stove"]);
  expect([await found("number:1"), await found("pipeline:supp -number:1,2,3"), await found("pipeline:nope")]).toEqual([
    ["Tent leaks"],
    ["Stove"],
    [],
  ]);
});

test("dates are of tickets, and of messages where messages are shown", async () => {
  expect([await found("after:yesterday"), await found("before:2d"), await found("on:today")]).toEqual([
    ["Stove", "Boots too small"],
    ["Lamp dark", "Tent leaks"],
    ["Stove", "Boots too small"],
  ]);
  expect(await found("closed:today")).toEqual(["Lamp dark"]);
  expect(await found("broken after:yesterday", "message")).toEqual([]);
});

test("who wrote, to whom, with what: of messages, and of tickets that have one", async () => {
  expect([await found("from:anna", "message"), await found("da:ANNA"), await found("from:anna -in:notes")]).toEqual([
    ["Stove", "Tent leaks"],
    ["Stove", "Tent leaks"],
    ["Tent leaks"],
  ]);
  expect([
    await found("refund from:eva", "message"),
    await found("has:note"),
    await found("refund in:notes", "message"),
  ]).toEqual([["Boots too small"], ["Stove"], ["Stove"]]);
  expect([await found("has:attachment"), await found("to:nobody@nowhere.example", "message")]).toEqual([[], []]);
});

test("with words, both must fit; a word with a minus must not be there", async () => {
  expect([await found("broken status:open", "message"), await found("broken -zipper", "message")]).toEqual([
    ["Tent leaks"],
    ["Lamp dark"],
  ]);
  expect([await found("anna status:open"), await found("anna owner:me"), await found("subject:stov")]).toEqual([
    ["Stove", "Tent leaks"],
    ["Tent leaks"],
    ["Stove"],
  ]);
  expect([await found("-stove status:open"), await found("subject:zipper", "message"), await found("-stove")]).toEqual([
    ["Boots too small", "Tent leaks"],
    [],
    ["Lamp dark", "Boots too small", "Tent leaks"],
  ]);
});

test("an operator that does not exist is words", async () => {
  expect(await found("colour:tent", "message")).toEqual([]);
  expect(await found('Re: "tent leaks"', "message")).toEqual([]);
  expect(await found("https://tent", "message")).toEqual([]);
});

test("pages go on where the one before ended, and past the tickets to messages", async () => {
  const all = (await desk.client.search.query({ q: "from:anna" })).items.map(({ id }) => id);
  const pages = await Promise.all(
    [0, 2, 4].map(async (offset) => (await desk.client.search.query({ q: "from:anna", offset, limit: 2 })).items),
  );
  expect([all.length, pages.flat().map(({ id }) => id)]).toEqual([4, all]);
});

test("nothing that a person types is an error, whatever the zone", async () => {
  const signs = [
    '"',
    "'",
    "%",
    "_",
    "!",
    "\\",
    "*",
    "-",
    ":",
    ",",
    "(",
    ")",
    " OR ",
    " NOT ",
    " NEAR ",
    "\u0000",
    "é",
    "😀",
    "{",
    "|",
    "&",
  ];
  for (const name of [
    "status",
    "tag",
    "from",
    "to",
    "before",
    "number",
    "subject",
    "owner",
    "is",
    "has",
    "in",
    "channel",
  ])
    for (const sign of signs) {
      const answer = await desk.client.search.query({
        q: `${name}:${sign}x${sign} -${sign}y`,
        timeZone: "Pacific/Apia",
      });
      expect(Array.isArray(answer.items)).toBe(true);
    }
});

test("saved searches are a person's own, and one name is one search", async () => {
  const viewer = await desk.as(["view-only"]);
  await desk.client.search.setSaved({
    items: [
      { name: "Mine", q: "owner:me" },
      { name: "Refunds", q: "refund" },
      { name: "Mine", q: "owner:me status:open" },
    ],
  });
  await viewer.search.setSaved({ items: [{ name: "All", q: "status:open" }] });
  expect([(await desk.client.search.saved()).items, (await viewer.search.saved()).items]).toEqual([
    [
      { name: "Mine", q: "owner:me status:open" },
      { name: "Refunds", q: "refund" },
    ],
    [{ name: "All", q: "status:open" }],
  ]);
});
