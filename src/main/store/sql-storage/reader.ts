import type { SQLInputValue } from "node:sqlite";
import type { FilledMangoQuery, PreparedQuery, RxDocumentData, RxJsonSchema, RxStorageDefaultCheckpoint } from "rxdb";
import type { Connection, SqlRow } from "./connection.ts";
import { encodeText } from "./keys.ts";
import { LIST_AS_JSON_FROM, SORT_BUFFER_ROWS } from "./limits.ts";
import { planQuery, type QueryPlan } from "./query/plan.ts";
import { sqliteDialect } from "./query/sqlite-dialect.ts";
import { UnsortableValue } from "./slots.ts";
import { columnMap, quote, type TableLayout } from "./layout.ts";

/** A query whose sort and skip are filled in; RxDB's own plan of it is not looked at. */
export type FilledQuery<Doc> = Pick<PreparedQuery<Doc>, "query">;

/** Everything that reads one table. */
export class Reader<Doc> {
  readonly #connection: Connection;
  readonly #layout: TableLayout;
  readonly #schema: RxJsonSchema<RxDocumentData<Doc>>;
  readonly #table: string;
  readonly #allColumns;
  readonly #safeColumns;

  constructor(connection: Connection, layout: TableLayout, schema: RxJsonSchema<RxDocumentData<Doc>>) {
    this.#connection = connection;
    this.#layout = layout;
    this.#schema = schema;
    this.#table = quote(layout.name);
    this.#allColumns = columnMap(layout, true);
    this.#safeColumns = columnMap(layout, false);
  }

  /** In the order of `ids`; unknown ids are left out. */
  byIds(ids: readonly string[], withDeleted: boolean): RxDocumentData<Doc>[] {
    const alive = withDeleted ? "" : " AND deleted = 0";
    if (ids.length < LIST_AS_JSON_FROM) {
      const statement = `SELECT data FROM ${this.#table} WHERE id = ?${alive}`;
      return ids.flatMap((id) => {
        const row = this.#connection.get(statement, encodeText(id));
        return row ? [this.#parse(row)] : [];
      });
    }
    const rows = this.#connection.all(
      `SELECT data FROM json_each(?) AS wanted CROSS JOIN ${this.#table} AS t ON t.id = wanted.value${alive} ORDER BY wanted.key`,
      JSON.stringify(ids.map(encodeText)),
    );
    return rows.map((row) => this.#parse(row));
  }

  query(query: FilledMangoQuery<Doc>): RxDocumentData<Doc>[] {
    const plan = this.#plan(query);
    if (plan.limit <= 0) return [];
    if (plan.matches || plan.orderBy === undefined) return [...this.#iterate(plan)];
    // SQL does all of it: a cached statement that is run to its end costs half of a cursor that is prepared anew.
    const { text, values } = this.#statement(plan, plan.orderBy);
    try {
      return this.#connection.slots
        .bound([...plan.where.params, ...values], (bound) => this.#connection.all(text, ...bound))
        .map((row) => this.#parse(row));
    } catch (error) {
      if (error instanceof UnsortableValue) return this.#sortedHere(plan);
      throw error;
    }
  }

  /**
   * The documents one by one, with only the current one in memory (except where neither an index nor SQL can sort: then the
   * first `skip + limit`). Leave the loop or let it end: until then its cursor is open.
   */
  iterate(query: FilledMangoQuery<Doc>): Generator<RxDocumentData<Doc>, void, undefined> {
    return this.#iterate(this.#plan(query));
  }

  *#iterate(plan: QueryPlan<Doc>): Generator<RxDocumentData<Doc>, void, undefined> {
    if (plan.limit <= 0) return;
    if (plan.orderBy === undefined) {
      yield* this.#sortedHere(plan);
      return;
    }
    let given = 0;
    try {
      for (const document of this.#inOrder(plan, plan.orderBy)) {
        given += 1;
        yield document;
      }
    } catch (error) {
      // SQL evaluates all sort keys before it gives the first row, so nothing has been given yet.
      if (!(error instanceof UnsortableValue) || given > 0) throw error;
      yield* this.#sortedHere(plan);
    }
  }

  /** `isFast` is false when documents had to be read and tested one by one. */
  count(query: FilledMangoQuery<Doc>): { count: number; isFast: boolean } {
    const plan = this.#plan(query);
    if (plan.limit <= 0) return { count: 0, isFast: true };
    if (!plan.matches) {
      const text = `SELECT count(*) FROM ${this.#table} WHERE ${plan.where.sql}`;
      const total = this.#connection.slots.bound(plan.where.params, (values) => this.#connection.get(text, ...values));
      return { count: Math.min(Math.max(Number(total?.[0]) - plan.skip, 0), plan.limit), isFast: true };
    }
    let count = 0;
    const wanted = plan.skip + plan.limit;
    for (const _ of this.#matching(plan, `SELECT data FROM ${this.#table} WHERE ${plan.where.sql}`, [])) {
      count += 1;
      if (count >= wanted) break;
    }
    return { count: Math.max(count - plan.skip, 0), isFast: false };
  }

  changedSince(limit: number, checkpoint: RxStorageDefaultCheckpoint | undefined): RxDocumentData<Doc>[] {
    const select = `SELECT data FROM ${this.#table}`;
    const order = "ORDER BY lwt, id LIMIT ?";
    const rows = checkpoint
      ? this.#connection.all(
          `${select} WHERE (lwt, id) > (?, ?) ${order}`,
          checkpoint.lwt,
          encodeText(checkpoint.id),
          limit,
        )
      : this.#connection.all(`${select} ${order}`, limit);
    return rows.map((row) => this.#parse(row));
  }

  /** How SQLite would run the query: the text of EXPLAIN QUERY PLAN, for tests. */
  explain(query: FilledMangoQuery<Doc>): string[] {
    const plan = this.#plan(query);
    const { text, values } = this.#statement(plan, plan.orderBy);
    const params = [...plan.where.params, ...values];
    return this.#connection.slots.bound(params, (bound) =>
      this.#connection.all(`EXPLAIN QUERY PLAN ${text}`, ...bound).map((row) => String(row[3])),
    );
  }

  #plan(query: FilledMangoQuery<Doc>): QueryPlan<Doc> {
    const columns = this.#hasOddRows() ? this.#safeColumns : this.#allColumns;
    return planQuery(sqliteDialect, columns, this.#schema, this.#layout.primaryPath, query);
  }

  /**
   * Key columns hold scalars; a document that breaks its schema with an array or object in an indexed property can't be found
   * by them. One look into an index that is empty as long as nothing broke it, and queries read the JSON instead: slow, but right.
   */
  #hasOddRows(): boolean {
    return this.#connection.get(`SELECT 1 FROM ${this.#table} WHERE odd = 1 LIMIT 1`) !== undefined;
  }

  #statement(plan: QueryPlan<Doc>, orderBy: string | undefined): { text: string; values: SQLInputValue[] } {
    let text = `SELECT data FROM ${this.#table} WHERE ${plan.where.sql}`;
    if (orderBy !== undefined) text += ` ORDER BY ${orderBy}`;
    const bounded = orderBy !== undefined && !plan.matches && (plan.skip > 0 || plan.limit < Number.POSITIVE_INFINITY);
    if (!bounded) return { text, values: [] };
    const limit = plan.limit < Number.POSITIVE_INFINITY ? plan.limit : -1;
    return { text: `${text} LIMIT ? OFFSET ?`, values: [limit, plan.skip] };
  }

