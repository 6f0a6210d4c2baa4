/**
 * What a device and its server say to each other. The device asks, the server answers under the same number; beside that the server only rings: that there is something newer, and who looks at what.
 * The same questions go over a WebSocket and, where a proxy cuts those, over HTTP one by one.
 */
import { z } from "zod";
import { REPLICATED_COLLECTIONS } from "./collections.ts";
import { CatchUpCursor } from "./cursor.ts";
import { BlobId, TicketId, UserId } from "../model/ids.ts";
import { isTimeZone } from "../automation/schedule/business-hours.ts";
import { MAX_FILES_ASKED, MAX_FOUND_OLDER, MAX_NUMBERS } from "./limits.ts";

const commit = z.number().int().min(0);
/** The name of a device in its stamps. */
export const DeviceId = z.string().regex(/^[0-9A-Za-z_]{1,32}$/);

/** A document on its way: where it belongs, the number of the commit that wrote it, and it itself as it is stored, with stamps. */
export const WireRow = z.strictObject({
  c: z.enum(REPLICATED_COLLECTIONS),
  n: commit,
  d: z.looseObject({ id: z.string().min(1).max(128), _deleted: z.boolean().optional() }),
});
export type WireRow = z.infer<typeof WireRow>;

/** Which tickets a device wants to have with it. */
export const SyncScope = z.strictObject({
  /** Closed tickets without activity since are left with the server, from where they can be opened; null: all come. */
  closedSinceEpochMs: z.number().int().nullable(),
});
export type SyncScope = z.infer<typeof SyncScope>;

const question = <Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) =>
  z.strictObject({ ask: z.literal(name), ...shape });

export const Hello = question("hello", {
  protocol: z.number().int(),
  /** Of which desk it holds a copy; null: it has none yet. */
  deskId: z.string().max(64).nullable(),
  /** Of the server's that gave it what it has; absent or null: none yet. */
  incarnation: z.string().max(64).nullable().optional(),
  /** Of the server's commits, up to where it has them all. */
  checkpoint: commit,
  /** Of its own commits, up to where the server has them all. */
  pushed: commit,
  /** Its clock, to be compared. */
  nowEpochMs: z.number(),
});
export const Pull = question("pull", { after: commit });
export const CatchUp = question("catch-up", { after: commit, cursor: CatchUpCursor, scope: SyncScope });
export const Tickets = question("tickets", { ids: z.array(z.string().max(128)).min(1).max(100) });
export const Push = question("push", { rows: z.array(WireRow) });
export const Numbers = question("numbers", {
  count: z.number().int().min(1).max(MAX_NUMBERS),
  /** The same again is answered with the same numbers: the answer was lost. */
  requestId: z.string().min(1).max(64),
});
/** What a machine that joins with its desk kept as its own host. */
export const TakeOver = question("take-over", { handedOver: z.unknown() });
/** Answered when there is something newer, or after a while: for who can't be rung. */
export const Wait = question("wait", { after: commit });
/** Where the person is, so that others see who looks at a ticket and who types in it; null: nowhere in particular. */
export const Presence = question("presence", {
  ticketId: TicketId.nullable(),
  isTyping: z.boolean(),
});
/** Looks among the tickets that a device of this scope has left with the server, with the rights of its user. */
export const SearchOlder = question("search", {
  q: z.string().max(500),
  kind: z.enum(["ticket", "message"]).nullable(),
  closedSinceEpochMs: z.number().int(),
  limit: z.number().int().min(1).max(MAX_FOUND_OLDER),
  /** In which days are counted. Absent: UTC. */
  timeZone: z.string().max(64).refine(isTimeZone).optional(),
});
export type SearchOlder = z.infer<typeof SearchOlder>;

/** A procedure of the contract's `accounts`, in the name of the device's user: accounts lie with the server alone. */
export const AskAccounts = question("accounts", { name: z.string().min(1).max(64), input: z.unknown().optional() });

export const SyncQuestion = z.discriminatedUnion("ask", [
  Hello,
  Pull,
  CatchUp,
  Tickets,
  Push,
  Numbers,
  TakeOver,
  Wait,
  Presence,
  SearchOlder,
  AskAccounts,
]);
export type SyncQuestion = z.infer<typeof SyncQuestion>;

