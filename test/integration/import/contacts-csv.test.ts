import { afterEach, beforeEach, expect, test } from "vitest";
import type { JobProgress } from "#shared/contract/desk.ts";
import type { ContactColumn } from "#shared/model/contact-columns.ts";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

async function ended(): Promise<JobProgress> {
  for (;;) {
    const { job } = await desk.client.desk.status();
    if (job !== null && job.state !== "running") return job;
    await new Promise(setImmediate);
  }
}

type How = Omit<Parameters<TestDesk["client"]["contactFiles"]["import"]>[0], "file" | "columns">;

/** As the window does it: what the preview says is what is imported. */
async function take(content: string | Uint8Array<ArrayBuffer>, how: How = {}): Promise<JobProgress> {
  const file = new File([content], "people.csv");
  const { encoding, separator, columns } = await desk.client.contactFiles.preview({ file });
  await desk.client.contactFiles.import({
    file,
    encoding,
    separator,
    columns: columns.map((column): ContactColumn | "" => column ?? ""),
    ...how,
  });
  return ended();
}

/** Everyone on the desk as rows of the export, without their ids. */
async function everyone(): Promise<string[]> {
  const { body } = await desk.client.contactFiles.export({});
  const lines = (await body.text()).trim().split("\r\n").slice(1);
  return lines.map((line) => line.slice(line.indexOf(",") + 1)).toSorted();
}

test("contacts of a file come in; what can't be taken comes back with its line and why; no mail and no ticket is made", async () => {
  const job = await take(
    [
      "Name,E-mail,Further e-mails,Phone,Company,Marketing,Notes",
      'Anna Rossi,ANNA@example.com,"a@home.example; a@old.example",+39 1,Boots Ltd,yes,"Calls\nat noon"',
      ",,,,,,",
      "Nobody,no mailbox at all,,,,,",
      "Maybe,maybe@example.com,,,,perhaps,",
      "=HYPERLINK(1),evil@example.com,,,boots ltd,no,",
      "Only a name,,,,,,",
    ].join("\n"),
  );
  expect(job).toMatchObject({ job: "contacts", state: "done", imported: 3, updated: 0, duplicates: 0, setAside: 3 });
  expect(await everyone()).toEqual([
    "'=HYPERLINK(1),evil@example.com,,,Boots Ltd,,,",
    `Anna Rossi,anna@example.com,a@home.example; a@old.example,'+39 1,Boots Ltd,yes,,"Calls\nat noon"`,
    "Only a name,,,,,,,",
  ]);
  const { body } = await desk.client.contactFiles.setAside();
  expect((await body.text()).split("\r\n")).toEqual([
    "Line,Reason,Name,E-mail,Further e-mails,Phone,Company,Marketing,Notes",
    "4,nothing-of-a-contact,,,,,,,",
    "6,not-yes-or-no,Maybe,maybe@example.com,,,,perhaps,",
    "5,no-mailbox,Nobody,no mailbox at all,,,,,",
    "",
  ]);
  expect((await desk.client.desk.status()).counts).toMatchObject({ tickets: 0, outbox: 0, contacts: 3 });
});

test("the same file again changes nothing, and what was exported gives the same contacts", async () => {
  await take(
    "name;email;phone\nAnna;anna@example.com;'+39 1\nNo address;;2\n-1;minus@example.com;@3\n''=x;quote@example.com;",
  );
  const before = await everyone();
  expect(before).toHaveLength(4);
  const { body } = await desk.client.contactFiles.export({});
  const copy = new Uint8Array(await body.arrayBuffer());
  const again = await take(copy);
  expect(again).toMatchObject({ imported: 0, updated: 0, duplicates: 4, setAside: 0 });
  expect(await everyone()).toEqual(before);
  await desk.close();
  desk = await openTestDesk();
  expect(await take(copy)).toMatchObject({ imported: 4, setAside: 0 });
  expect(await everyone()).toEqual(before);
});

test("a contact that is there, found by any address, gets what it lacks, all of it, or nothing", async () => {
  await desk.client.contacts.create({ name: "Anna", addresses: ["anna@example.com", "a@home.example"] });
  const file = "name,email,phone\nAnna Rossi,A@home.example,1";
  expect(await take(file, { existing: "skip" })).toMatchObject({ duplicates: 1, updated: 0 });
  expect(await everyone()).toEqual(["Anna,anna@example.com,a@home.example,,,,,"]);
  expect(await take(file)).toMatchObject({ updated: 1 });
  expect(await everyone()).toEqual(["Anna,anna@example.com,a@home.example,1,,,,"]);
  expect(await take(file, { existing: "overwrite" })).toMatchObject({ updated: 1 });
  expect(await everyone()).toEqual(["Anna Rossi,anna@example.com,a@home.example,1,,,,"]);
  await desk.client.contacts.create({ name: "Bea", addresses: ["bea@example.com"] });
  expect(await take("email,other emails\nbea@example.com,anna@example.com")).toMatchObject({ setAside: 1 });
});