  *#inOrder(plan: QueryPlan<Doc>, orderBy: string): Generator<RxDocumentData<Doc>, void, undefined> {
    const { text, values } = this.#statement(plan, orderBy);
    if (!plan.matches) {
      yield* this.#matching(plan, text, values);
      return;
    }
    let skipped = 0;
    let given = 0;
    for (const document of this.#matching(plan, text, values)) {
      if (skipped < plan.skip) skipped += 1;
      else {
        yield document;
        given += 1;
        if (given >= plan.limit) return;
      }
    }
  }

  /** Keeps no more than it may have to give, plus a buffer that is sorted and cut when it is full. */
  #sortedHere(plan: QueryPlan<Doc>): RxDocumentData<Doc>[] {
    const wanted = plan.skip + plan.limit;
    let kept: RxDocumentData<Doc>[] = [];
    for (const document of this.#matching(plan, this.#statement(plan, undefined).text, [])) {
      kept.push(document);
      if (kept.length >= wanted + SORT_BUFFER_ROWS) kept = kept.toSorted(plan.compare).slice(0, wanted);
    }
    return kept.toSorted(plan.compare).slice(plan.skip, wanted);
  }

  *#matching(
    plan: QueryPlan<Doc>,
    text: string,
    values: readonly SQLInputValue[],
  ): Generator<RxDocumentData<Doc>, void, undefined> {
    const { slots } = this.#connection;
    const bound = slots.bind([...plan.where.params, ...values]);
    try {
      const cursor = this.#connection.prepareOwn(text).iterate(...bound.values);
      for (;;) {
        const step = this.#connection.guard(() => cursor.next());
        if (step.done) return;
        const document = this.#parse(step.value as unknown as SqlRow);
        if (!plan.matches || plan.matches(document)) yield document;
      }
    } finally {
      slots.release(bound.slots);
    }
  }

  #parse(row: SqlRow): RxDocumentData<Doc> {
    return JSON.parse(String(row[0])) as RxDocumentData<Doc>;
  }
}
