import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import type { TicketId } from "#shared/model/ids.ts";
import failedArm from "../../fixtures/reported-faults/automation/04-failed-arm.json" with { type: "json" };
import unchecked from "../../fixtures/reported-faults/automation/10-trigger-values-unchecked.json" with { type: "json" };
import { rawMail } from "../../support/raw-mail.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";
import { told, workflow, type StepGiven } from "../automation/crm-fixture.ts";
import { DAY_MS, openGalleryDesk, type GalleryDesk } from "../automation/gallery-fixture.ts";

/** The steps of the reported faults in workflows, one after the other as they stand there. */
let desk: GalleryDesk;
beforeEach(async () => {
  desk = await openGalleryDesk();
});
afterEach(() => desk.end());

const SECOND_MS = 1000;
const seconds = (amount: number) => ({ amount, unit: "seconds" });
const received: StepGiven = {
  type: "send-email",
  to: "primary-contact",
  mail: { kind: "template", templateId: "mail-template-ticket-received" },
};
const outbox = () => desk.desk.core.context.store.outbox.find({ selector: {} });
const isOpen = async (id: TicketId) => (await desk.ticket(id)).stageId !== STAGES.closed;

test("[D7] 02-history-sets-off-workflows: an archive of past years sends nothing", async () => {
  const greets = await workflow(desk, [received]);
  const path = join(desk.desk.dataDir, "archive.mbox");
  const mails = ["a", "b", "c"].map((name, at) =>
    rawMail({
      from: `${name} <${name}@example.com>`,
      to: "help@desk.example",
      subject: `Old ${name}`,
      messageId: `${name}@example.com`,
      date: new Date(Date.UTC(2023, at, 3)),
    }),
  );
  await writeFile(path, mails.map((mail) => `From MAILER Thu Jan  1 00:00:00 2023\n${mail}\n`).join(""));
  onTestFinished(() => rm(path, { force: true }));
  const lines: string[] = [];
  for await (const { status } of desk.desk.core.importMail({ paths: [path], ownAddresses: [] })) lines.push(status);
  await desk.pass(DAY_MS);
  expect([
    lines,
    (await desk.client.tickets.list({ pipelineId: SUPPORT })).items.length,
    await told(desk, greets),
    await outbox(),
  ]).toEqual([["imported", "imported", "imported"], 3, [], []]);
});

test("[F9] 04-failed-arm: the arm for failures is taken", async () => {
  const [move, branch] = failedArm.definition.steps;
  await desk.client.pipelines.update({
    id: SUPPORT,
    rules: { requiredProperties: { [STAGES.waitingOnUs]: ["ownerId"] } },
  });
  const id = await workflow(desk, [{ ...move, type: "move-stage", stageId: STAGES.waitingOnUs }, branch as StepGiven]);
  const ticketId = await desk.receive();
  const { tags, stageId } = await desk.ticket(ticketId);
  const [run] = await desk.runs(id);
  expect([tags, stageId, run]).toEqual([["failed-arm"], STAGES.new, ["done", "c failed", "o took", "f1 done"]]);
});

test("[F12] 07-auto-close-without-warning: a warning that waits without a mailbox closes nothing", async () => {
  await desk.add("auto-close", { silentFor: seconds(2), closeAfterWarning: seconds(5) });
  const id = await desk.receive();
  await desk.reply(id);
  await desk.pass(8 * SECOND_MS);
  const { tags } = await desk.ticket(id);
  const warning = (await outbox()).find(({ automatic }) => automatic);
  expect([await isOpen(id), tags, warning?.state]).toEqual([true, [], "queued"]);
});

test("[F4] 09-one-save-two-runs: one save of two properties sends one mail, and so does one new mail", async () => {
  const saved = await workflow(desk, [received], {
    triggers: [
      { id: "t1", type: "property-changed", property: "priority" },
      { id: "t2", type: "property-changed", property: "ownerId" },
    ],
    reenrolment: { kind: "always" },
  });
  const came = await workflow(
    desk,
    [received],
    {
      triggers: [
        { id: "t1", type: "ticket-created" },
        { id: "t2", type: "email-received" },
      ],
      reenrolment: { kind: "always" },
    },
    "Came",
  );
  const id = await desk.receive();
  expect([await told(desk, came), (await outbox()).length]).toEqual([["done, s1 done"], 1]);
  await desk.client.tickets.update({ id, priority: "high", ownerId: desk.owner });
  await desk.pass(0);
  expect([await told(desk, saved), (await outbox()).length]).toEqual([["done, s1 done"], 2]);
});

test.each(unchecked.definition.map((trigger) => [JSON.stringify(trigger), trigger] as const))(
  "[F3] 10-trigger-values-unchecked: %s is refused, or fires when that tag is added",
  async (_name, trigger) => {
    const made = workflow(desk, [{ type: "add-note", text: "fired" }], { triggers: [{ id: "t1", ...trigger }] });
    if (trigger.property !== "tags") {
      const refused = await made.then(
        () => null,
        (error: unknown) => [errorCodeOf(error), JSON.stringify(error)],
      );
      expect(refused).toEqual(["PD_INPUT_INVALID", expect.stringContaining("unknown-value")]);
      return;
    }
    const id = await desk.receive();
    await desk.client.tickets.update({ id, tags: ["other"] });
    expect(await told(desk, await made)).toEqual([]);
    await desk.client.tickets.update({ id, tags: ["other", "VIP"] });
    expect(await told(desk, await made)).toEqual(["done, s1 done"]);
  },
);

test("[F11b] 14-switched-off-goes-on: nothing goes out of a workflow that is off, and the answer says who waits in it", async () => {
  const waits = { type: "wait-for", duration: seconds(3) };
  const id = await workflow(desk, [waits, received], { triggers: [{ id: "t1", type: "manual" }] });
  const ticketId = await desk.receive();
  await desk.client.workflows.enrol({ id, ticketIds: [ticketId] });
  const { runs } = await desk.client.workflows.update({ id, enabled: false });
  await desk.pass(10 * SECOND_MS);
  expect([runs, await outbox()]).toEqual([{ inIt: 1, become: "hold" }, []]);
  await desk.client.workflows.update({ id, runs: "finish" });
  await desk.pass(SECOND_MS);
  expect((await outbox()).length).toBe(1);
});
