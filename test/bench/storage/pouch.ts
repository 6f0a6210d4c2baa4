import type { BenchTicket } from "./tickets.ts";

/** What is used of PouchDB, which brings no types of its own. */
export type Pouch = {
  bulkDocs(documents: readonly object[]): Promise<unknown>;
  put(document: object): Promise<unknown>;
  query(view: string, options: object): Promise<{ rows: { doc: BenchTicket }[] }>;
  close(): Promise<void>;
};

type PouchConstructor = new (path: string, options: object) => Pouch;

export async function openPouch(path: string): Promise<Pouch> {
  const name = "pouchdb";
  const { default: PouchDb } = (await import(name)) as { default: PouchConstructor };
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
