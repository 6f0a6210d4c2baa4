import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRouterClient } from "@orpc/server";
import type { DeskClient } from "#shared/contract/index.ts";
import { MessageId, TicketId, type OutboxItemId, type RunId, type WorkflowId } from "#shared/model/ids.ts";
import type { OutboxEvent } from "#shared/rules/outbox/reduce-outbox.ts";
import { createWallClockTimers } from "#main/automation/time/wall-clock-timers.ts";
import { createCore, type Core } from "#main/core.ts";
import { outboxItemIdOf } from "#main/desk/derived-ids.ts";
import type { Timers } from "#main/desk/timers.ts";
import { writeEvent } from "#main/mail/outbox/item-writes.ts";

import { crashBefore, type Crash } from "../../support/automation/crash-points.ts";
import { createSimTime, someTurns, type SimTime } from "../../support/automation/sim-time.ts";
import { openStore } from "#main/store/store.ts";
import { chosenDatabase } from "../../support/postgres/desk-url.ts";
import { KEPT_WORKERS } from "../../support/kept-workers.ts";
import { memorySecrets } from "../../support/memory-secrets.ts";
import { rawMail } from "../../support/raw-mail.ts";
import { INBOUND, NO_NETWORK, SILENT, STAGES, SUPPORT } from "../../support/test-desk.ts";
import { ANSWER_TEXT, NOTE_TEXT } from "./reference/model.ts";
import { OTHER_USER, type Deed, type Scenario } from "./scenario.ts";
import { insert } from "../../support/insert.ts";

/**
 * How often mailboxes look whether the machine slept. The first look, which sets the next, is left out: they would be most of what runs in days of
 * virtual time.
 */
const HEARTBEAT_MS = 5_000;

/** The desk under test, and the machine it runs on. */
export type SimDesk = {
  readonly time: SimTime;
  readonly core: Core;
  readonly client: DeskClient;
  /** The tickets in the order in which they came; null: it never did. */
  ticketId(number: number): TicketId;
  /** Does what a person or a customer does. A refusal by the pipeline's rules is an answer, too. */
  perform(deed: Exclude<Deed, { do: "pass" }>): Promise<void>;
  /** Whether the deed is there, after a crash. Asked before and after: what it left is compared. */
  traceOf(deed: Exclude<Deed, { do: "pass" }>): Promise<number>;
  /** Lets time pass; stops where the process ends. */
  pass(durationMs: number): Promise<void>;
  /** From now on the process ends before its write of that number. */
  crashBefore(count: number): Crash;
  /** As it was left; `down` is how long nothing ran. The timers do not run yet. */
  reopen(downMs: number): Promise<void>;
  /** The timers run; what is due is done. */
  start(): Promise<void>;
  /** The machine woke up, or its clock was set. */
  wake(): Promise<void>;
  close(): Promise<void>;
};

