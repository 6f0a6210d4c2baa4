import type { FilledMangoQuery, RxDocumentData, RxJsonSchema, RxStorageDefaultCheckpoint } from "rxdb";
import { SORT_BUFFER_ROWS } from "../limits.ts";
import { columnMap, quote, type TableLayout } from "../layout.ts";
import { planQuery, type QueryPlan } from "../query/plan.ts";
import { postgresDialect } from "../query/postgres-dialect.ts";
import { SlotParam, type QueryParam } from "../slots.ts";
import { arrays, type PgClient, type PgDatabase, type PgRow, type PgValue } from "./database.ts";
import { CURSOR_ROWS } from "./limits.ts";
import { pgText } from "./text.ts";

/** Where a reader's statements run: a database's pool or own transaction, or a snapshot. */
export type PgReads = {
  rows(text: string, values?: readonly PgValue[]): Promise<PgRow[]>;
  /** A client on which a transaction is open, for a cursor, and what gives it back. */
  cursorClient(): Promise<{ readonly client: PgClient; readonly end: (isWhole: boolean) => Promise<void> }>;
};

/** The statements of a database: of the caller's own transaction where it has one, else of the pool. */
export function readsOfDatabase(database: PgDatabase): PgReads {
  return {
    rows: (text, values) => database.rows(text, values),
    async cursorClient() {
      const own = database.transactions.own?.client;
      if (own) return { client: own, end: async () => undefined };
      const client = await database.guard(() => database.connect());
      await client.query("BEGIN READ ONLY");
      return {
        client,
        async end(isWhole) {
          if (isWhole) await client.query("COMMIT");
          client.release(!isWhole);
        },
      };
    },
  };
}

/** The same of a snapshot that is open on a client. */
export function readsOfClient(client: PgClient): PgReads {
  return {
    rows: async (text, values = []) => (await client.query(arrays(text, values))).rows as PgRow[],
    cursorClient: async () => ({ client, end: async () => undefined }),
  };
}

/** Everything that reads one table on PostgreSQL. */
export class PgReader<Doc> {
  readonly #layout: TableLayout;
  readonly #schema: RxJsonSchema<RxDocumentData<Doc>>;
  readonly #table: string;
  readonly #allColumns;
  readonly #safeColumns;
  /** Cursors of one transaction have names of their own. */
  #cursors = 0;

  constructor(layout: TableLayout, schema: RxJsonSchema<RxDocumentData<Doc>>) {
    this.#layout = layout;
    this.#schema = schema;
    this.#table = quote(layout.name);
    this.#allColumns = columnMap(layout, true);
    this.#safeColumns = columnMap(layout, false);
  }

