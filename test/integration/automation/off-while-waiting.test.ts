import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeEvent } from "#main/mail/outbox/item-writes.ts";
import type { RunView } from "#shared/contract/workflows.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { openMailDesk, type MailDesk } from "../../support/mail/mail-desk.ts";
import { actions, send, startReceiver, statuses, stepId } from "./webhooks-fixture.ts";

/** Runs that wait for a mail, for a webhook's answer or for its next attempt, when their workflow is switched off or all automations are paused. */
let desk: MailDesk;
beforeEach(async () => {
  desk = await openMailDesk();
});
afterEach(() => desk.close());

const MINUTE_MS = 60_000;
const COUNT = 8;
const TAG = { id: stepId("tag"), type: "add-tags" as const, tags: ["seen"] };
const MAIL = {
  id: stepId("mail"),
  type: "send-email",
  to: "primary-contact",
  mail: { kind: "custom", subject: "One", body: "Hello", html: false, marketing: false },
} as never;
const UNTIL_SENT = {
  id: stepId("until"),
  type: "wait-for-mail",
  stepId: null,
  whenHeld: "wait",
  timeout: null,
  businessHours: false,
} as never;

type Waiting = {
  readonly workflowId: WorkflowId;
  /** What they wait for comes. */
  readonly comes: () => Promise<void>;
};

async function come(): Promise<void> {
  for (let number = 0; number < COUNT; number += 1)
    await actions(desk).receive({ messageId: `m${number}@example.com`, from: `C <c${number}@example.com>` });
}

const KINDS: readonly (readonly [string, () => Promise<Waiting>])[] = [
  [
    "a mail",
    async () => {
      const workflowId = await actions(desk).workflow([MAIL, UNTIL_SENT, TAG]);
      await come();
      const comes = async () => {
        for (const { id } of await desk.core.context.store.outbox.find({ selector: {}, sort: [{ id: "asc" }] })) {
          const atEpochMs = desk.time.clock.nowEpochMs();
          await writeEvent(desk.core.context, id, { type: "began", atEpochMs });
          await writeEvent(desk.core.context, id, { type: "accepted", atEpochMs, refused: [], sentCopy: "none" });
        }
      };
      return { workflowId, comes };
    },
  ],
  [
    "the next attempt of a webhook",
    async () => {
      let isBack = false;
      const receiver = await startReceiver((call, response, count) =>
        statuses(isBack ? 200 : 503)(call, response, count),
      );
      await actions(desk).allow(receiver);
      const workflowId = await actions(desk).workflow([send(receiver.origin), TAG]);
      await come();
      await actions(desk).request(({ attempts }) => attempts.length === 1);
      const comes = async () => {
        isBack = true;
        for (let minute = 0; minute < 10; minute += 1) await actions(desk).pass(MINUTE_MS);
        await actions(desk).settled(COUNT);
      };
      return { workflowId, comes };
    },
  ],
  [
    "a webhook's answer",
    async () => {
      const gate = Promise.withResolvers<void>();
      const receiver = await startReceiver((_call, response) => void gate.promise.then(() => response.end("yes")));
      await actions(desk).allow(receiver);
      const workflowId = await actions(desk).workflow([send(receiver.origin), TAG]);
      await come();
      await receiver.called(1);
      const comes = async () => {
        gate.resolve();
        await actions(desk).settled(COUNT);
      };
      return { workflowId, comes };
    },
  ],
];

const runs = async (id: WorkflowId): Promise<RunView[]> =>
  (await desk.client.workflows.runs({ id, limit: 100 })).items.toReversed();
/** How many of the runs are in which state, with the steps that they made. */
async function told(id: WorkflowId): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status, endReason, journal } of await runs(id)) {
    const steps = journal.map(({ stepId: step, outcome }) => `${step} ${outcome.kind}`).join(", ");
    const line = [status, endReason, steps].filter((part) => part !== "").join(": ");
    counts[line] = (counts[line] ?? 0) + 1;
  }
  return counts;
}
const isTagged = ({ journal }: RunView) => journal.some(({ stepId: step }) => step === "tag");
const tagged = async (id: WorkflowId) => (await runs(id)).filter(isTagged).length;
const switchOff = (id: WorkflowId, whenOff: "finish" | "hold" | "end") =>
  desk.client.workflows.update({ id, enabled: false, runs: whenOff });

/** What was held goes on a few in a second, in the order in which it came. */
async function expectNoStorm(id: WorkflowId): Promise<void> {
  const before = desk.time.clock.nowEpochMs();
  await actions(desk).pass(10_000);
  const ended = (await runs(id)).map(({ journal }) => journal.find(({ stepId: step }) => step === "tag"));
  const at = ended.map((entry) => (entry?.finishedAtEpochMs ?? Number.NaN) - before);
  const apart = at.toSorted((a, b) => a - b).map((offset, place, all) => offset - (all[place - 1] ?? offset));
  expect(apart.slice(1).every((gapMs) => gapMs >= 200)).toBe(true);
  expect(await tagged(id)).toBe(COUNT);
}

describe.each(KINDS)("[F11b] runs that wait for %s", (_name, begin) => {
  test("finish where they are let", async () => {
    const { workflowId, comes } = await begin();
    await switchOff(workflowId, "finish");
    await comes();
    await actions(desk).pass(10_000);
    expect(await tagged(workflowId)).toBe(COUNT);
  });

  test("are held: what comes is noted and nothing follows; switched on again they go on, and make no storm", async () => {
    const { workflowId, comes } = await begin();
    await switchOff(workflowId, "hold");
    await comes();
    await actions(desk).pass(MINUTE_MS);
    expect([await tagged(workflowId), Object.keys(await told(workflowId)).length]).toEqual([0, 1]);
    await desk.client.workflows.update({ id: workflowId, enabled: true });
    await expectNoStorm(workflowId);
  });

  test("end where that is said, and what comes afterwards changes nothing", async () => {
    const { workflowId, comes } = await begin();
    await switchOff(workflowId, "end");
    const ended = await told(workflowId);
    expect(Object.entries(ended).every(([line]) => line.startsWith("unenrolled: switched-off"))).toBe(true);
    await comes();
    await actions(desk).pass(MINUTE_MS);
    expect(await told(workflowId)).toEqual(ended);
  });

  test("wait through a pause of all automations, also over another start, and make no storm behind it", async () => {
    const { workflowId, comes } = await begin();
    await desk.client.automations.pause();
    await comes();
    await actions(desk).pass(MINUTE_MS);
    expect(await tagged(workflowId)).toBe(0);
    const { dataDir, time, secrets } = desk;
    await desk.core.close();
    desk = await openMailDesk({ dataDir, time, secrets });
    await actions(desk).pass(MINUTE_MS);
    expect(await tagged(workflowId)).toBe(0);
    await desk.client.automations.resume({});
    await expectNoStorm(workflowId);
  });
});
