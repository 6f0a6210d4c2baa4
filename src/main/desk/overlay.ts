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
  return new DocumentOverlay(repository, onPut);
}

/** A piece of work has one of each collection and uses few of them: what holds documents is made with the first. */
class DocumentOverlay<Doc extends { id: string }> implements Overlay<Doc> {
  readonly #repository: Pick<Repository<Doc>, "getMany" | "write">;
  readonly #onPut: (undo: () => void) => void;
  #stored: Map<string, Stored<Doc> | null> | null = null;
  #next: Map<string, Doc> | null = null;
  /** Ids of what was put of each ticket. One that was taken back since, or went to another ticket, may still stand here. */
  #putOf: Map<unknown, Set<string>> | null = null;

  constructor(repository: Pick<Repository<Doc>, "getMany" | "write">, onPut: (undo: () => void) => void) {
    this.#repository = repository;
    this.#onPut = onPut;
  }

  async load(ids: readonly string[]): Promise<void> {
    const stored = (this.#stored ??= new Map());
    const missing = ids.filter((id) => !stored.has(id));
    if (missing.length === 0) return;
    const found = await this.#repository.getMany(missing);
    for (const id of missing) stored.set(id, found.get(id) ?? null);
  }

  async get(id: string): Promise<Doc | null> {
    const known = this.#next?.get(id) ?? this.#stored?.get(id);
    if (known !== undefined) return known;
    await this.load([id]);
    return this.#stored?.get(id) ?? null;
  }

  put(document: Doc): void {
    const next = (this.#next ??= new Map<string, Doc>());
    const before = next.get(document.id);
    this.#onPut(() => {
      if (before === undefined) next.delete(document.id);
      else next.set(document.id, before);
    });
    next.set(document.id, document);
    const ticketId = ticketOf(document);
    if (ticketId === undefined || ticketId === null) return;
    const putOf = (this.#putOf ??= new Map<unknown, Set<string>>());
    const ids = putOf.get(ticketId);
    if (ids === undefined) putOf.set(ticketId, new Set([document.id]));
    else ids.add(document.id);
  }

  add(document: Doc): void {
    const stored = (this.#stored ??= new Map<string, Stored<Doc> | null>());
    if (!stored.has(document.id)) stored.set(document.id, null);
    this.put(document);
  }

  changed(): Doc[] {
    return this.#next === null ? [] : Array.from(this.#next.values());
  }

  changedOf(ticketId: TicketId): Doc[] {
    return Array.from(this.#putOf?.get(ticketId) ?? []).flatMap((id) => {
      const document = this.#next?.get(id);
      return document !== undefined && ticketOf(document) === ticketId ? [document] : [];
    });
  }

  async write(): Promise<void> {
    const next = this.#next;
    if (next === null || next.size === 0) return;
    await this.load(Array.from(next.keys()));
    const rows = Array.from(next.values(), (document) => ({
      previous: this.#stored?.get(document.id) ?? null,
      next: document,
    }));
    // What was written has new revisions; the next write must compare with those.
    for (const document of await this.#repository.write(rows)) this.#stored?.set(document.id, document);
    next.clear();
    this.#putOf?.clear();
  }
}

/** @returns undefined where such documents have none */
export function ticketOf(document: { readonly id: string; readonly ticketId?: unknown }): unknown {
  return document.ticketId;
}
