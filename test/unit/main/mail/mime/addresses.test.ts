import { expect, test } from "vitest";

import { parseAddresses } from "#main/mail/mime/addresses.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";
import { inProcessorTime } from "../../../../support/processor-time.ts";

const ADA = "Ada <ada@example.com>";

/** As `Name <address>`, or what there is of it. */
function read(value: string): string[] {
  return parseAddresses([value], 100).map(({ name, address }) =>
    name === "" ? address : address === "" ? name : `${name} <${address}>`,
  );
}

test.each([
  [ADA, [ADA]],
  ["Ada (a (nested) comment) <ada@example.com>", [ADA]],
  ["ada@example.com (Ada (the first) Byron)", ["Ada (the first) Byron <ada@example.com>"]],
  ['"Byron, Ada (Sales (EU))" <ada@example.com>', ["Byron, Ada (Sales (EU)) <ada@example.com>"]],
  [String.raw`Ada(a \) chap) <ada(her account)@example.com(her (own) host)>`, [ADA]],
  ["Ada <ada@example.com> (via (the) desk)", [ADA]],
  ["Ada <@relay.example:ada@example.com>", [ADA]],
  ["<@a.example,@b.example:ada@example.com>", ["ada@example.com"]],
  ["Ada <ada@example.com> Bob <bob@example.com>", [ADA, "Bob <bob@example.com>"]],
  ["Ada <ada@example.com>; Bob <bob@example.com>", [ADA, "Bob <bob@example.com>"]],
  ["ada@example.com bob@example.com", ["ada@example.com", "bob@example.com"]],
  ["Byron, Ada <ada@example.com>, bob@example.com", ["Byron, Ada <ada@example.com>", "bob@example.com"]],
  ['"ada."@example.com', ['"ada."@example.com']],
  ["\"'ada@example.com'\" <'ada@example.com'>", ["ada@example.com"]],
  ["'ada@example.com'", ["ada@example.com"]],
  ["'Ada' <ada@example.com>", [ADA]],
  ["ada @ example.com", ["ada@example.com"]],
  [String.raw`Ada \"x\" <ada@example.com>`, ["Ada x <ada@example.com>"]],
  ["=?utf-8?B?YWRhQGV4YW1wbGUuY29t?=", ["ada@example.com"]],
  ["=?utf-8?Q?Ada_=3Cada=40example.com=3E?=", [ADA]],
  ["Ada <=?utf-8?Q?ada=40example.com?=>", [ADA]],
  ["Byron", ["Byron"]],
  ["<<ada@example.com>>", ["ada@example.com"]],
  ["Ada <mailto:ada@example.com>", [ADA]],
  ["Ada [ada@example.com]", [ADA]],
  ["Ada <ada @example.com>", [ADA]],
  ["Ada <ada@example.com", [ADA]],
  ["Ada ada@example.com>", [ADA]],
  ["Team (all) : Ada <ada@(x)example.com>, bob@example.com;", [ADA, "bob@example.com"]],
  ["undisclosed-recipients:;", []],
])("[D8b] %j names %j", (value, expected) => {
  expect(read(value)).toEqual(expected);
});

test.each([
  ["comments that never close", "(".repeat(300_000)],
  ["comments in comments", `${"(".repeat(100_000)}${")".repeat(100_000)}`],
  ["quotations that never close", String.raw`"\"`.repeat(100_001)],
  ["brackets", "<".repeat(300_000)],
  ["mailboxes without commas", "a <a@b.example> ".repeat(20_000)],
  ["bare mailboxes", "a@b.example ".repeat(20_000)],
])("[H6] %s take a moment", async (_name, value) => {
  expect(await inProcessorTime(5_000, () => read(value).length)).toBeLessThanOrEqual(100);
});

async function writerOf(from: string, more = ""): Promise<unknown> {
  const result = await parseMail(Buffer.from(`From: ${from}\nSubject: x\n${more}\nHi\n`), {
    ownAddresses: ["help@desk.example"],
  });
  if (result.kind !== "parsed") throw new Error(result.explanation);
  return [result.mail.from[0]?.address, result.mail.classification.fromOwnAddress];
}

test("[D8b] of two mailboxes in From the one that Sender names wrote it, or the one that is not the desk's", async () => {
  expect(await writerOf("a@x.example, b@x.example")).toEqual(["a@x.example", false]);
  expect(await writerOf("a@x.example, b@x.example", "Sender: B <b@x.example>\n")).toEqual(["b@x.example", false]);
  expect(await writerOf("help@desk.example, a@x.example")).toEqual(["a@x.example", false]);
  expect(await writerOf("help@desk.example")).toEqual(["help@desk.example", true]);
});