test("[E4] who unsubscribed or said no is not signed up again by a file, whatever it says", async () => {
  const { id } = await desk.client.contacts.create({
    name: "Anna",
    addresses: ["anna@example.com"],
    marketingContact: true,
  });
  await desk.client.contacts.update({ id, unsubscribed: true, marketingContact: false });
  await take("email,marketing,unsubscribed\nanna@example.com,yes,no", { existing: "overwrite" });
  expect(await desk.client.contacts.get({ id })).toMatchObject({ marketingContact: false });
  expect(await everyone()).toEqual(["Anna,anna@example.com,,,,no,yes,"]);
});

test.each([
  ["utf-8", new TextEncoder().encode("Nome;Cognome;E-mail\nÈva;Müller;eva@example.com")],
  ["utf-8", new TextEncoder().encode("\uFEFFNome;Cognome;E-mail\nÈva;Müller;eva@example.com")],
  ["windows-1252", Uint8Array.from(Buffer.from("Nome;Cognome;E-mail\nÈva;Müller;eva@example.com", "latin1"))],
  ["utf-16le", Uint8Array.from(Buffer.from("\uFEFFNome\tCognome\tE-mail\nÈva\tMüller\teva@example.com", "utf16le"))],
  ["utf-16le", Uint8Array.from(Buffer.from("Nome\tCognome\tE-mail\nÈva\tMüller\teva@example.com", "utf16le"))],
  [
    "utf-16be",
    Uint8Array.from(Buffer.from("\uFEFFNome\tCognome\tE-mail\nÈva\tMüller\teva@example.com", "utf16le").swap16()),
  ],
] as const)("a file in %s is read as it was meant", async (encoding, content) => {
  const file = new File([content], "people.csv");
  expect(await desk.client.contactFiles.preview({ file })).toMatchObject({
    encoding,
    columns: ["firstName", "lastName", "address"],
    hasHeadings: true,
  });
  expect(await take(content)).toMatchObject({ imported: 1 });
  expect(await everyone()).toEqual(["Èva Müller,eva@example.com,,,,,,"]);
});

test("bytes that are no text in the chosen encoding, a quote that never ends and an empty file are told, and nothing breaks", async () => {
  const latin = Uint8Array.from(Buffer.from("name,email\nMüller,m@example.com\nAnna,anna@example.com", "latin1"));
  expect(await take(latin, { encoding: "utf-8" })).toMatchObject({ imported: 1, setAside: 1 });
  expect(await take('name,email\nBea,bea@example.com\n"Carl,carl@example.com\n')).toMatchObject({
    state: "done",
    imported: 1,
    setAside: 1,
  });
  expect(await (await desk.client.contactFiles.setAside()).body.text()).toContain("3,broken-quotes");
  await desk.client.contactFiles.import({ file: new File([""], "none.csv"), columns: [] });
  expect(await ended()).toMatchObject({ state: "done", imported: 0, setAside: 0 });
  await expect(desk.client.contactFiles.setAside()).rejects.toMatchObject({ code: "PD_DESK_NOT_FOUND" });
});

test("an import that is stopped keeps what it has, and the same file goes through afterwards", async () => {
  const rows = Array.from({ length: 3000 }, (_, at) => `Person ${at},p${at}@example.com`).join("\n");
  const file = new File([`name,email\n${rows}`], "people.csv");
  const how = { file, columns: ["name", "address"] as ContactColumn[] };
  await desk.client.contactFiles.import(how);
  await expect(desk.client.contactFiles.import(how)).rejects.toMatchObject({ code: "PD_IMPORT_RUNNING" });
  while (((await desk.client.desk.status()).job?.imported ?? 0) === 0) await new Promise(setImmediate);
  await desk.client.desk.cancelImport();
  const stopped = await ended();
  expect(stopped).toMatchObject({ state: "cancelled" });
  expect(stopped.imported).toBeLessThan(3000);
  await desk.client.contactFiles.import(how);
  expect(await ended()).toMatchObject({
    state: "done",
    imported: 3000 - stopped.imported,
    duplicates: stopped.imported,
  });
});
