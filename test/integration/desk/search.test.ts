import { afterEach, beforeEach, expect, test } from "vitest";
import type { TicketId } from "#shared/model/ids.ts";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";

/** Who searches a person finds the person, their tickets, then what was written; without what mails quote, and although they mistyped. */
let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

async function receive(messageId: string, from: string, subject: string, text: string, more: object = {}) {
  desk.clock.nowEpochMs += 60_000;
  return (await desk.receive({ messageId, from, subject, text, ...more })).ticketId as TicketId;
}

const found = async (
  q: string,
  more: { kind?: "ticket" | "message" | "contact"; offset?: number; limit?: number } = {},
) =>
  (await desk.client.search.query({ q, ...more })).items.map(
    ({ kind, title, isNote }) => `${isNote === true ? "note" : kind}: ${title.map(({ text }) => text).join("")}`,
  );

test("[H5] a person, their tickets, then messages", async () => {
  await receive("a@x", "Anna Rossi <anna@example.com>", "Tent", "It leaks.");
  await receive("b@x", "Bob Stone <bob@example.com>", "Lamp", "Anna Rossi told me to write.");
  await receive("c@x", "Anna Rossi <anna@example.com>", "Boots", "Too small.");
  expect(await found("anna rossi")).toEqual([
    "contact: Anna Rossi",
    "ticket: Boots",
    "ticket: Tent",
    "message: Boots",
    "message: Tent",
    "message: Lamp",
  ]);
  expect(await found("anna rossi", { kind: "ticket" })).toEqual(["ticket: Boots", "ticket: Tent"]);
  // In pages, each once.
  const pages = await Promise.all([0, 2, 4].map((offset) => found("anna rossi", { offset, limit: 2 })));
  expect(pages.flat()).toEqual(await found("anna rossi"));
  const merged = await desk.client.contacts.create({ name: "A. R.", addresses: ["ar@work.example"] });
  const [{ id } = { id: merged.id }] = (await desk.client.contacts.list({ q: "rossi" })).items;
  await desk.client.contacts.merge({ id, intoContactId: merged.id });
  expect((await found("anna@example.com", { kind: "ticket" })).toSorted()).toEqual(["ticket: Boots", "ticket: Tent"]);
});

test("[H5] what a mail quotes is not found in it, what it says is", async () => {
  await receive("a@x", "Anna <anna@example.com>", "Tent", "The zipper is broken.");
  await receive(
    "b@x",
    "Anna <anna@example.com>",
    "Re: Tent",
    "Any news about the repair?\n\nOn Mon, 4 May 2026 at 11:00, Anna <anna@example.com> wrote:\n> The zipper is broken.\n",
    { inReplyTo: "a@x" },
  );
  expect([await found("zipper", { kind: "message" }), await found("repair", { kind: "message" })]).toEqual([
    ["message: Tent"],
    ["message: Re: Tent"],
  ]);
});

test("[H5] a note has its ticket's title", async () => {
  const id = await receive("a@x", "Anna <anna@example.com>", "Tent", "It leaks.");
  await desk.client.tickets.addNote({ id, text: "Ask the warehouse." });
  expect(await found("warehouse")).toEqual(["note: Tent"]);
});

test("[H5] typing errors are forgiven where nothing is found otherwise, and told", async () => {
  await receive("a@x", "Christian Schmidt <cs@example.com>", "Accommodation", "The zipper is broken.");
  await receive("b@x", "Eva Schmitt-Lang <eva@example.com>", "Lamp", "Dark.");
  const [wrong, swapped, address, known] = await Promise.all(
    ["acommodation", "chrisitan schmidt", "cs@exmaple.com", "christian schmitt"].map((q) =>
      desk.client.search.query({ q }),
    ),
  );
  expect([wrong?.items[0]?.title.find(({ hit }) => hit)?.text, wrong?.spelled]).toEqual([
    "Accommodation",
    [{ typed: "acommodation", meant: ["accommodation"] }],
  ]);
  expect([swapped?.items[0]?.kind, swapped?.spelled]).toEqual([
    "contact",
    [{ typed: "chrisitan", meant: ["christian"] }],
  ]);
  expect([address?.items[0]?.kind, address?.spelled]).toEqual(["contact", [{ typed: "exmaple", meant: ["example"] }]]);
  // Each word is somewhere, but nowhere both.
  expect(known?.items[0]?.title.map(({ text }) => text).join("")).toBe("Christian Schmidt");
  expect([await found("schmitt", { kind: "contact" }), await found("xyzzyqqq"), await found("1234567")]).toEqual([
    ["contact: Eva Schmitt-Lang"],
    [],
    [],
  ]);
});
