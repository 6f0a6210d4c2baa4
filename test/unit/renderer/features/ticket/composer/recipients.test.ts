import { describe, expect, test } from "vitest";
import {
  addRecipients,
  matchingSuggestions,
  parseRecipients,
} from "#renderer/components/composer/fields/parse-recipients.ts";
import {
  hasOthers,
  ownAddressesOf,
  replyToAll,
  suggestedRecipients,
} from "#renderer/features/ticket/composer/recipients.ts";
import { defaultsOf, originalOf } from "#renderer/features/ticket/composer/defaults.ts";
import { card, ticketOf } from "../../../cards.ts";
import { answer, conversation, message, note, SETUP } from "../fixtures.ts";
import { BOB, CARLA, draft } from "./drafts.ts";

const OWN = ownAddressesOf(SETUP.channels);
const DESK = { name: "Support", address: "Support@example.org" };
const record = (messages: ReturnType<typeof message>[]) => ({
  ticket: ticketOf(card("t1", 1)),
  contacts: [],
  conversations: [conversation()],
  messages,
  activities: [],
});

describe("recipients that are typed or pasted", () => {
  test.each([
    ["a@x.example", [{ name: "", address: "a@x.example" }]],
    [
      "Anna <a@x.example>, b@y.example; c@z.example\n",
      [
        { name: "Anna", address: "a@x.example" },
        { name: "", address: "b@y.example" },
        { name: "", address: "c@z.example" },
      ],
    ],
    ['"Rossi, \\"Anna\\"" <a@x.example>', [{ name: 'Rossi, "Anna"', address: "a@x.example" }]],
    [
      "a@x.example b@y.example",
      [
        { name: "", address: "a@x.example" },
        { name: "", address: "b@y.example" },
      ],
    ],
    ["not an address", [{ name: "", address: "not an address" }]],
    [
      'Anna "A, b@y.example',
      [
        { name: "", address: 'Anna "A' },
        { name: "", address: "b@y.example" },
      ],
    ],
    [" ,; ", []],
  ])("%j", (text, recipients) => {
    expect(parseRecipients(text)).toEqual(recipients);
  });

  test("count once, whatever their case", () => {
    expect(addRecipients([BOB], [{ name: "Bob", address: "BOB@example.com" }, CARLA, CARLA])).toEqual([BOB, CARLA]);
  });

  test("are suggested by name and address, without those chosen", () => {
    expect([
      matchingSuggestions([CARLA, BOB], "exa car", [], 5),
      matchingSuggestions([CARLA, BOB], "", [BOB], 5),
      matchingSuggestions([CARLA, BOB], "", [], 1),
    ]).toEqual([[CARLA], [CARLA], [CARLA]]);
  });
});

describe("whom a mail is for", () => {
  const asked = message("m1", 1, { from: CARLA, to: [DESK, BOB], cc: [{ name: "Dan", address: "dan@example.com" }] });

  test("reply to all reaches everyone but the desk itself, each once", () => {
    const again = { ...asked, cc: [...asked.cc, BOB, DESK] };
    expect(replyToAll(record([again]), again, OWN)).toEqual({ to: [CARLA, BOB], cc: asked.cc });
    expect([hasOthers(record([asked]), asked, OWN), hasOthers(record([]), message("m2", 2), OWN)]).toEqual([
      true,
      false,
    ]);
  });

  test("suggestions are the ticket's people, by their best name, never the desk's own", () => {
    const messages = [asked, message("m2", 2, { from: { name: "Bob", address: "bob@example.com" }, to: [DESK] })];
    expect(suggestedRecipients(record(messages), OWN)).toEqual([
      { name: "Bob", address: "bob@example.com" },
      CARLA,
      { name: "Dan", address: "dan@example.com" },
    ]);
  });

  test("an answer, a new mail and a forward begin with what follows from the ticket", () => {
    const shown = record([asked, answer("m2", 2), note("n", 3)]);
    const reply = originalOf("reply", draft(), shown);
    const forward = originalOf("forward", draft(), shown);
    expect([
      reply?.id,
      defaultsOf("reply", reply, shown),
      forward?.id,
      defaultsOf("forward", forward, shown),
      defaultsOf("new", undefined, shown),
      originalOf("reply", draft({ messageId: asked.id }), shown)?.id,
    ]).toEqual([
      "m1",
      { to: [CARLA], subject: "Re: Lamp" },
      "m2",
      { to: [], subject: "Fwd: Lamp" },
      { to: [], subject: "Subject of t1" },
      "m1",
    ]);
  });

  test("a mail that was taken back is nothing to answer or pass on", () => {
    const sent = answer("m2", 2);
    if (sent.delivery === null) throw new Error("It waits.");
    const cancelled = { ...sent, delivery: { ...sent.delivery, state: "cancelled" as const } };
    expect(originalOf("forward", draft(), record([cancelled]))).toBeUndefined();
  });
});
