import fc from "fast-check";
import { expect, test } from "vitest";

import { calendarText } from "#main/mail/mime/calendar-text.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";
import { inProcessorTime } from "../../../../support/processor-time.ts";

function calendar(event: string, method = "REQUEST"): string {
  return `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:${method}\r\nBEGIN:VEVENT\r\nUID:1\r\n${event.replaceAll("\n", "\r\n")}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
}

const WHEN = "DTSTART;TZID=Europe/Berlin:20261030T100000\nDTEND;TZID=Europe/Berlin:20261030T110000";
const WHO =
  'ORGANIZER;CN=Ada Byron:mailto:ada@example.com\nATTENDEE;CN="Byron, Bob";PARTSTAT=ACCEPTED:MAILTO:bob@example.com\nATTENDEE:mailto:eve@example.com';

test.each([
  [
    "what, when, where, who",
    calendar(`SUMMARY:Tent\\, again\n${WHEN}\nLOCATION:Room 5\n${WHO}\nDESCRIPTION:Bring it.\\nThanks`),
    "Tent, again\n2026-10-30 10:00 – 11:00 (Europe/Berlin)\nRoom 5\nAda Byron <ada@example.com>\nByron, Bob <bob@example.com>, eve@example.com\n\nBring it.\nThanks",
  ],
  [
    "universal time",
    calendar("SUMMARY:x\nDTSTART:20261030T100000Z\nDURATION:PT90M"),
    "x\n2026-10-30 10:00 – 11:30 (UTC)",
  ],
  [
    "what is to be done until then, in universal time",
    "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nSUMMARY:Pay\r\nDUE:20261030T100000Z\r\nEND:VTODO\r\nEND:VCALENDAR\r\n",
    "Pay\n2026-10-30 10:00 (UTC)",
  ],
  ["a whole day", calendar("SUMMARY:x\nDTSTART;VALUE=DATE:20261030\nDTEND;VALUE=DATE:20261031"), "x\n2026-10-30"],
  ["days", calendar("SUMMARY:x\nDTSTART;VALUE=DATE:20261030\nDTEND;VALUE=DATE:20261102"), "x\n2026-10-30 – 2026-11-01"],
  [
    "over midnight",
    calendar("SUMMARY:x\nDTSTART:20261030T230000\nDTEND:20261031T010000"),
    "x\n2026-10-30 23:00 – 2026-10-31 01:00",
  ],
  [
    "again and again",
    calendar("SUMMARY:x\nDTSTART:20261030T100000\nRRULE:FREQ=WEEKLY;BYDAY=FR"),
    "x\n2026-10-30 10:00\nFREQ=WEEKLY;BYDAY=FR",
  ],
  ["cancelled", calendar("SUMMARY:x\nDTSTART:20261030T100000", "CANCEL"), "CANCELLED: x\n2026-10-30 10:00"],
  [
    "an answer",
    calendar(
      `SUMMARY:x\nDTSTART:20261030T100000\nATTENDEE;CN=Bob;PARTSTAT=DECLINED:mailto:bob@example.com\nCOMMENT:Ill`,
      "REPLY",
    ),
    "REPLY: x\n2026-10-30 10:00\nBob <bob@example.com>: DECLINED\n\nIll",
  ],
  [
    "a task",
    "BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:x\nDUE:20261030T100000\nEND:VTODO\nEND:VCALENDAR",
    "x\n2026-10-30 10:00",
  ],
  ["no calendar", "hello", ""],
  ["nothing", "", ""],
  ["an empty one", "BEGIN:VCALENDAR\nEND:VCALENDAR", ""],
])("[H6] an invitation in words: %s", (_name, source, expected) => {
  expect(calendarText(source)).toBe(expected);
});

test("[H6] cut anywhere, or changed, it ends", () => {
  const source = calendar(`SUMMARY:x\n${WHEN}\n${WHO}\nRRULE:FREQ=WEEKLY`);
  fc.assert(
    fc.property(fc.nat(source.length), fc.string({ maxLength: 5 }), (at, change) => {
      expect(typeof calendarText(source.slice(0, at) + change + source.slice(at + 1))).toBe("string");
      expect(typeof calendarText(source.slice(0, at))).toBe("string");
    }),
  );
});

test.each([
  [
    "events",
    calendar("SUMMARY:x").replace("BEGIN:VEVENT", "BEGIN:VEVENT\r\nEND:VEVENT\r\n".repeat(10_000) + "BEGIN:VEVENT"),
  ],
  ["attendees", calendar("ATTENDEE:mailto:a@b.example\n".repeat(15_000).trim())],
  ["parameters", calendar(`ATTENDEE${";CN=a".repeat(80_000)}:mailto:a@b.example`)],
  ["folds", calendar(`SUMMARY:${"x\n ".repeat(100_000)}`)],
  ["nesting", "BEGIN:VCALENDAR\r\n".repeat(20_000)],
])("[H6] many %s take a moment", async (_name, source) => {
  expect(typeof (await inProcessorTime(6_000, () => calendarText(source)))).toBe("string");
});

async function mailOf(type: string, body: string) {
  const result = await parseMail(Buffer.from(`From: a@b.example\nContent-Type: ${type}\n\n${body}`));
  if (result.kind !== "parsed") throw new Error(result.explanation);
  return result.mail;
}

test("[H6] a mail that is nothing but a calendar shows its event and keeps the file", async () => {
  const ics = calendar("SUMMARY:Tent\nDTSTART:20261030T100000Z");
  for (const mail of [
    await mailOf("text/calendar; method=REQUEST; charset=utf-8", ics),
    await mailOf(
      "multipart/mixed; boundary=b",
      `--b\nContent-Type: text/html\n\n<html><body><div>&nbsp;</div></body></html>\n--b\nContent-Type: application/octet-stream; name="invite.ics"\n\n${ics}\n--b--\n`,
    ),
  ]) {
    expect(mail.visibleText).toContain("Tent\n2026-10-30 10:00 (UTC)");
    expect(mail.attachments.map(({ name }) => name)).toEqual(["invite.ics"]);
  }
});

test("[H6] beside a text the calendar is a file", async () => {
  const body = `--b\nContent-Type: text/plain\n\nPlease come\n--b\nContent-Type: text/calendar\n\n${calendar("SUMMARY:Tent")}\n--b--\n`;
  const mail = await mailOf("multipart/alternative; boundary=b", body);
  expect([mail.text.trim(), mail.attachments.map(({ name }) => name)]).toEqual(["Please come", ["invite.ics"]]);
});

test.each(["text/plain; charset=utf-8", "application/octet-stream", "multipart"])(
  "[H6] a calendar that is sent as %s shows its event and keeps its file",
  async (type) => {
    const file = calendar(`SUMMARY:Tent\n${WHEN}`);
    const part = `Content-Type: ${type === "multipart" ? "application/octet-stream" : type}\r\n\r\n${file}`;
    const raw =
      type === "multipart"
        ? `From: a@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n${part}\r\n--b--\r\n`
        : `From: a@example.com\r\n${part}`;
    const result = await parseMail(Buffer.from(raw));
    if (result.kind !== "parsed") throw new Error(result.explanation);
    expect(result.mail.text).toBe("Tent\n2026-10-30 10:00 – 11:00 (Europe/Berlin)");
    expect(result.mail.attachments.map(({ contentType }) => contentType)).toEqual(["text/calendar"]);
  },
);

test.each([
  [
    "lines that were not folded",
    "SUMMARY:x\nDESCRIPTION:One\ntwo, and no sign\nthree",
    "x\n\nOne\ntwo, and no sign\nthree",
  ],
  ["a line that is no property", "SUMMARY:x\nUID:1\nnothing of the kind\nLOCATION:Room 5", "x\nRoom 5"],
  [
    "a description in HTML alone",
    'SUMMARY:x\nX-ALT-DESC;FMTTYPE=text/html:<p>Join <a href="https://t.example">here</a></p>',
    "x\n\nJoin here",
  ],
])("[H6] a calendar with %s", (_name, event, expected) => {
  expect(calendarText(calendar(event))).toBe(expected);
});
