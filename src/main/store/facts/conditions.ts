/** What a search asks beside words, in SQL over the facts of tickets and messages. */
import { assertNever } from "#shared/errors/pipedesk-error.ts";
import type { MessageCondition, SearchConditions, TicketCondition } from "#shared/search/conditions.ts";
import type { Span } from "#shared/search/dates.ts";
import type { RawDialect, RawReads, RawValue } from "../raw-reads.ts";
import { messageFacts, ticketFacts } from "./facts.ts";

/** A condition with the values of its question marks, in their order. */
type Sql = { readonly text: string; readonly values: readonly RawValue[] };

export type FactKind = "ticket" | "message";

/** Whether anything is asked of messages of that kind, so that listing them without words makes sense. */
export const asksMessages = ({ message }: SearchConditions): boolean => message.length > 0;

/**
 * Ids of tickets, or messages, that fit, the newest first: of tickets by their last activity.
 * @param exceptIds those are left out
 * @throws Error from the database
 */
export async function fittingIds(
  reads: RawReads,
  kind: FactKind,
  asked: { readonly conditions: SearchConditions; readonly nowEpochMs: number; readonly exceptIds?: readonly string[] },
  page: { readonly offset: number; readonly limit: number },
): Promise<string[]> {
  const { dialect } = reads;
  const { text, values } = whereOf(dialect, kind, asked.conditions, asked.nowEpochMs);
  const facts = kind === "ticket" ? ticketFacts(dialect) : messageFacts(dialect);
  const order = kind === "ticket" ? ticketFacts(dialect).activity : messageFacts(dialect).at;
  const except = asked.exceptIds === undefined ? "" : `AND id NOT ${dialect.inList}`;
  const rows = await reads.rows(
    `SELECT id FROM ${facts.from} WHERE deleted = 0 AND ${text} ${except} ORDER BY ${order} DESC, id DESC LIMIT ? OFFSET ?`,
    ...values,
    ...(asked.exceptIds === undefined ? [] : [JSON.stringify(asked.exceptIds)]),
    page.limit,
    page.offset,
  );
  return rows.map(([id]) => String(id));
}

/** The condition that tickets meet which fit, in SQL, with its values. */
export function ticketWhere(
  dialect: RawDialect,
  conditions: SearchConditions,
  nowEpochMs: number,
): { readonly text: string; readonly values: readonly RawValue[] } {
  return whereOf(dialect, "ticket", conditions, nowEpochMs);
}

/** Which of these documents fit. Reads these alone. @throws Error from the database */
export async function fittingOf(
  reads: RawReads,
  kind: FactKind,
  conditions: SearchConditions,
  nowEpochMs: number,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { dialect } = reads;
  const tickets = ticketFacts(dialect);
  const messages = messageFacts(dialect);
  const find = (table: string, columns: string, { text, values }: Sql, of: readonly string[]) =>
    reads.rows(
      `SELECT ${columns} FROM ${table} WHERE deleted = 0 AND id ${dialect.inList} AND ${text}`,
      JSON.stringify(of),
      ...values,
    );
  if (kind === "ticket") {
    const found = await find(tickets.table, "id", whereOf(dialect, kind, conditions, nowEpochMs), ids);
    return new Set(found.map(([id]) => String(id)));
  }
  const { own, ofTicket } = messageParts(dialect, conditions, nowEpochMs);
  const found = await find(messages.table, `id, ${messages.ticket}`, own, ids);
  if (ofTicket === null) return new Set(found.map(([id]) => String(id)));
  const asked = new Set(found.flatMap(([, ticket]) => (ticket === null ? [] : [String(ticket)])));
  const fitting = new Set((await find(tickets.table, "id", ofTicket, [...asked])).map(([id]) => String(id)));
  return new Set(found.flatMap(([id, ticket]) => (fitting.has(String(ticket)) ? [String(id)] : [])));
}

/** Of a message its own date is asked, of its ticket the rest. */
function messageParts(dialect: RawDialect, { ticket, message }: SearchConditions, nowEpochMs: number) {
  const { at } = messageFacts(dialect);
  const others = ticket.filter(({ kind }) => kind !== "written");
  return {
    own: allOf([
      ...message.map((one) => messageSql(dialect, one)),
      ...ticket.flatMap((one) => (one.kind === "written" ? [signed(one.isNot, spansSql(at, one.spans))] : [])),
    ]),
    ofTicket: others.length === 0 ? null : allOf(others.map((one) => ticketSql(dialect, one, nowEpochMs))),
  };
}

function whereOf(dialect: RawDialect, kind: FactKind, conditions: SearchConditions, nowEpochMs: number): Sql {
  const { ticket, message } = conditions;
  const tickets = ticketFacts(dialect);
  const messages = messageFacts(dialect);
  const ofTicket = (condition: TicketCondition) => ticketSql(dialect, condition, nowEpochMs);
  if (kind === "ticket") {
    const has = (asked: Sql): Sql => ({
      text: `id IN (SELECT ${messages.ticket} FROM ${messages.from} WHERE deleted = 0 AND ${asked.text})`,
      values: asked.values,
    });
    const positive = message.filter(({ isNot }) => !isNot);
    return allOf([
      ...ticket.map(ofTicket),
      // One message that is all of it, and none that is any of what is not to be.
      ...(positive.length === 0 ? [] : [has(allOf(positive.map((one) => messageSql(dialect, one))))]),
      ...message.filter(({ isNot }) => isNot).map((one) => not(has(messageSql(dialect, { ...one, isNot: false })))),
    ]);
  }
  const { own, ofTicket: asked } = messageParts(dialect, conditions, nowEpochMs);
  if (asked === null) return own;
  return allOf([
    own,
    {
      text: `${messages.ticket} IN (SELECT id FROM ${tickets.from} WHERE deleted = 0 AND ${asked.text})`,
      values: asked.values,
    },
  ]);
}