export const HelloAnswer = z.object({
  deskId: z.string(),
  /** Changes when the server's database was put back to an earlier state: what it had said until then counts no more. */
  incarnation: z.string(),
  userId: z.string(),
  newest: commit,
  tickets: z.number().int(),
  nowEpochMs: z.number(),
  /** The device's copy is older than what it brought before: it was put back to an earlier state, and what it had been given for itself alone may be used up. */
  restored: z.boolean(),
});
export type HelloAnswer = z.infer<typeof HelloAnswer>;

export const PullAnswer = z.discriminatedUnion("kind", [
  /** Whole commits in their order: to be written together. */
  z.object({ kind: z.literal("changes"), upTo: commit, rows: z.array(WireRow) }),
  /** More than goes into one answer: to be read ticket by ticket, while changes after `upTo` are asked for. */
  z.object({ kind: z.literal("too-many"), upTo: commit }),
]);
export type PullAnswer = z.infer<typeof PullAnswer>;

export const CatchUpAnswer = z.object({
  rows: z.array(WireRow),
  cursor: CatchUpCursor.nullable(),
  tickets: z.number().int(),
});
export type CatchUpAnswer = z.infer<typeof CatchUpAnswer>;

/** A change that the server did not take, and what it holds instead comes with the next changes. */
export const Refusal = z.object({
  c: z.enum(REPLICATED_COLLECTIONS),
  id: z.string(),
  /** A code of the errors registry. */
  code: z.string(),
  message: z.string(),
  rule: z.string().optional(),
  /** What the server holds; null: nothing under that id. */
  instead: z.looseObject({ id: z.string() }).nullable(),
});
export type Refusal = z.infer<typeof Refusal>;

export const PushAnswer = z.object({ refused: z.array(Refusal) });
export type PushAnswer = z.infer<typeof PushAnswer>;

export const NumbersAnswer = z.object({ from: z.number().int(), to: z.number().int() });
export type NumbersAnswer = z.infer<typeof NumbersAnswer>;

export const TicketsAnswer = z.object({ rows: z.array(WireRow) });
export type TicketsAnswer = z.infer<typeof TicketsAnswer>;

/** Somebody else at the desk just now. */
export const Colleague = z.object({ userId: UserId, ticketId: TicketId.nullable(), isTyping: z.boolean() });
export type Colleague = z.infer<typeof Colleague>;

/** Which of these files the server lacks; asked below `SYNC_PATHS.blobs`. */
export const MissingFiles = z.strictObject({ ids: z.array(BlobId).min(1).max(MAX_FILES_ASKED) });
export const MissingFilesAnswer = z.object({ missing: z.array(BlobId) });
/** How many bytes of a file the server has after a piece of it; as many as it has in all: it is kept. */
export const FilePieceAnswer = z.object({ have: z.number().int().min(0) });

/** What the server says unasked. */
export const ServerNews = z.discriminatedUnion("news", [
  z.object({ news: z.literal("newest"), commit }),
  z.object({
    news: z.literal("presence"),
    people: z.array(Colleague),
  }),
  /** This device was shut out: its copy is to be erased. */
  z.object({ news: z.literal("revoked") }),
]);
export type ServerNews = z.infer<typeof ServerNews>;

export const WaitAnswer = z.object({ newest: commit });

/** What an error tells beside its words. */
const ErrorDetailsTold = z
  .object({
    what: z.string(),
    id: z.string(),
    rule: z.string(),
    missing: z.array(z.string()),
    reason: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })),
    retryAfterSeconds: z.number().int(),
  })
  .partial();

/** What carries an answer. Anything else did not come from a server of this product. */
export const Envelope = z.union([
  z.object({ answer: z.unknown() }),
  z.object({ error: z.object({ code: z.string(), message: z.string(), details: ErrorDetailsTold.optional() }) }),
]);
export type Envelope = z.infer<typeof Envelope>;

/** Where the server is asked, below its address. */
export const SYNC_PATHS = { socket: "/sync/socket", ask: "/sync/ask", blobs: "/sync/blobs" } as const;
/** The device's name in its stamps, with each request. */
export const DEVICE_HEADER = "pipedesk-device";
