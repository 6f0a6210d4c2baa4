import { hash } from "node:crypto";
import { z } from "zod";
import type { LocalRecord } from "#shared/model/local-record.ts";
import { contained } from "#main/desk/contained.ts";
import { createPieceOfWork } from "#main/desk/create-piece-of-work.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { scanTickets } from "#main/store/scan.ts";
import type { Service } from "../service.ts";
import { openStagesOf } from "../time/moment-watch.ts";
import { createSlaPolicies } from "./sla-rules.ts";

/** By which policies the clocks of open tickets were worked out last. */
const RECORD = "sla-counted-by";
const Counted = z.object({ fingerprint: z.string() });

/** Tickets whose clocks are worked out in one piece of work: some ten milliseconds, so that a command does not wait long for its turn. */
const TICKETS_A_PIECE = 25;

/**
 * Works the clocks of open tickets out anew when policies or business hours change, wherever that was: in pieces, behind what people wait for. What the end of the program cuts off begins
 * again at the next start. What lies behind by then is told to nobody.
 */
export function createSlaRecount(context: DeskContext): Service {
  const { store, setup, log, clock } = context;
  const policies = createSlaPolicies(setup);
  let isOpen = false;
  let isWanted = false;
  let working: Promise<void> | null = null;
  let unsubscribe: () => void = () => undefined;

  const fingerprint = () => hash("sha256", policies().fingerprint);

  function begin(): void {
    isWanted = true;
    if (!isOpen || working) return;
    working = work()
      .catch((error: unknown) => log.error("Clocks of tickets could not be worked out anew", { error }))
      .then(() => {
        working = null;
      });
  }

  async function work(): Promise<void> {
    while (isWanted && isOpen) {
      isWanted = false;
      const wanted = fingerprint();
      const record = await store.local.get(RECORD);
      const counted = Counted.safeParse(record?.value).data?.fingerprint;
      if (counted === wanted || (counted === undefined && policies().isEmpty)) continue;
      for (let afterRow: number | null = 0; afterRow !== null;) {
        const from: number = afterRow;
        // Changed again: those that are done are done once more, and the rest once.
        if (!isOpen || fingerprint() !== wanted) break;
        afterRow = await context.queue.run(() => recountSome(from), "bulk");
        if (afterRow === null) await keep(wanted);
      }
    }
  }

  /** The last row that it looked at; null: there are no more. */
  async function recountSome(afterRow: number): Promise<number | null> {
    await context.host.requireHost();
    const stageIds = openStagesOf(setup, null);
    const rows = await scanTickets(store.sql, { afterRow, limit: TICKETS_A_PIECE, numbers: [], stageIds });
    const last = rows.at(-1);
    if (last === undefined) return null;
    const piece = createPieceOfWork(context);
    await piece.tickets.load(rows.map(({ id }) => id));
    for (const { id } of rows)
      await context.automations.recountSla(piece, id, { nowEpochMs: clock.nowEpochMs(), isQuiet: true });
    await piece.flush();
    return last.row;
  }

  function keep(wanted: string): Promise<void> {
    return context.queue.run(async () => {
      const previous = await store.local.get(RECORD);
      const next: LocalRecord = { id: RECORD, value: { fingerprint: wanted }, updatedAtEpochMs: clock.nowEpochMs() };
      await store.local.write([{ previous, next }]);
    });
  }

  return {
    start() {
      isOpen = true;
      const subscription = store.setup.changes.subscribe(
        contained(log, "policies that clocks of tickets follow", (documents) => {
          if (documents.some(({ kind }) => kind === "sla-policy" || kind === "work-calendar")) begin();
        }),
      );
      unsubscribe = () => subscription.unsubscribe();
      begin();
    },
    wake: () => undefined,
    async close() {
      isOpen = false;
      unsubscribe();
      await working;
    },
  };
}
