import PouchDb from "pouchdb";
import type { BenchTicket } from "../storage/tickets.ts";

export type Pouch = PouchDb;

export function openPouch(path: string): Pouch {
  return new PouchDb(path, { adapter: "leveldb", auto_compaction: false });
}

export function pouchDocuments(tickets: readonly BenchTicket[]): object[] {
  return tickets.map(({ id, ...fields }) => ({ _id: id, ...fields }));
}

/** Stage and time as a view: the index PouchDB would use for the newest of a stage. */
export async function makeStageView(pouch: Pouch): Promise<void> {
  const map = "function (ticket) { emit([ticket.stageId, ticket.updatedAt]); }";
  await pouch.put({ _id: "_design/by", views: { stage: { map } } });
  await pouch.query("by/stage", { limit: 0 });
}

export async function newestOfAStage(pouch: Pouch, limit: number): Promise<number> {
  const { rows } = await pouch.query("by/stage", {
    startkey: ["stage-3", {}],
    endkey: ["stage-3"],
    descending: true,
    include_docs: true,
    limit,
  });
  return rows.length;
}
