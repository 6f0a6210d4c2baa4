import { z } from "zod";
import { reduceRun } from "#shared/automation/reduce-run.ts";
import { LocalRecord } from "#shared/model/local-record.ts";
import { mayHappen, reduceOutbox } from "#shared/rules/outbox/reduce-outbox.ts";
import { lastTicketRow } from "#main/store/scan.ts";
import { createPieceOfWork } from "../create-piece-of-work.ts";
import type { DeskContext } from "../context.ts";
import { Sweep } from "../enrolment/sweeps.ts";
import type { PieceOfWork } from "../piece-of-work.ts";
import type { WhileHost } from "./while-host.ts";

/** What a host keeps beside the documents, for the next one: how far its mailboxes, schedules and sweeps have got, whose turn it is, which tickets wait for somebody. */
export const HandedOver = z.object({ records: z.array(LocalRecord).max(1_000_000) });
export type HandedOver = z.infer<typeof HandedOver>;

const SWEEPS = "automation-sweeps";
/** Whatever else lies in `local` is the device's own: its name, its lease and numbers, its imports. */
const OF_THE_HOST = /^(?:mailbox_|turns_|unshared_|sent-as:|offer_|offered_|automation-schedules$|automation-sweeps$)/u;

/** What becomes of that which waits on a machine that leaves its team: it goes on here, as the team is no more, or it ends, as the team goes on with it. */
export type TakingBack = "go-on" | "end";

/** Why runs ended on a machine that left its team. */
const LEFT_TEAM = "left-team";

export type HandOver = {
  /**
   * From now on the machine is a member: waiting runs, the outbox and what waits in it are the host's, in one commit. What is on its way is waited for; what has no answer then is unsure. Where it fails, the
   * machine stays what it was.
   * @returns for the host's `takeOver`
   */
  handOver(): Promise<HandedOver>;
  /** On the host, once the documents of the machine that joined are there. What it knows better already stays. The same a second time changes nothing. */
  takeOver(handedOver: HandedOver): Promise<void>;
  /** From now on the machine is alone, in one commit with what becomes of that which waits. */
  takeBack(what: TakingBack): Promise<void>;
};

/** @rule H2 */
export function createHandOver(context: DeskContext, whileHost: Pick<WhileHost, "pause">): HandOver {
  const { store, queue, clock, host } = context;

  /** Nothing of what only the host does goes on meanwhile. */
  async function quietly<Result>(work: () => Promise<Result>): Promise<Result> {
    const goOn = await whileHost.pause();
    try {
      return await queue.run(work);
    } finally {
      goOn();
    }
  }

  return {
    handOver: () =>
      quietly(async () => {
        const piece = createPieceOfWork(context);
        await endSending(context, piece);
        await piece.flush();
        await host.setMode("member");
        const records = (await store.local.find({ selector: {} })).filter(({ id }) => OF_THE_HOST.test(id));
        return { records: records.map(({ id, value, updatedAtEpochMs }) => ({ id, value, updatedAtEpochMs })) };
      }),

    takeOver: ({ records }) =>
      queue.run(async () => {
        const known = await store.local.getMany(records.map(({ id }) => id));
        const fresh = records.filter(({ id }) => OF_THE_HOST.test(id) && !known.has(id));
        for (const record of fresh) await store.local.write([{ previous: null, next: await inThisFile(record) }]);
      }),

    takeBack: (what) =>
      quietly(async () => {
        if (what === "end") await endAll();
        await host.setMode("solo");
      }),
  };

  /** A sweep goes through a file's rows: in another it begins anew, and enrols nobody twice. */
  async function inThisFile(record: LocalRecord): Promise<LocalRecord> {
    if (record.id !== SWEEPS) return record;
    const sweeps = z.array(Sweep).safeParse(record.value).data ?? [];
    const untilRow = await lastTicketRow(store.sql);
    return { ...record, value: sweeps.map((sweep) => ({ ...sweep, afterRow: 0, untilRow })) };
  }

  /** The team's host does it: here it must not be done a second time. */
  async function endAll(): Promise<void> {
    const piece = createPieceOfWork(context);
    const atEpochMs = clock.nowEpochMs();
    for (const run of await store.runs.find({ selector: { status: { $in: ["waiting", "retrying"] } } }))
      piece.runs.put(reduceRun(run, { type: "unenrolled", reason: LEFT_TEAM, atEpochMs }));
    for (const item of await store.outbox.find({ selector: { state: { $in: ["queued", "held", "sending"] } } }))
      if (mayHappen(item.state, "cancelled")) piece.outbox.put(reduceOutbox(item, { type: "cancelled" }));
    for (const request of await store.webhookRequests.find({ selector: { state: "queued" } }))
      piece.webhookRequests.put({ ...request, state: "cancelled", reported: true });
    await endSending(context, piece);
    await piece.flush();
    const unshared = await store.local.find({ selector: {} });
    await store.local.remove(unshared.filter(({ id }) => id.startsWith("unshared_")));
  }
}

async function endSending({ store, clock }: DeskContext, piece: PieceOfWork): Promise<void> {
  for (const item of await store.outbox.find({ selector: { state: "sending" } })) {
    const failure = { code: "crashed" as const, detail: "", atEpochMs: clock.nowEpochMs() };
    piece.outbox.put(reduceOutbox(item, { type: "unanswered", failure }));
  }
}
