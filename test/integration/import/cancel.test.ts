import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { JobProgress } from "#shared/contract/desk.ts";
import { rawMail } from "../../support/raw-mail.ts";
import { openTestDesk, type TestDesk } from "../../support/test-desk.ts";

const MAILS = 600;

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

function archive(): File {
  const mails = Array.from({ length: MAILS }, (_, index) => {
    const mail = rawMail({ from: `p${index}@example.com`, to: "help@desk.example", subject: `Question ${index}` });
    return `From sender@example.com Thu Jan  1 00:00:00 2026\n${mail.replaceAll("\r\n", "\n")}\n`;
  });
  return new File(mails, "archive.mbox");
}

/** The first status of the import that fits. */
async function jobThat(fits: (job: JobProgress) => boolean): Promise<JobProgress> {
  for (;;) {
    const { job } = await desk.client.desk.status();
    if (job !== null && fits(job)) return job;
    await new Promise(setImmediate);
  }
}

test("an import that is stopped keeps what it has; the same file imported again goes on from there, once each", async () => {
  await desk.client.desk.import({ file: archive() });
  await jobThat(({ imported }) => imported > 0);
  await desk.client.desk.cancelImport();
  const stopped = await jobThat(({ state }) => state !== "running");
  expect(stopped.state).toBe("cancelled");
  expect(stopped.imported).toBeLessThan(MAILS);
  expect((await desk.client.desk.status()).counts.messages).toBe(stopped.imported);

  await desk.client.desk.import({ file: archive() });
  const whole = await jobThat(({ state }) => state !== "running");
  expect(whole).toMatchObject({ state: "done", duplicates: stopped.imported, imported: MAILS - stopped.imported });
  // Nothing goes on: nothing is stopped.
  expect((await desk.client.desk.cancelImport()).job).toEqual(whole);
});

test("also while the file is still being taken over: nothing of it is kept, and the next one is taken", async () => {
  const taking = desk.client.desk.import({ file: archive() });
  await expect(desk.client.desk.import({ file: archive() })).rejects.toMatchObject({ code: "PD_IMPORT_RUNNING" });
  await desk.client.desk.cancelImport();
  expect((await taking).job).toMatchObject({ job: "import", state: "cancelled", imported: 0 });
  expect(existsSync(join(desk.dataDir, ".pipedesk-unfinished"))).toBe(false);
  await desk.client.desk.import({
    file: new File([rawMail({ from: "a@example.com", to: "b@c.de", subject: "x" })], "a.eml"),
  });
  expect(await jobThat(({ state }) => state !== "running")).toMatchObject({ state: "done", imported: 1 });
});
