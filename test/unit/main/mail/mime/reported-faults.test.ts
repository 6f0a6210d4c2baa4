/** Mails that other products got wrong, and this one once did: each with what a reader must find in it. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

import type { ParsedMail } from "#shared/model/mail.ts";
import { parseMail } from "#main/mail/mime/parse-mail.ts";

const FOLDER = new URL("../../../../fixtures/reported-faults/mail/", import.meta.url);

/** `report`, `seen` and `differs` tell where a sample came from, and what was seen when it was taken down. */
interface ReportedFault {
  steps: { mail?: string }[];
  expect: {
    /** In the text with everything. */
    txtHas?: string[];
    visHas?: string[];
    visNot?: string[];
    /** Names of attachments. */
    att?: string[];
    date?: string;
    /** Attachments that a reader can get at: listed, or shown in place. */
    reachable?: number;
    /** Of these, shown in place. */
    shown?: number;
  };
}

/** Samples of this folder that are about something else than reading a mail have other expectations. */
const READING = new Set(["txtHas", "visHas", "visNot", "att", "date", "reachable", "shown"]);

const faults = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .map((name) => [name.replace(/\.json$/u, ""), readFault(name)] as const)
  .filter(([, fault]) => {
    const asked = Object.keys(fault.expect);
    return asked.length > 0 && asked.every((name) => READING.has(name)) && lastMail(fault) !== null;
  });

function readFault(name: string): ReportedFault {
  return JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")) as ReportedFault;
}

function lastMail({ steps }: ReportedFault): string | null {
  return steps.at(-1)?.mail ?? null;
}

function seenIn(mail: ParsedMail, wanted: ReportedFault["expect"]): ReportedFault["expect"] {
  const has = (text: string, words: string[] | undefined) => words?.filter((word) => text.includes(word));
  const inText = has(mail.text, wanted.txtHas);
  const visible = has(mail.visibleText, wanted.visHas);
  const unwanted = wanted.visNot?.filter((word) => !mail.visibleText.includes(word));
  const shown = mail.attachments.filter(({ inline, contentId, contentType }) => {
    return inline && contentType.startsWith("image/") && mail.html?.includes(`cid:${contentId}`) === true;
  });
  const listed = mail.attachments.filter(({ inline }) => !inline);
  return {
    ...(inText && { txtHas: inText }),
    ...(visible && { visHas: visible }),
    ...(unwanted && { visNot: unwanted }),
    ...(wanted.att && { att: mail.attachments.map(({ name }) => name) }),
    ...(wanted.date !== undefined && {
      date: new Date(mail.dateEpochMs ?? 0).toISOString().replace(".000Z", "Z"),
    }),
    ...(wanted.reachable !== undefined && { reachable: listed.length + shown.length }),
    ...(wanted.shown !== undefined && { shown: shown.length }),
  };
}

test.each(faults)("[H6] %s: nothing of it is invisible or garbled", async (_name, fault) => {
  const result = await parseMail(readFileSync(new URL(lastMail(fault) ?? "", FOLDER)));
  if (result.kind !== "parsed") throw new Error(result.explanation);
  expect(seenIn(result.mail, fault.expect)).toEqual(fault.expect);
});
