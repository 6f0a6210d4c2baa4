import fc from "fast-check";
import { expect, test } from "vitest";

import { unescapeMboxMessage } from "#main/mail/import/mbox-escapes.ts";
import { MboxSplitter, type MboxEvent } from "#main/mail/import/mbox-splitter.ts";

/** Runs of bytes are joined: how they are cut up is the splitter's business. */
function run(source: Buffer, cuts: readonly number[]): [string, number | string][] {
  const splitter = new MboxSplitter();
  const events: [string, number | string][] = [];
  const take = (list: Iterable<MboxEvent>): void => {
    for (const event of list) {
      const last = events.at(-1);
      if (event.kind !== "bytes") events.push([event.kind, event.offsetBytes]);
      else if (last?.[0] === "bytes") last[1] += event.bytes.toString("latin1");
      else events.push(["bytes", event.bytes.toString("latin1")]);
    }
  };
  const places = [
    0,
    ...cuts.map((cut) => cut % (source.length + 1)).toSorted((left, right) => left - right),
    source.length,
  ];
  for (let index = 1; index < places.length; index += 1)
    take(splitter.push(source.subarray(places[index - 1], places[index])));
  take(splitter.finish());
  return events;
}

const line = fc.constantFrom(
  "From a@b.example Tue Mar  5 09:12:00 2024",
  "From a@b.example 2024-03-05 09:12:00",
  "From - Tue Mar  5 09:12:00 2024",
  `From ${"0123456789".repeat(4)} Mon Sep 17 00:00:00 2001`,
  "----- Original message follows -----",
  "From here on",
  "From: a@b.example",
  "Subject: x",
  "",
  "",
  ">From me",
  "text",
  "Fro",
  "F",
  "From ",
);
const ending = fc.constantFrom("\n", "\r\n");

test("[H6] an mbox is cut the same however its bytes arrive", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(line, ending), { maxLength: 25 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      (lines, cuts) => {
        const source = Buffer.from(lines.map(([text, end]) => text + end).join(""));
        expect(run(source, cuts)).toEqual(run(source, []));
      },
    ),
    { numRuns: 2_000 },
  );
});

test("[H6] no byte of an mbox is lost but its From lines", () => {
  const source = Buffer.from(
    "From a@b.example Tue Mar  5 09:12:00 2024\nA: 1\n\nx\n\nFrom - Tue Mar  5 09:12:00 2024\nB: 2\n\ny\n",
  );
  expect(run(source, [])).toEqual([
    ["start", 0],
    ["bytes", "A: 1\n\nx\n\n"],
    ["start", 51],
    ["bytes", "B: 2\n\ny\n"],
    ["end", source.length],
  ]);
});

test("[H6] unescaping takes one mark and the empty line behind the message", () => {
  expect(unescapeMboxMessage(Buffer.from("A: 1\n\n>From x\n>>From y\n> From z\n\n")).toString()).toBe(
    "A: 1\n\nFrom x\n>From y\n> From z\n",
  );
});

const START = "From a@b.example Tue Mar  5 09:12:00 2024\n";
const PATCH = `From ${"0123456789".repeat(4)} Mon Sep 17 00:00:00 2001\nFrom: Dev <dev@x.example>\nDate: Tue, 5 Mar 2024\nSubject: [PATCH] x\n\n---\n`;
const HEAD = "From: a@b.example\nSubject: x\n\n";

function messagesIn(source: string): number {
  return run(Buffer.from(source, "latin1"), []).filter(([kind]) => kind === "start").length;
}

test.each([
  ["a patch in the text", `${START}${HEAD}Please apply:\n\n${PATCH}`, 1],
  ["a patch as the text", `${START}${HEAD}${PATCH}\n${START}${HEAD}y\n`, 2],
  ["patches alone", PATCH.repeat(3).replaceAll("---\n", "---\n\n"), 3],
  ["a returned message", `${START}${HEAD}--- Below this line is a copy of the message.\n\n${START}${HEAD}y\n`, 1],
  ["a returned message under a colon", `${START}${HEAD}The original message:\n\n${START}${HEAD}y\n`, 1],
  ["a returned message in German", `${START}${HEAD}Die Nachricht lautete:\n\n${START}${HEAD}y\n`, 1],
  ["a returned message right under its line", `${START}${HEAD}--- Original message ---\n${START}${HEAD}y\n`, 1],
  [
    "another program's line in Thunderbird's file",
    `From - Tue Mar  5 09:12:00 2024\n${HEAD}See:\n\n${START}${HEAD}y\n`,
    1,
  ],
  [
    "another program's line in Google's file",
    `From 1790@xxx Tue Mar  5 09:12:00 +0000 2024\n${HEAD}See:\n\n${START}${HEAD}y\n`,
    1,
  ],
  ["Google's file", `From 1790@xxx Tue Mar  5 09:12:00 +0000 2024\n${HEAD}a\n\n`.repeat(2), 2],
  ["two programs' files in one", `${START}${HEAD}a\n\nFrom - Tue Mar  5 09:12:00 2024\n${HEAD}b\n`, 2],
  ["a signature over the next message", `${START}${HEAD}a\n-- \nAda\n\n${START}${HEAD}b\n`, 2],
  ["a scanner's footer", `${START}${HEAD}a\n\n--- This message was scanned ---\n\n${START}${HEAD}b\n`, 2],
  ["a last sentence", `${START}${HEAD}The original message is attached.\n\n${START}${HEAD}b\n`, 2],
  ["the following", `${START}${HEAD}The following could not be delivered:\n\n${START}${HEAD}y\n`, 1],
  ["what an mbox looks like", `${START}${HEAD}My file looks like this:\n\n${START}${HEAD}y\n`, 1],
  ["an attached message", `${START}${HEAD}--b\nContent-Type: message/rfc822\n\n${START}${HEAD}y\n--b--\n`, 1],
  ["the end of a multipart", `${START}${HEAD}--b\nContent-Type: text/plain\n\nx\n--b--\n\n${START}${HEAD}y\n`, 2],
  ["a name under dashes", `${START}${HEAD}a\n--Ada\nTel: 12345\n\n${START}${HEAD}b\n`, 2],
  ["a last colon", `${START}${HEAD}My address is:\n\n${START}${HEAD}b\n`, 2],
  ["files without empty lines", `${START}${HEAD}a\n${START}${HEAD}b\n`, 2],
])("[H6] an mbox keeps its messages: %s", (_name, source, count) => {
  expect(messagesIn(source)).toBe(count);
});
