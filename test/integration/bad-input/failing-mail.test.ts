import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ImportLine } from "#main/core.ts";
import type { Automations } from "#main/desk/automations.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { MessageId } from "#shared/model/ids.ts";
import { openTestDesk } from "../../support/test-desk.ts";
import { temporaryFolder } from "../hosts/cli-process.ts";
import { mail } from "./hostile-mails.ts";

/** As a mistake in the program would: the automations throw at tickets with this subject. */
function failAt(context: DeskContext, subject: string): void {
  const automate: Automations["automate"] = context.automations.automate.bind(context.automations);
  Object.assign(context.automations, {
    automate: async (...[work, ticketId]: Parameters<Automations["automate"]>) => {
      if ((await work.tickets.get(ticketId))?.subject === subject) throw new TypeError("nobody thought of this");
      return automate(work, ticketId);
    },
  });
}

test("[H6] a mail that the desk itself fails at is set aside, whole; the ones before and behind it come in", async () => {
  const folder = await temporaryFolder();
  const paths = ["one", "poison", "three", "four"].map((name) => join(folder, `${name}.eml`));
  const raw = (at: number, subject: string) =>
    mail([`Message-ID: <${at}@example.com>`, `From: c${at}@example.com`, `Subject: ${subject}`]);
  const raws = ["one", "poison", "three", "four"].map((subject, at) => raw(at, subject));
  for (const [at, path] of paths.entries()) await writeFile(path, raws[at] ?? "");
  const desk = await openTestDesk();
  failAt(desk.core.context, "poison");
  const lines: ImportLine[] = [];
  for await (const line of desk.core.importMail({ paths, ownAddresses: [] })) lines.push(line);
  expect(lines.map(({ status, ticketId }) => [status, ticketId !== null])).toEqual([
    ["imported", true],
    ["set-aside", false],
    ["imported", true],
    ["imported", true],
  ]);
  expect(lines[1]?.reason).toContain("nobody thought of this");
  const { body } = await desk.client.messages.raw({ id: MessageId.parse(lines[1]?.messageId) });
  expect(Buffer.from(await body.arrayBuffer()).equals(raws[1] ?? Buffer.alloc(0))).toBe(true);
  const { items } = await desk.client.tickets.list({ limit: 50 });
  expect(items.map(({ number, subject }) => `${number} ${subject}`).toSorted()).toHaveLength(3);
  await desk.close();
});