export async function openSimDesk(scenario: Scenario): Promise<SimDesk> {
  const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-sim-"));
  const time = createSimTime(scenario.startEpochMs);
  const secrets = memorySecrets();
  const ticketIds: TicketId[] = [];
  let core: Core;
  let client: DeskClient;
  let crash: Crash | null = null;
  // As the product's: they look at the wall's clock each second, since nobody tells a program that it was set.
  let isStarting = false;
  const wallTimers = createWallClockTimers(time.timers, time.clock);
  const timers: Timers = {
    after: (delayMs, work) =>
      isStarting && delayMs === HEARTBEAT_MS ? () => undefined : wallTimers.after(delayMs, work),
  };

  async function open(): Promise<void> {
    crash = null;
    core = await createCore({
      dataDir,
      databaseUrl: await chosenDatabase(dataDir),
      clock: time.clock,
      timers,
      random: () => 0.5,
      log: SILENT,
      version: "0.0.0",
      secrets,
      network: NO_NETWORK,
      workers: KEPT_WORKERS,
    });
    client = createRouterClient(core.router, { context: { userId: core.owner() } });
  }

  async function end(): Promise<void> {
    await core.close();
    time.drop();
  }

  /** All that was begun is done. Returns whether the process still runs. */
  async function settle(): Promise<boolean> {
    await someTurns();
    await core.context.queue.idle();
    await someTurns();
    return crash?.point === undefined || crash.point === null;
  }

  async function userEvents(number: number): Promise<number> {
    const activities = await core.context.store.activities.find({ selector: { ticketId: desk.ticketId(number) } });
    return activities.filter(({ cause }) => cause.kind === "user").length;
  }

  async function messagesWith(rfcMessageId: string): Promise<{ ticketId: TicketId | null }[]> {
    return core.context.store.messages.find({ selector: { rfcMessageId } });
  }

  async function failedRun(ticketId: TicketId, workflowId: WorkflowId): Promise<RunId | null> {
    const runs = (await core.context.store.runs.find({ selector: { ticketId } })).filter(
      (run) => run.workflowId === workflowId,
    );
    if (runs.some(({ status }) => status === "waiting")) return null;
    const stampOf = async (id: string) => (await core.context.store.activities.get(id))?.stamp ?? "";
    const failed = await Promise.all(
      runs
        .filter(({ status }) => status === "failed")
        .map(async (run) => ({ id: run.id, stamp: await stampOf(run.eventId) })),
    );
    return failed.toSorted((a, b) => (a.stamp < b.stamp ? -1 : 1))[0]?.id ?? null;
  }

  /** What a mail server would have said. */
  async function post(ticketId: TicketId, becomes: Extract<Deed, { do: "post" }>["becomes"]): Promise<void> {
    const ids = await writtenByWorkflows(core, ticketId);
    const items = await core.context.store.outbox.getMany(ids);
    const canBe = (state: string | undefined) => state === "queued" || (state === "held" && becomes === "failed");
    const id = ids.find((one) => canBe(items.get(one)?.state));
    if (id === undefined) return;
    const atEpochMs = time.clock.nowEpochMs();
    const events: Readonly<Record<typeof becomes, readonly OutboxEvent[]>> = {
      sent: [
        { type: "began", atEpochMs },
        { type: "accepted", atEpochMs, refused: [], sentCopy: "none" },
      ],
      held: [{ type: "held", hold: { kind: "cap", address: "anna@example.com", mails: 5, minutes: 10 } }],
      failed: [{ type: "cancelled" }],
    };
    for (const event of events[becomes]) await writeEvent(core.context, id, event);
  }

  let replies = 0;
  const replyIds = new Map<Deed, string>();
  const messageIdOf = (deed: Extract<Deed, { do: "mail" | "reply" }>) => {
    const known = replyIds.get(deed);
    if (known !== undefined) return known;
    const made = `m${(replies += 1)}@example.com`;
    replyIds.set(deed, made);
    return made;
  };
  const firstMails: string[] = [];

  async function come(find: () => Promise<TicketId | null>, make: () => Promise<TicketId>): Promise<void> {
    const id = (await find()) ?? (await make());
    if (!ticketIds.includes(id)) ticketIds.push(id);
  }

  const ofSubject = async (subject: string) =>
    (await core.context.store.tickets.find({ selector: {} })).find((ticket) => ticket.subject === subject)?.id ?? null;

  async function ingest(mail: Parameters<typeof rawMail>[0]): Promise<TicketId> {
    const { ticketId } = await client.channels.ingest({ params: { id: INBOUND }, body: new Blob([rawMail(mail)]) });
    return TicketId.parse(ticketId);
  }

  async function act(deed: Exclude<Deed, { do: "pass" }>): Promise<void> {
    switch (deed.do) {
      case "mail": {
        const messageId = messageIdOf(deed);
        const mail = { from: deed.from, to: "help@desk.example", subject: deed.subject, text: deed.text, messageId };
        await come(
          async () => null,
          () => ingest(mail),
        );
        firstMails[ticketIds.length - 1] = messageId;
        return;
      }
      case "create": {
        const { subject, tags, from } = deed;
        return come(
          () => ofSubject(subject),
          async () =>
            (await client.tickets.create({ subject, tags: [...tags], pipelineId: SUPPORT, contactAddress: from })).id,
        );
      }
      case "reply": {
        const ticket = await client.tickets.open({ id: desk.ticketId(deed.ticket) });
        await ingest({
          from: ticket.contacts[0]?.address ?? "",
          to: "help@desk.example",
          subject: `Re: ${ticket.ticket.subject}`,
          text: deed.text,
          messageId: messageIdOf(deed),
          inReplyTo: firstMails[deed.ticket] ?? "",
          ...(deed.automatic ? { headers: { "Auto-Submitted": "auto-replied" } } : {}),
        });
        return;
      }
      case "answer":
        return void (await client.tickets.reply({ id: desk.ticketId(deed.ticket), text: ANSWER_TEXT }));
      case "note":
        return void (await client.tickets.addNote({ id: desk.ticketId(deed.ticket), text: NOTE_TEXT }));
      case "update":
        return void (await client.tickets.update({
          id: desk.ticketId(deed.ticket),
          ...deed.changes,
          ...(deed.pastDue === undefined ? {} : { pastDue: deed.pastDue }),
        }));
      case "move":
        return void (await client.tickets.move({ id: desk.ticketId(deed.ticket), stageId: deed.stageId }));
      case "post":
        return post(desk.ticketId(deed.ticket), deed.becomes);
      case "away":
        await client.users.update({ id: deed.userId, away: deed.away });
        // Whoever is back is given what waited.
        await time.advance(0, settle);
        return;
      case "retry":
      case "skip": {
        const id = await failedRun(desk.ticketId(deed.ticket), deed.workflowId);
        if (id === null) return;
        await (deed.do === "retry" ? client.workflows.retryRun({ id }) : client.workflows.skipStep({ id }));
      }
    }
  }

  const desk: SimDesk = {
    time,
    get core() {
      return core;
    },
    get client() {
      return client;
    },
    ticketId(number) {
      const id = ticketIds[number];
      if (id === undefined) throw new Error(`There is no ticket ${number}.`);
      return id;
    },
    async perform(deed) {
      try {
        await act(deed);
      } catch (error) {
        if ((error as { code?: unknown }).code !== "PD_RULE_REFUSED") throw error;
      }
    },
    async traceOf(deed) {
      switch (deed.do) {
        case "mail":
        case "reply":
          return (await messagesWith(messageIdOf(deed))).length;
        case "create":
          return (await ofSubject(deed.subject)) === null ? 0 : 1;
        case "retry":
        case "skip": {
          const runs = await core.context.store.runs.find({ selector: { ticketId: desk.ticketId(deed.ticket) } });
          return runs.filter((run) => run.workflowId === deed.workflowId).reduce((sum, run) => sum + run.sequence, 0);
        }
        case "post":
        case "away":
          throw new Error("The process does not end in them: it is done whatever they met.");
        default:
          return userEvents(deed.ticket);
      }
    },
    pass: (durationMs) => time.advance(durationMs, settle),
    crashBefore: (count) => (crash = crashBefore(core.context.store, count)),
    async reopen(downMs) {
      await end();
      time.set(downMs);
      await open();
    },
    async start() {
      isStarting = true;
      core.start();
      isStarting = false;
      await time.advance(0, settle);
    },
    async wake() {
      core.wake();
      await time.advance(0, settle);
    },
    async close() {
      await end();
      await rm(dataDir, { recursive: true, force: true });
    },
  };

  await nameDevice(dataDir);
  await open();
  await setUp(desk, scenario);
  await desk.start();
  return desk;
}