  /** In the order of `ids`; unknown ids are left out. */
  async byIds(reads: PgReads, ids: readonly string[], withDeleted: boolean): Promise<RxDocumentData<Doc>[]> {
    const alive = withDeleted ? "" : " AND deleted = 0";
    const rows = await reads.rows(`SELECT id, data FROM ${this.#table} WHERE id = ANY($1::text[])${alive}`, [
      ids.map(pgText),
    ]);
    const found = new Map(rows.map((row) => [String(row[0]), row]));
    return ids.flatMap((id) => {
      const row = found.get(pgText(id));
      return row ? [this.#parse(row[1])] : [];
    });
  }

  async query(reads: PgReads, query: FilledMangoQuery<Doc>): Promise<RxDocumentData<Doc>[]> {
    const plan = await this.#plan(reads, query);
    if (plan.limit <= 0) return [];
    if (plan.orderBy === undefined) return this.#sortedHere(reads, plan);
    if (!plan.matches) {
      const { text, values } = this.#statement(plan, plan.orderBy);
      return (await reads.rows(text, values)).map(([data]) => this.#parse(data));
    }
    const found: RxDocumentData<Doc>[] = [];
    const wanted = plan.skip + plan.limit;
    await this.#each(reads, plan, (document) => found.push(document) < wanted);
    return found.slice(plan.skip, wanted);
  }

  /** `isFast` is false when documents had to be read and tested one by one. */
  async count(reads: PgReads, query: FilledMangoQuery<Doc>): Promise<{ count: number; isFast: boolean }> {
    const plan = await this.#plan(reads, query);
    if (plan.limit <= 0) return { count: 0, isFast: true };
    if (!plan.matches) {
      const { text, values } = numbered(plan.where.sql, plan.where.params);
      const [row] = await reads.rows(`SELECT count(*) FROM ${this.#table} WHERE ${text}`, values);
      return { count: Math.min(Math.max(Number(row?.[0]) - plan.skip, 0), plan.limit), isFast: true };
    }
    let count = 0;
    const wanted = plan.skip + plan.limit;
    await this.#each(reads, { ...plan, orderBy: undefined }, () => (count += 1) < wanted);
    return { count: Math.max(count - plan.skip, 0), isFast: false };
  }

  async changedSince(
    reads: PgReads,
    limit: number,
    checkpoint: RxStorageDefaultCheckpoint | undefined,
  ): Promise<RxDocumentData<Doc>[]> {
    const select = `SELECT data FROM ${this.#table}`;
    const rows = checkpoint
      ? await reads.rows(`${select} WHERE (lwt, id) > ($1, $2) ORDER BY lwt, id LIMIT $3`, [
          checkpoint.lwt,
          pgText(checkpoint.id),
          limit,
        ])
      : await reads.rows(`${select} ORDER BY lwt, id LIMIT $1`, [limit]);
    return rows.map(([data]) => this.#parse(data));
  }

  async #plan(reads: PgReads, query: FilledMangoQuery<Doc>): Promise<QueryPlan<Doc>> {
    // See `Reader.hasOddRows` of SQLite.
    const odd = await reads.rows(`SELECT 1 FROM ${this.#table} WHERE odd = 1 LIMIT 1`);
    const columns = odd.length > 0 ? this.#safeColumns : this.#allColumns;
    return planQuery(postgresDialect, columns, this.#schema, this.#layout.primaryPath, query);
  }

  #statement(plan: QueryPlan<Doc>, orderBy: string | undefined): { text: string; values: PgValue[] } {
    const { text: where, values } = numbered(plan.where.sql, plan.where.params);
    let text = `SELECT data FROM ${this.#table} WHERE ${where}`;
    if (orderBy !== undefined) text += ` ORDER BY ${orderBy}`;
    const bounded = orderBy !== undefined && !plan.matches && (plan.skip > 0 || plan.limit < Number.POSITIVE_INFINITY);
    if (!bounded) return { text, values };
    const limit = plan.limit < Number.POSITIVE_INFINITY ? plan.limit : null;
    return {
      text: `${text} LIMIT $${values.length + 1}::bigint OFFSET $${values.length + 2}::bigint`,
      values: [...values, limit, plan.skip],
    };
  }

  /** Keeps no more than it may have to give, plus a buffer that is sorted and cut when it is full. */
  async #sortedHere(reads: PgReads, plan: QueryPlan<Doc>): Promise<RxDocumentData<Doc>[]> {
    const wanted = plan.skip + plan.limit;
    let kept: RxDocumentData<Doc>[] = [];
    await this.#each(reads, plan, (document) => {
      kept.push(document);
      if (kept.length >= wanted + SORT_BUFFER_ROWS) kept = kept.toSorted(plan.compare).slice(0, wanted);
      return true;
    });
    return kept.toSorted(plan.compare).slice(plan.skip, wanted);
  }

  /** Those that match, one after the other, until `take` wants no more; some are in memory at a time. */
  async #each(reads: PgReads, plan: QueryPlan<Doc>, take: (document: RxDocumentData<Doc>) => boolean): Promise<void> {
    const { text, values } = this.#statement({ ...plan, limit: Number.POSITIVE_INFINITY, skip: 0 }, plan.orderBy);
    const { client, end } = await reads.cursorClient();
    const name = `${this.#layout.name} ${++this.#cursors}`;
    let isWhole = false;
    try {
      await client.query(`DECLARE ${quote(name)} NO SCROLL CURSOR FOR ${text}`, [...values]);
      for (let isMore = true; isMore;) {
        const rows = (await client.query(arrays(`FETCH ${CURSOR_ROWS} FROM ${quote(name)}`, []))).rows as PgRow[];
        isMore = rows.length === CURSOR_ROWS;
        for (const [data] of rows) {
          const document = this.#parse(data);
          if (plan.matches && !plan.matches(document)) continue;
          if (take(document)) continue;
          isMore = false;
          break;
        }
      }
      await client.query(`CLOSE ${quote(name)}`);
      isWhole = true;
    } finally {
      await end(isWhole);
    }
  }

  #parse(data: unknown): RxDocumentData<Doc> {
    return JSON.parse(String(data)) as RxDocumentData<Doc>;
  }
}

/** Question marks become numbers: nothing else in a condition has one (`parsePath`). */
function numbered(text: string, params: readonly QueryParam[]): { text: string; values: PgValue[] } {
  let number = 0;
  const values = params.map((param): PgValue => {
    if (param instanceof SlotParam) throw new TypeError("PostgreSQL calls no test.");
    return typeof param === "bigint" ? param.toString() : (param as PgValue);
  });
  return { text: text.replaceAll("?", () => `$${++number}`), values };
}
