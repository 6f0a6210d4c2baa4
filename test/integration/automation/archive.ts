import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { MailDesk } from "../../support/mail/mail-desk.ts";
import { rawMail, type RawMail } from "../../support/raw-mail.ts";

/** As `pipedesk import` takes an mbox with these mails; for each, the workflows that it would have set off. */
export async function importArchive(desk: MailDesk, mails: readonly RawMail[]): Promise<(readonly string[])[]> {
  const path = join(desk.dataDir, "..", `archive-${process.pid}-${mails.length}.mbox`);
  onTestFinished(() => rm(path, { force: true }));
  await writeFile(path, mails.map((mail) => `From MAILER Thu Jan  1 00:00:00 2026\n${rawMail(mail)}\n`).join(""));
  const heldBack: (readonly string[])[] = [];
  for await (const line of desk.core.importMail({ paths: [path], ownAddresses: [] }))
    heldBack.push(line.heldBack ?? []);
  return heldBack;
}