/** The outbox's names of what workflows wrote on a ticket, in the order in which they did: within a millisecond only its history tells that. */
async function writtenByWorkflows({ context: { store } }: Core, ticketId: TicketId): Promise<OutboxItemId[]> {
  const activities = await store.activities.find({ selector: { ticketId } });
  const runs = new Map((await store.runs.find({ selector: { ticketId } })).map((run) => [run.id, run]));
  const counts = new Map<string, number>();
  return activities
    .toSorted((a, b) => (a.stamp < b.stamp ? -1 : 1))
    .flatMap(({ body, cause }) => {
      if (body.type !== "workflow.acted" || body.action !== "mail" || cause.kind !== "workflow") return [];
      const count = counts.get(`${cause.runId} ${cause.stepId}`) ?? 0;
      counts.set(`${cause.runId} ${cause.stepId}`, count + 1);
      const written = (runs.get(cause.runId)?.journal ?? []).flatMap(({ stepId, outcome }) =>
        stepId === cause.stepId && outcome.kind === "done" ? [outcome.details?.["messageIds"]] : [],
      )[count];
      return Array.isArray(written) ? written.map((id) => outboxItemIdOf(MessageId.parse(id))) : [];
    });
}

/** Stamps bear the device's name, and draws follow from stamps: with a name by chance no seed would fall twice in the same way. */
async function nameDevice(dataDir: string): Promise<void> {
  const store = await openStore({ dataDir });
  await insert(store.local, [{ id: "device", value: "simulation00", updatedAtEpochMs: 0 }]);
  await store.close();
}

async function setUp({ core, client, time }: SimDesk, scenario: Scenario): Promise<void> {
  const createdAtEpochMs = time.clock.nowEpochMs();
  await insert(core.context.store.setup, [
    {
      id: OTHER_USER,
      kind: "user",
      name: "Bruno",
      address: "bruno@desk.example",
      permissions: [],
      createdAtEpochMs,
      stamps: {},
    },
    ...scenario.workflows.map(({ id, order, overridesRules, definition }) => ({
      id,
      kind: "workflow" as const,
      name: id,
      description: "",
      origin: "user" as const,
      template: null,
      pipelineId: null,
      enabled: true,
      order,
      overridesRules,
      revision: 1,
      definition,
      createdAtEpochMs,
      stamps: {},
    })),
  ]);
  const { rules } = await client.pipelines.get({ id: SUPPORT });
  await client.pipelines.update({
    id: SUPPORT,
    rules: {
      ...rules,
      preventBackward: scenario.preventBackward,
      requiredProperties: scenario.ownerToClose ? { [STAGES.closed]: ["ownerId"] } : {},
    },
  });
}
