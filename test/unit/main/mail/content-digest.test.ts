import { expect, test } from "vitest";

import { contentDigest } from "#main/mail/ingest/content-digest.ts";
import { inProcessorTime } from "../../../support/processor-time.ts";

const HEAD = "Received: by a\nFrom: Ada <ada@example.com>\nSubject: Tent\n =?utf-8?q?leaks?=\nDate: Fri, 30 Okt 2026\n";
const BODY = "Gr\xfc\xdfe\n\n> From here\nFrom there\n>From nowhere\n--\n";
const digest = (text: string): string => contentDigest(Buffer.from(text, "latin1"));
const MAIL = digest(`${HEAD}\n${BODY}`);

test.each([
  ["line ends", `${HEAD}\n${BODY}`.replaceAll("\n", "\r\n")],
  ["trace fields", `Received: by b\nX-Spam: no\n${HEAD}\n${BODY}`],
  ["folding", `${HEAD.replace("\n =?", " =?")}\n${BODY}`],
  ["the order of fields between", HEAD.replace("Received: by a\n", "") + `Received: by a\n\n${BODY}`],
  ["a mailbox file's escapes", `${HEAD}\n${BODY.replace("\nFrom", "\n>From").replace("\n>From now", "\n>>From now")}`],
  ["blank lines at the end", `${HEAD}\n${BODY}\n\r\n \n`],
])("[D8] copies of one mail differ in %s", (_what, copy) => {
  expect(digest(copy)).toBe(MAIL);
});

test.each([
  ["sender", `${HEAD.replace("ada@", "bob@")}\n${BODY}`],
  ["subject", `${HEAD.replace("Tent", "Boat")}\n${BODY}`],
  ["body", `${HEAD}\n${BODY.replace("here", "home")}`],
  ["quotation", `${HEAD}\n${BODY.replace("> From here", "From here")}`],
])("[D8] another %s makes another mail", (_what, other) => {
  expect(digest(other)).not.toBe(MAIL);
});

test.each(["", "\n", "\r\n\r\n", "Subject: x", "From: a\r\n", "no colon\n\n"])("[D8] %j has a digest too", (text) => {
  expect(digest(text)).toMatch(/^[0-9a-f]{64}$/u);
});

test("[D8] a long mail is digested piece by piece", async () => {
  const long = `${HEAD}\n${"x".repeat(75)}\n`.concat(`${">".repeat(75)}\n`.repeat(40_000));
  const [unix, dos] = await inProcessorTime(5_000, () => [digest(long), digest(long.replaceAll("\n", "\r\n"))]);
  expect(unix).toBe(dos);
});
