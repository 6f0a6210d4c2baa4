import { mkdir, readdir, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { DeskStatus } from "#shared/contract/desk.ts";
import { firstValueFrom, filter, map, startWith } from "rxjs";
import { ask } from "../hosts/serve-fixture.ts";
import { mail } from "./hostile-mails.ts";
import { BEARER, startRealHost, typedError, type RealHost } from "./real-host.ts";

async function upload(host: RealHost, file: { name: string; content: Buffer | string }) {
  const form = new FormData();
  form.append("file", new File([new Uint8Array(Buffer.from(file.content))], "name"));
  const { headers, body } = await encoded(form, file.name);
  return ask(host.port, "/api/v1/imports", { method: "POST", headers: { ...BEARER, ...headers }, body });
}

/** A form with the file's name exactly as given, which `FormData` would mend. */
async function encoded(form: FormData, name: string): Promise<{ headers: Record<string, string>; body: Buffer }> {
  const request = new Request("http://127.0.0.1", { method: "POST", body: form });
  const text = Buffer.from(await request.arrayBuffer()).toString("latin1");
  const body = Buffer.from(
    text.replace('filename="name"', `filename="${Buffer.from(name).toString("latin1")}"`),
    "latin1",
  );
  return { headers: { "content-type": request.headers.get("content-type") ?? "" }, body };
}

/** The job's state once it no longer runs. */
function finished({ desk }: RealHost) {
  const { state } = desk.core;
  return firstValueFrom(
    state.changes.pipe(
      startWith(undefined),
      map(() => state.job),
      filter((job) => job !== null && job.state !== "running"),
    ),
  );
}

const leftovers = async ({ desk }: RealHost) =>
  (await readdir(desk.dataDir)).filter(
    (name) => !/^(?:blobs|desk\.lock|desk\.version|desk\.sqlite(?:-wal|-shm)?)$/u.test(name),
  );

test("an upload is imported under whatever name it comes, and leaves nothing behind", async () => {
  const host = await startRealHost();
  const names = [
    "..",
    ".",
    "",
    "../../../escaped.eml",
    "/etc/passwd",
    "a\\..\\b.eml",
    "x".repeat(5000),
    "nul\u0000.eml",
    "CON",
    "a:b",
    "%2e%2e",
    "grün 😀.mbox",
  ];
  const told: unknown[] = [];
  for (const [at, name] of names.entries()) {
    const answer = await upload(host, { name, content: mail([`Message-ID: <${at}@example.com>`]) });
    const job = answer.status === 202 ? await finished(host) : null;
    told.push([name.slice(0, 20), answer.status, job?.state, job?.imported]);
  }
  expect(told.filter((line) => !String(line).endsWith(",202,done,1"))).toEqual([]);
  expect((await host.get<DeskStatus>("/status")).counts.messages).toBe(names.length);
  // Closing waits for what tidies up behind the last one.
  await host.desk.core.close();
  expect(await leftovers(host)).toEqual([]);
});

test("what is no mail, or nothing, is set aside or refused", async () => {
  const host = await startRealHost();
  const outcomes: unknown[] = [];
  for (const content of ["", "\0\0\0", "no mail at all"]) {
    expect((await upload(host, { name: "x", content })).status).toBe(202);
    const job = await finished(host);
    outcomes.push([job?.state, job?.imported, job?.setAside]);
  }
  expect(outcomes).toEqual([
    ["done", 0, 1],
    ["done", 0, 1],
    ["done", 0, 1],
  ]);
  const before = host.writes();
  const form = { ...BEARER, "content-type": "multipart/form-data; boundary=b" };
  const refused = [
    await host.rest("POST", "/imports", {}),
    await host.rest("POST", "/imports", { file: "text" }),
    await ask(host.port, "/api/v1/imports", { method: "POST", headers: form, body: "--b\r\nno form" }),
    await ask(host.port, "/api/v1/imports", {
      method: "POST",
      headers: form,
      body: '--b\r\nContent-Disposition: form-data; name="file"\r\n\r\ntext\r\n--b--\r\n',
    }),
  ];
  expect(refused.map(typedError)).toEqual(refused.map(() => "400 PD_INPUT_INVALID"));
  expect(host.writes()).toBe(before);
});

test("of uploads at the same moment one is taken, the others are told to wait", async () => {
  const host = await startRealHost();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      upload(host, { name: `${at}.eml`, content: mail([`Message-ID: <${at}@example.com>`]) }),
    ),
  );
  await finished(host);
  const statuses = answers.map((answer) => (answer.status === 202 ? "202" : typedError(answer)));
  // The first may be through before the last one comes.
  expect(new Set(statuses)).toEqual(new Set(["202", "409 PD_IMPORT_RUNNING"]));
  const taken = statuses.filter((status) => status === "202").length;
  expect((await host.get<DeskStatus>("/status")).counts.messages).toBe(taken);
});

test("what a killed process left of an upload is gone at the next start", async () => {
  const host = await startRealHost();
  await upload(host, { name: "x.eml", content: mail(["Message-ID: <x@example.com>"]) });
  await finished(host);
  const { dataDir } = host.desk;
  await host.desk.core.close();
  await mkdir(`${dataDir}/.pipedesk-unfinished/job-abcdef`, { recursive: true });
  await writeFile(`${dataDir}/.pipedesk-unfinished/job-abcdef/half.eml`, "half");
  await mkdir(`${dataDir}/import-mine`);
  const again = await startRealHost(dataDir);
  expect(await leftovers(again)).toEqual(["import-mine"]);
});
