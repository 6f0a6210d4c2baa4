import { SqlStorageError, SqlStorageErrorCode } from "../errors.ts";

/** PostgreSQL's classes and codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const BY_STATE: readonly (readonly [prefix: string, code: SqlStorageErrorCode, words: string])[] = [
  ["08", SqlStorageErrorCode.unavailable, "can't be reached"],
  ["57P0", SqlStorageErrorCode.unavailable, "is being stopped or started"],
  ["53300", SqlStorageErrorCode.unavailable, "has no connection left for this program"],
  ["53100", SqlStorageErrorCode.diskFull, "can't grow: its server's disk is full"],
  ["53", SqlStorageErrorCode.unavailable, "lacks memory or other resources"],
  ["57014", SqlStorageErrorCode.unavailable, "took too long to answer"],
  ["25P03", SqlStorageErrorCode.unavailable, "gave up a transaction that took too long"],
  ["55P03", SqlStorageErrorCode.unavailable, "is locked by another program"],
  ["25006", SqlStorageErrorCode.readOnly, "can't be written: its server is read-only"],
  ["28", SqlStorageErrorCode.cannotOpen, "refused the user name or password"],
  ["3D000", SqlStorageErrorCode.cannotOpen, "does not exist on its server"],
  ["42501", SqlStorageErrorCode.cannotOpen, "gave this user no right to do that"],
  ["58", SqlStorageErrorCode.readWriteFailed, "couldn't be read or written: its server's disk reported an error"],
  ["XX00", SqlStorageErrorCode.damagedFile, "is damaged"],
];

/** What Node says of a connection. */
const AWAY = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);
/** What `pg` says of one, without a code. */
const AWAY_WORDS =
  /connection terminated|timeout exceeded when trying to connect|not queryable|connection error|closed the connection|read timeout/i;

/** Another transaction came first, in a way that only PostgreSQL tells: serialisation failure, deadlock. */
export function isLostRace(error: unknown): boolean {
  const state = stateOf(error);
  return state === "40001" || state === "40P01";
}

/** The connection is gone, or the database is: later is another matter. */
export function isAway(error: unknown): boolean {
  return error instanceof SqlStorageError
    ? error.code === SqlStorageErrorCode.unavailable
    : known(error)?.[1] === SqlStorageErrorCode.unavailable;
}

/** Turns what `pg` throws into a SqlStorageError; any other error comes back as it is. */
export function toPostgresError(error: unknown): unknown {
  if (error instanceof SqlStorageError || !(error instanceof Error)) return error;
  const found = known(error);
  if (found) return new SqlStorageError(found[1], `The database ${found[2]}.`, { cause: error });
  if (stateOf(error) === undefined) return error;
  return new SqlStorageError(SqlStorageErrorCode.unexpected, `The database refused a statement: ${error.message}.`, {
    cause: error,
  });
}

function known(error: unknown): (typeof BY_STATE)[number] | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as { code?: unknown };
  const [away] = BY_STATE;
  if ((typeof code === "string" && AWAY.has(code)) || AWAY_WORDS.test(error.message)) return away;
  // Node tries each address of a name, and gathers what went wrong.
  if (error instanceof AggregateError && error.errors.some((one: unknown) => known(one) === away)) return away;
  const state = stateOf(error);
  return state === undefined ? undefined : BY_STATE.find(([prefix]) => state.startsWith(prefix));
}

function stateOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as { code?: unknown };
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}