function ticketSql(dialect: RawDialect, condition: TicketCondition, nowEpochMs: number): Sql {
  const facts = ticketFacts(dialect);
  const sql = (): Sql => {
    switch (condition.kind) {
      case "stages":
        return among(facts.stage, condition.ids);
      case "pipelines":
        return among(facts.pipeline, condition.ids);
      case "owners":
        return among(facts.owner, condition.ids);
      case "priorities":
        return among(facts.priority, condition.priorities);
      case "numbers":
        return among(facts.number, condition.numbers);
      case "tags":
        return anyOf(
          condition.tags.map(({ text, isWhole }) => contains(dialect, facts.tags, tagPattern(text, isWhole))),
        );
      case "channels":
        return anyOf([among(facts.channel, condition.ids), among(facts.source, condition.sources)]);
      case "unread":
        return plain(facts.isUnread);
      case "reopened":
        return plain(facts.wasReopened);
      case "due":
        return plain(`${facts.due} IS NOT NULL`);
      case "overdue":
        return { text: `${facts.due} < ? AND ${facts.closed} IS NULL`, values: [nowEpochMs] };
      case "merged":
        return plain(`${facts.mergedInto} IS NOT NULL`);
      case "note": {
        const messages = messageFacts(dialect);
        return plain(
          `id IN (SELECT ${messages.ticket} FROM ${messages.from} WHERE deleted = 0 AND ${messages.kind} = 'note')`,
        );
      }
      case "created":
      case "written":
        return spansSql(facts.created, condition.spans);
      case "closed":
        return spansSql(facts.closed, condition.spans);
      default:
        return assertNever(condition);
    }
  };
  return signed(condition.isNot, sql());
}

function messageSql(dialect: RawDialect, condition: MessageCondition): Sql {
  const facts = messageFacts(dialect);
  const sql = (): Sql => {
    switch (condition.kind) {
      case "from":
        return anyOf(condition.texts.map((text) => contains(dialect, facts.sender, `%${literal(text)}%`)));
      case "to":
        return anyOf(condition.texts.map((text) => contains(dialect, facts.recipients, `%${literal(text)}%`)));
      case "attachment":
        return plain(`${facts.files} > 0`);
      case "notes":
        return plain(`${facts.kind} = 'note'`);
      default:
        return assertNever(condition);
    }
  };
  return signed(condition.isNot, sql());
}

const plain = (text: string): Sql => ({ text, values: [] });
const EVERYTHING = plain("1 = 1");
const NOTHING = plain("1 = 0");

function joined(all: readonly Sql[], by: "AND" | "OR", none: Sql): Sql {
  if (all.length === 0) return none;
  return {
    text: `(${all.map(({ text }) => `(${text})`).join(` ${by} `)})`,
    values: all.flatMap(({ values }) => values),
  };
}
const allOf = (all: readonly Sql[]): Sql => joined(all, "AND", EVERYTHING);
const anyOf = (all: readonly Sql[]): Sql => joined(all, "OR", NOTHING);

/** What is unknown is not so: a ticket without an owner is not Ada's. */
const not = ({ text, values }: Sql): Sql => ({ text: `NOT coalesce((${text}), 1 = 0)`, values });
const signed = (isNot: boolean, sql: Sql): Sql => (isNot ? not(sql) : sql);

function among(fact: string, wanted: readonly (string | number | null)[]): Sql {
  const values = wanted.filter((one) => one !== null);
  return anyOf([
    ...(values.length === 0 ? [] : [{ text: `${fact} IN (${values.map(() => "?").join(", ")})`, values }]),
    ...(wanted.includes(null) ? [plain(`${fact} IS NULL`)] : []),
  ]);
}

function spansSql(fact: string, spans: readonly Span[]): Sql {
  return anyOf(
    spans.map(({ fromEpochMs, untilEpochMs }) =>
      allOf([
        plain(`${fact} IS NOT NULL`),
        ...(fromEpochMs === null ? [] : [{ text: `${fact} >= ?`, values: [fromEpochMs] }]),
        ...(untilEpochMs === null ? [] : [{ text: `${fact} < ?`, values: [untilEpochMs] }]),
      ]),
    ),
  );
}

/** Case is no matter; of letters beyond a to z, which neither database knows the cases of, in those in which names are written. */
function contains(dialect: RawDialect, fact: string, pattern: string): Sql {
  const like = dialect.name === "sqlite" ? "LIKE" : "ILIKE";
  return anyOf(casesOf(pattern).map((one) => ({ text: `${fact} ${like} ? ESCAPE '!'`, values: [one] })));
}

function casesOf(pattern: string): string[] {
  const capital = pattern.toLowerCase().replaceAll(/(?<![\p{L}\p{M}])\p{L}/gu, (letter) => letter.toUpperCase());
  return [...new Set([pattern, pattern.toLowerCase(), capital])];
}

const literal = (text: string): string => text.replaceAll(/[!%_]/gu, "!$&");

/** A tag as it stands in a list of JSON, or how one begins. */
function tagPattern(text: string, isWhole: boolean): string {
  const inJson = JSON.stringify(text);
  return `%${literal(isWhole ? inJson : inJson.slice(0, -1))}%`;
}
