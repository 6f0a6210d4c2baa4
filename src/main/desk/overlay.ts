import type { TicketId } from "#shared/model/ids.ts";
import type { Repository, Stored } from "#main/store/repository.ts";

/** Documents of one collection as a piece of work sees them: what it has put, over what the store holds. Nothing is written before `write` is called. */
export type Overlay<Doc extends { id: string }> = {
  /** Reads many at once, so that later `get`s need no statement of their own. */
  load(ids: readonly string[]): Promise<void>;
  get(id: string): Promise<Doc | null>;
  put(document: Doc): void;
  /** Puts a document that is new: the store is not asked for it. Where there is one under its id, writing it is a conflict. */
  add(document: Doc): void;
  changed(): Doc[];
  /** Of these, the documents of one ticket, without looking at the others. */
  changedOf(ticketId: TicketId): Doc[];
  write(): Promise<void>;
};

/** @param onPut called before each change with what takes it back */
export function createOverlay<Doc extends { id: string }>(
  repository: Pick<Repository<Doc>, "getMany" | "write">,
  onPut: (undo: () => void) => void = () => undefined,
): Overlay<Doc> {
  const stored = new Map<string, Stored<Doc> | null>();
  const next = new Map<string, Doc>();
  /** Ids of what was put of each ticket. One that was taken back since, or went to another ticket, may still stand here. */
  const putOf = new Map<unknown, Set<string>>();

  async function load(ids: readonly string[]): Promise<void> {
    const missing = ids.filter((id) => !stored.has(id));
    if (missing.length === 0) return;
    const found = await repository.getMany(missing);
    for (const id of missing) stored.set(id, found.get(id) ?? null);
  }

  function put(document: Doc): void {
    const before = next.get(document.id);
    onPut(() => {
      if (before === undefined) next.delete(document.id);
      else next.set(document.id, before);
    });
    next.set(document.id, document);
    const ticketId = ticketOf(document);
    if (ticketId === undefined || ticketId === null) return;
    const ids = putOf.get(ticketId);
    if (ids === undefined) putOf.set(ticketId, new Set([document.id]));
    else ids.add(document.id);
  }

  return {
    load,
    async get(id) {
      const known = next.get(id);
      if (known) return known;
      await load([id]);
      return stored.get(id) ?? null;
    },
    put,
    add(document) {
      if (!stored.has(document.id)) stored.set(document.id, null);
      put(document);
    },
    changed: () => Array.from(next.values()),
    changedOf: (ticketId) =>
      Array.from(putOf.get(ticketId) ?? []).flatMap((id) => {
        const document = next.get(id);
        return document !== undefined && ticketOf(document) === ticketId ? [document] : [];
      }),
    async write() {
      if (next.size === 0) return;
      await load(Array.from(next.keys()));
      const rows = Array.from(next.values(), (document) => ({
        previous: stored.get(document.id) ?? null,
        next: document,
      }));
      await repository.write(rows);
      // What was written has new revisions; the next write must compare with those.
      for (const id of next.keys()) stored.delete(id);
      next.clear();
      putOf.clear();
    },
  };
}

/** @returns undefined where such documents have none */
export function ticketOf(document: { readonly id: string; readonly ticketId?: unknown }): unknown {
  return document.ticketId;
}
