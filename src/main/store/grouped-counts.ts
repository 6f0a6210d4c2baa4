import { countAside } from "./aside-tickets.ts";
import { tableOf, type IndexMaker, type RawDialect, type RawReads } from "./raw-reads.ts";

const unreadOf = (dialect: RawDialect) => ({
  // As an expression, so that no other query takes the index for its own.
  user: dialect.keyText("userId"),
  isUnread: `deleted = 0 AND ${dialect.text("kind")} = 'notification' AND ${dialect.isFalse("read")}`,
});

/** What is unread is little beside what was read: counting it reads nothing else. */
export function createUnreadIndex({ dialect, exec }: IndexMaker): void {
  const { user, isUnread } = unreadOf(dialect);
  exec(`CREATE INDEX IF NOT EXISTS "unread notifications" ON ${tableOf("inboxItems")} (${user}) WHERE ${isUnread}`);
}

const dueOf = (dialect: RawDialect) => {
  const due = dialect.number("dueAtEpochMs");
  return { due, isDue: `deleted = 0 AND ${due} IS NOT NULL AND ${dialect.number("closedAtEpochMs")} IS NULL` };
};

/** Tickets with a due date that are not closed, which are few beside all: counting those that are overdue reads this alone. */
export function createDueIndex({ dialect, exec }: IndexMaker): void {
  const { due, isDue } = dueOf(dialect);
  exec(
    `CREATE INDEX IF NOT EXISTS "due tickets" ON ${tableOf("tickets")} (${due}, "k.pipelineId", "k.stageId") WHERE ${isDue}`,
  );
}

const unreadTickets = (dialect: RawDialect) => `deleted = 0 AND ${dialect.isTrue("unread")}`;

/** Tickets with something that nobody has read, which are few beside all. */
export function createUnreadTicketsIndex({ dialect, exec }: IndexMaker): void {
  exec(
    `CREATE INDEX IF NOT EXISTS "unread tickets" ON ${tableOf("tickets")} ("k.pipelineId", "k.stageId") WHERE ${unreadTickets(dialect)}`,
  );
}

type OfStage = { readonly pipelineId: string; readonly stageId: string; readonly count: number };

/** How many tickets of each stage were due before a moment and are not closed. Reads an index alone. @throws Error from the database */
export function overdueByStage(sql: RawReads, nowEpochMs: number): Promise<OfStage[]> {
  const { due, isDue } = dueOf(sql.dialect);
  return byStage(sql, "due tickets", `${isDue} AND ${due} < ?`, nowEpochMs);
}

/** How many tickets of each stage have something that nobody has read. Reads an index alone. @throws Error from the database */
export function unreadByStage(sql: RawReads): Promise<OfStage[]> {
  return byStage(sql, "unread tickets", unreadTickets(sql.dialect));
}

/** How many tickets each stage of each pipeline has, also of those that are gone. Reads an index alone. @throws Error from the database */
export function ticketsByStage(sql: RawReads): Promise<OfStage[]> {
  return byStage(sql, null, "deleted = 0");
}

/** Without those in the trash and spam: all are counted by an index, and the few that are set aside taken off. */
async function byStage(sql: RawReads, index: string | null, where: string, ...values: number[]): Promise<OfStage[]> {
  const { fromKey, indexedBy } = sql.dialect;
  const stage = `"k.pipelineId", "k.stageId"`;
  const all = await sql.rows(
    `SELECT ${stage}, count(*) FROM ${tableOf("tickets")} ${index === null ? "" : indexedBy(index)} WHERE ${where} GROUP BY ${stage}`,
    ...values,
  );
  const aside = new Map(
    (await countAside(sql, where, stage, ...values)).map(([pipelineId, stageId, count]) => [
      JSON.stringify([pipelineId, stageId]),
      Number(count),
    ]),
  );
  return all.flatMap(([pipelineId, stageId, inAll]) => {
    const count = Number(inAll) - (aside.get(JSON.stringify([pipelineId, stageId])) ?? 0);
    if (count === 0) return [];
    return [{ pipelineId: String(fromKey(pipelineId)), stageId: String(fromKey(stageId)), count }];
  });
}

/** How much mail of each state the outbox has. Reads an index alone. @throws Error from the database */
export async function outboxByState(sql: RawReads): Promise<Map<string, number>> {
  const rows = await sql.rows(
    `SELECT "k.state", count(*) FROM ${tableOf("outbox")} WHERE deleted = 0 GROUP BY "k.state"`,
  );
  return new Map(rows.map(([state, count]) => [String(sql.dialect.fromKey(state)), Number(count)]));
}

/** How many notifications each user has not read. Reads an index alone. @throws Error from the database */
export async function unreadByUser(sql: RawReads): Promise<Map<string, number>> {
  const { user, isUnread } = unreadOf(sql.dialect);
  const rows = await sql.rows(
    `SELECT ${user}, count(*) FROM ${tableOf("inboxItems")} ${sql.dialect.indexedBy("unread notifications")}
     WHERE ${isUnread} GROUP BY 1`,
  );
  return new Map(rows.map(([name, count]) => [String(name), Number(count)]));
}
