/** What reports count, in SQL over the facts. Merged tickets count in none: what they were is part of another one. */
import type { RawDialect, RawReads, RawValue } from "../raw-reads.ts";
import { firstAnswerFacts, ticketFacts, type TicketFacts } from "./facts.ts";

/** Which tickets are looked at, and from which moment up to, not including, which. */
export type ReportAsked = {
  readonly where: { readonly text: string; readonly values: readonly RawValue[] };
  readonly fromEpochMs: number;
  readonly untilEpochMs: number;
};

/** The facts by which figures are told apart. */
type GroupFact = Extract<keyof TicketFacts, "owner" | "channel" | "tags" | "pipeline">;

/** How many tickets were made and closed in each slice of time, by the slice's number, and how many were open when the first one began. */
type Volume = {
  readonly created: ReadonlyMap<number, number>;
  readonly closed: ReadonlyMap<number, number>;
  readonly openAtStart: number;
};

/** @param sliceMs a slice's length; slices are counted from 1970 @throws Error from the database */
export async function volumeReads(reads: RawReads, asked: ReportAsked, sliceMs: number): Promise<Volume> {
  const { dialect } = reads;
  const { created, closed } = ticketFacts(dialect);
  const { fromEpochMs, untilEpochMs } = asked;
  const slices = async (fact: string) => {
    const rows = await reads.rows(
      `SELECT slice, count(*) FROM ${looked(dialect, asked, `${fact} >= ? AND ${fact} < ?`, `floor(${fact} / ${sliceMs}.0) AS slice`)} AS looked GROUP BY slice`,
      ...asked.where.values,
      fromEpochMs,
      untilEpochMs,
    );
    return new Map(rows.map(([slice, count]) => [Number(slice), Number(count)]));
  };
  const [open] = await reads.rows(
    `SELECT count(*) FROM ${looked(dialect, asked, `${created} < ? AND (${closed} IS NULL OR ${closed} >= ?)`, "id")} AS looked`,
    ...asked.where.values,
    fromEpochMs,
    fromEpochMs,
  );
  return { created: await slices(created), closed: await slices(closed), openAtStart: Number(open?.[0] ?? 0) };
}

export type GroupFigures = {
  /** As the document has it; of tags, their list as JSON. Null: none. */
  readonly key: string | null;
  readonly created: number;
  readonly closed: number;
  readonly reopened: number;
  /** Milliseconds, in no order. */
  readonly firstAnswersMs: readonly number[];
  readonly timesToCloseMs: readonly number[];
};

/** What happened to the tickets of each owner, channel, pipeline or list of tags. @throws Error from the database */
export async function groupReads(reads: RawReads, asked: ReportAsked, by: GroupFact): Promise<GroupFigures[]> {
  const { dialect } = reads;
  const facts = ticketFacts(dialect);
  const answers = firstAnswerFacts(dialect);
  const { fromEpochMs: from, untilEpochMs: until } = asked;
  const list = dialect.name === "sqlite" ? "json_group_array" : "json_agg";
  const columns = [
    "id",
    `${facts[by]} AS key`,
    `${facts.created} AS created`,
    `${facts.closed} AS closed`,
    `${facts.timeToClose} AS took`,
    `CASE WHEN ${facts.wasReopened} THEN 1 ELSE 0 END AS reopened`,
  ].join(", ");
  const within = (fact: string) => `${fact} >= ? AND ${fact} < ?`;
  const isMade = within("created");
  const isClosed = within("closed");
  const rows = await reads.rows(
    `SELECT key, count(*) FILTER (WHERE ${isMade}), count(*) FILTER (WHERE ${isClosed}),
       count(*) FILTER (WHERE reopened = 1 AND ${isMade}),
       ${list}(answered - created) FILTER (WHERE answered IS NOT NULL AND ${isMade}),
       ${list}(took) FILTER (WHERE took IS NOT NULL AND ${isClosed})
     FROM ${looked(dialect, asked, `(${within(facts.created)} OR ${within(facts.closed)})`, columns)} AS looked
     LEFT JOIN (SELECT ticket, min(sent_at) AS answered FROM
       (SELECT ${answers.ticket} AS ticket, ${answers.at} AS sent_at FROM ${answers.from} WHERE ${answers.isAnswer} ${fence(dialect)}) AS sent
       GROUP BY ticket) AS answers ON answers.ticket = looked.id
     GROUP BY key`,
    ...Array.from({ length: 5 }, () => [from, until]).flat(),
    ...asked.where.values,
    from,
    until,
    from,
    until,
  );
  return rows.map(([key, created, closed, reopened, firstAnswers, times]) => ({
    key: key === null ? null : String(key),
    created: Number(created),
    closed: Number(closed),
    reopened: Number(reopened),
    // An answer that is older than its ticket came with a conversation that a person made one of.
    firstAnswersMs: numbersOf(firstAnswers).filter((ms) => ms >= 0),
    timesToCloseMs: numbersOf(times),
  }));
}

/** The planner of SQLite reads from an index of expressions alone only where nothing is counted in the same query: so what is counted stands around it. */
const fence = (dialect: RawDialect) => (dialect.name === "sqlite" ? "LIMIT -1" : "OFFSET 0");

function looked(dialect: RawDialect, { where }: ReportAsked, more: string, columns: string): string {
  const { from, mergedInto, aside } = ticketFacts(dialect);
  return `(SELECT ${columns} FROM ${from} WHERE deleted = 0 AND ${mergedInto} IS NULL AND ${aside} IS NULL AND ${where.text} AND ${more} ${fence(dialect)})`;
}

function numbersOf(value: unknown): number[] {
  const list: unknown = typeof value === "string" ? JSON.parse(value) : value;
  return Array.isArray(list) ? list.map(Number) : [];
}
