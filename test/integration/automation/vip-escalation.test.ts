/** A workflow from file to explanation, over the command line and REST, across a restart: `docs/walk-through.md` in virtual time. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startServeHost } from "#main/hosts/serve/start-serve-host.ts";
import type { RunRecord } from "#shared/contract/explanations/run-history.ts";
import type { WhyEntry } from "#shared/contract/explanations/why.ts";
import { deskRest } from "../../support/desk-rest.ts";
import { openMailDesk } from "../../support/mail/mail-desk.ts";
import { createVirtualTime } from "../../support/mail/virtual-time.ts";
import { rawMail } from "../../support/raw-mail.ts";
import { INBOUND, SILENT } from "../../support/test-desk.ts";
import { plain, workflowCli } from "../../support/workflow-cli.ts";
import { memorySecrets } from "../../support/memory-secrets.ts";

const TOKEN = "the-token-of-the-test";
const FILE = resolve(import.meta.dirname, "../../../docs/examples/vip-escalation.json");
const SECOND_MS = 1000;

test("[F5][F7][F9][F9b][F10] VIP ticket: notify, wait two minutes unless the customer answers, escalate", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-vip-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const time = createVirtualTime(Date.UTC(2026, 4, 4, 9));
  const secrets = memorySecrets();
  const serve = async () => {
    const desk = await openMailDesk({ dataDir, time, secrets });
    const host = await startServeHost({
      core: desk.core,
      port: 0,
      token: TOKEN,
      rendererDir: dataDir,
      log: SILENT,
      version: "0.0.0",
    });
    return { desk, host, rest: deskRest(host.origin, TOKEN) };
  };
  let served = await serve();
  const stop = async () => {
    await served.host.close();
    await served.desk.close();
  };
  onTestFinished(() => stop());
  const pass = async (durationMs: number) => {
    await time.advance(durationMs);
    await served.desk.core.context.queue.idle();
  };
  const cli = (...args: string[]) => workflowCli([...args, "--url", served.host.url]);
  const told = async (...args: string[]) => plain((await cli(...args)).stdout);
  const mail = async (from: string, subject: string, messageId: string, inReplyTo?: string) => {
    const raw = rawMail({
      from,
      to: "help@desk.example",
      subject,
      text: "Please.",
      messageId,
      date: new Date(time.clock.nowEpochMs()),
      ...(inReplyTo === undefined ? {} : { inReplyTo }),
    });
    return (await served.rest.ingest(INBOUND, raw)).ticketId ?? "";
  };

  expect(await cli("lint", "--file", FILE)).toEqual({ code: 0, stdout: "0 mistakes, 0 warnings.\n", stderr: "" });
  expect(await told("import", FILE)).toEqual(["VIP escalation is here, switched off (ID)."]);
  await mail("Vera <vera@vip.example>", "The tent", "t0@vip.example");
  await pass(0);
  expect(await told("runs", "VIP")).toEqual(["No ticket has gone through it."]);

  expect(await told("dry-run", "VIP", "1")).toEqual([
    "The ticket would go in when a trigger fires.",
    "Path",
    "  TIME  tell: done",
    "  TIME  wait: completed",
    "  TIME  urgent: done",
    "  TIME  shout: done",
    "  TIME  done",
    "Changes",
    "  urgent: priority: – → Urgent",
    "Beside the ticket",
    "  tell: notification → You: A VIP's ticket: 1",
    "      The tent, from Vera",
    "  shout: mail → lead@desk.example",
    "      Escalated: The tent",
    "",
    "      Ticket 1 of Vera has waited for two minutes.",
    "Nothing was changed or sent.",
  ]);
  expect((await told("dry-run", "VIP", "1", "--exit", "wait=cancelled")).slice(2, 5)).toEqual([
    "  TIME  tell: done",
    "  TIME  wait: ended early: the customer answers",
    "  TIME  done",
  ]);
  expect((await served.rest.ticket((await served.rest.tickets())[0]?.id ?? "")).priority).toBeNull();

  expect(await told("enable", "VIP")).toEqual([
    "VIP escalation is on (ID).",
    "1 ticket meets it now; enable --enrol-now puts it in.",
  ]);
  const silent = await mail("Vera <vera@vip.example>", "The stove", "t1@vip.example");
  await mail("Viktor <viktor@vip.example>", "Wrong size", "t2@vip.example");
  await mail("Olga <olga@plain.example>", "Opening hours", "t3@plain.example");
  await pass(20 * SECOND_MS);
  await mail("Viktor <viktor@vip.example>", "Re: Wrong size", "t4@vip.example", "t2@vip.example");
  await pass(0);

  // The restart in the middle: the program is away for ten seconds.
  await stop();
  await time.advance(10 * SECOND_MS);
  served = await serve();
  await pass(90 * SECOND_MS - 1);
  expect((await served.rest.ticket(silent)).priority).toBeNull();
  await pass(1);
  expect((await served.rest.ticket(silent)).priority).toBe("urgent");

  expect(await told("runs", "VIP", "--ticket", "2")).toEqual([
    "TIME  A ticket is created: done, 2 min",
    "  TIME  tell: done",
    "                       notification: A VIP's ticket: 2",
    "  TIME  wait: completed (2 min)",
    "  TIME  urgent: done",
    "                       priority: – → Urgent",
    "  TIME  shout: done",
    "                       internal mail: Escalated: The stove",
  ]);
  expect(await told("runs", "VIP", "--ticket", "3")).toEqual([
    "TIME  A ticket is created: done, 20 s",
    "  TIME  tell: done",
    "                       notification: A VIP's ticket: 3",
    "  TIME  wait: ended early: the customer answers (20 s)",
  ]);
  expect(await told("why", "2", "--property", "priority")).toEqual([
    "TIME  priority: – → Urgent",
    "  ← step urgent of VIP escalation (after wait: completed)",
    "  ← TIME  created in New: The stove",
    "  ← channel Incoming mail",
  ]);
  const { items } = await served.rest.send<{ items: WhyEntry[] }>("GET", `/tickets/${silent}/why?property=priority`);
  const chain = items[0]?.chain ?? [];
  expect(chain.map(({ kind }) => kind)).toEqual(["change", "step", "change", "channel"]);
  const runId = chain[1]?.kind === "step" ? chain[1].runId : "";
  const { run } = await served.rest.send<RunRecord>("GET", `/runs/${runId}`);
  expect([run.status, run.journal.map(({ stepId }) => stepId)]).toEqual(["done", ["tell", "wait", "urgent", "shout"]]);

  expect(await told("why-not", "VIP", "4")).toEqual([
    "The ticket would not go in.",
    "  ✓ it is switched on",
    "  ✓ the ticket is in its pipeline",
    "  ✓ the ticket comes from where it says",
    "  ✓ it was not stopped for this ticket",
    "  ✓ the ticket is not in it now",
    "  ✓ the ticket may go in, again where it has been through",
    "  ✗ the ticket meets its filter",
    "    ✗ contact’s domain is any of vip.example  [plain.example]  ←",
    "When something set it off and the ticket did not go in",
    "  TIME  created in New: Opening hours",
    "      it does not meet the conditions",
    "      ✗ contact’s domain is any of vip.example  [plain.example]  ←",
  ]);
  // Once: nothing comes after it.
  await pass(600 * SECOND_MS);
  expect((await told("runs", "VIP")).length).toBe(3);
});
