import { expect, test } from "vitest";
import type { MailFolder } from "#shared/model/mail-channel.ts";
import { findFolder, sentFolderOf } from "#main/mail/mailbox/folders.ts";

const folder = (path: string, more: Partial<MailFolder> = {}): MailFolder => ({
  path,
  use: null,
  selectable: true,
  ...more,
});

test.each([
  "Sent",
  "Sent Items",
  "SENT MESSAGES",
  "Gesendet",
  "Posta inviata",
  "Inviata",
  "Envoyés",
  "INBOX.Sent",
  "[Gmail]/Sent Mail",
])("the Sent folder is known by its name: %s", (path) => {
  expect(sentFolderOf([folder("INBOX"), folder(path), folder("Sent to clients")])).toBe(path);
});

test("a mark is worth more than a name, and a folder that can't be opened nothing", () => {
  const folders = [folder("Sent", { selectable: false }), folder("Inviata"), folder("Odeslané", { use: "sent" })];
  expect([sentFolderOf(folders), sentFolderOf([folder("Sent", { selectable: false }), folder("INBOX")])]).toEqual([
    "Odeslané",
    null,
  ]);
});

test("INBOX is found in any case, others only as they are written", () => {
  const folders = [folder("Inbox"), folder("Orders")];
  expect([
    findFolder(folders, "INBOX")?.path,
    findFolder(folders, "orders"),
    findFolder(folders, "Orders")?.path,
  ]).toEqual(["Inbox", null, "Orders"]);
});
