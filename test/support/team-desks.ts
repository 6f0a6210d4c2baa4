import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EventId, OutboxItemId, RunId, TicketId } from "#shared/model/ids.ts";
import { settleArrived } from "#main/automation/arrivals/settle-arrived.ts";
import type { HostMode } from "#main/desk/host/host.ts";
import type { Repository } from "#main/store/repository.ts";
import { openTestDesk, type TestDesk } from "./test-desk.ts";

/** What travels, of these tests. */
const TRAVELS = [
  "tickets",
  "people",
  "conversations",
  "messages",
  "activities",
  "runs",
  "outbox",
  "inboxItems",
  "webhookRequests",
] as const;
type Travelling = (typeof TRAVELS)[number];

type Plain = { readonly id: string };

/** Documents that a device wrote, as they are after it. */
export type Changes = ReadonlyMap<Travelling, readonly Plain[]>;

/** One desk on several machines, of which one is open at a time: a process has one desk. */
export type TeamDesks = {
  /** Does something on a machine. @returns what it wrote */
  on(machine: string, mode: HostMode, work: (desk: TestDesk) => Promise<unknown>): Promise<Changes>;
  /** Machines that begin as that one stands now. */
  fork(from: string, machines: readonly string[]): Promise<void>;
  close(): Promise<void>;
};

export async function openTeamDesks(): Promise<TeamDesks> {
  const root = await mkdtemp(join(tmpdir(), "pipedesk-team-"));
  return {
    async on(machine, mode, work) {
      const desk = await openTestDesk({ dataDir: join(root, machine) });
      const { host } = desk.core.context;
      const written = new Map<Travelling, Map<string, Plain>>();
      try {
        if (host.mode() !== mode) await host.setMode(mode);
        const subscriptions = TRAVELS.map((name) =>
          repositoryOf(desk, name).changes.subscribe((documents) => {
            const known = written.get(name) ?? new Map<string, Plain>();
            written.set(name, known);
            for (const document of documents) known.set(document.id, plain(document));
          }),
        );
        await work(desk);
        await desk.core.context.queue.idle();
        for (const subscription of subscriptions) subscription.unsubscribe();
        return new Map(Array.from(written, ([name, documents]) => [name, Array.from(documents.values())]));
      } finally {
        await desk.core.close();
      }
    },
    async fork(from, machines) {
      for (const machine of machines) {
        await cp(join(root, from), join(root, machine), { recursive: true });
        const desk = await openTestDesk({ dataDir: join(root, machine) });
        const { local } = desk.core.context.store;
        const previous = await local.get("device");
        await local.write([{ previous, next: { id: "device", value: machine, updatedAtEpochMs: 0 } }]);
        await desk.core.close();
      }
    },
    close: () => rm(root, { recursive: true, force: true }),
  };
}

/** The documents come to this desk, in one transaction; of those that it has, the coming one is taken (tickets keep the later change of each in the product; here the last to come wins). */
export async function arrive(desk: TestDesk, changes: Changes): Promise<void> {
  const { context } = desk.core;
  await context.queue.run(async () => {
    const fresh: EventId[] = [];
    for (const [name, documents] of changes) {
      const repository = repositoryOf(desk, name);
      for (const document of documents) {
        const previous = await repository.get(document.id);
        if (name === "activities" && previous === null) fresh.push(document.id as EventId);
        if (name === "activities" && previous !== null) continue;
        await repository.write([{ previous, next: document }]);
      }
    }
    const idsOf = (name: Travelling) => (changes.get(name) ?? []).map(({ id }) => id);
    const ofRuns = (changes.get("runs") ?? []).map((run) => (run as unknown as { ticketId: string }).ticketId);
    await settleArrived(context, {
      ticketIds: [...idsOf("tickets"), ...ofRuns] as TicketId[],
      activityIds: fresh,
      runIds: idsOf("runs") as RunId[],
      outboxIds: idsOf("outbox") as OutboxItemId[],
    });
  });
}

function repositoryOf({ core }: TestDesk, name: Travelling): Repository<Plain> {
  return core.context.store[name];
}

function plain(document: Plain): Plain {
  const { _rev, _meta, _attachments, _deleted, ...own } = document as Plain & Record<string, unknown>;
  return structuredClone(own);
}
