import { setTimeout as sleep } from "node:timers/promises";
import type { DeskClient } from "#shared/contract/index.ts";
import { STAGES, SUPPORT } from "../../support/test-desk.ts";
import { percentilesOf, type Latencies } from "../storage/measure.ts";
import { ticketIdOf } from "./desk-of.ts";

/** A person begins each kind of thing this often: four times as many things in all. */
const EVERY_MS = 250;
const BOARD_PAGE = 50;
const QUESTIONS = ["parcel delay", "zip broken", "refund", "waterproof boots", "question 4711", "invoice please"];
const COLUMNS = [STAGES.new, STAGES.waitingOnContact, STAGES.waitingOnUs];

export const ACTIONS = ["page of the board", "move", "open ticket", "search"] as const;
export type Action = (typeof ACTIONS)[number];

export type PersonAtWork = {
  /** Ends the work; the latencies of each kind of action. */
  stop(): Promise<Readonly<Record<Action, Latencies & { readonly count: number }>>>;
};

/**
 * Works on the desk as a person with an open window does: watches the live feed, looks at pages of the board, moves tickets, opens them, searches.
 * A latency counts from when the action was due, so that a loop that stood still is not hidden by the actions that it kept from beginning.
 */
export function startPerson(client: DeskClient, tickets: number): PersonAtWork {
  const stopping = new AbortController();
  const times: Record<Action, number[]> = { "page of the board": [], move: [], "open ticket": [], search: [] };
  let turn = 0;
  const ticket = () => ticketIdOf(((turn += 1) * 7_919) % tickets);
  const work: Record<Action, () => Promise<unknown>> = {
    "page of the board": () => client.tickets.list({ stageId: columnAt((turn += 1)), limit: BOARD_PAGE }),
    move: async () => {
      const id = ticket();
      const { stageId } = await client.tickets.get({ id });
      const to = columnAt(COLUMNS.findIndex((column) => column === stageId) + 1);
      return client.tickets.move({ id, stageId: to, pipelineId: SUPPORT });
    },
    "open ticket": () => client.tickets.open({ id: ticket() }),
    search: () => client.search.query({ q: QUESTIONS[(turn += 1) % QUESTIONS.length] ?? "" }),
  };

  async function repeat(action: Action, firstMs: number): Promise<void> {
    let dueMs = performance.now() + firstMs;
    for (;;) {
      await sleep(Math.max(dueMs - performance.now(), 0));
      if (stopping.signal.aborted) return;
      // A timer may be a fraction of a millisecond early.
      if (performance.now() < dueMs) continue;
      await work[action]();
      const endMs = performance.now();
      times[action].push(endMs - dueMs);
      // Who waited longer than that begins the next thing at once.
      dueMs = Math.max(dueMs + EVERY_MS, endMs);
    }
  }

  const running = Promise.all([
    watch(client, stopping.signal),
    ...ACTIONS.map((action, at) => repeat(action, (at * EVERY_MS) / ACTIONS.length)),
  ]);
  // Met where it is awaited.
  running.catch(() => undefined);
  return {
    async stop() {
      stopping.abort();
      await running;
      const told = (action: Action) => ({ ...percentilesOf(times[action]), count: times[action].length });
      return {
        "page of the board": told("page of the board"),
        move: told("move"),
        "open ticket": told("open ticket"),
        search: told("search"),
      };
    },
  };
}

function columnAt(number: number) {
  return COLUMNS[number % COLUMNS.length] ?? STAGES.new;
}

async function watch(client: DeskClient, signal: AbortSignal): Promise<void> {
  for await (const entry of await client.desk.live(undefined, { signal })) if (signal.aborted) return void entry;
}
