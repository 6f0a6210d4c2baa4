/**
 * What a device brought becomes the server's, in one transaction. Each row is judged by itself; where one is refused, what the same commit made of the same ticket is too, since a part of a change is none.
 * A row that merging would bring into a state which section G forbids is taken with the server's place for the ticket, and the history says so (G1).
 */
import { judge, stampsOf, type Verdict } from "#shared/sync/judge/judge.ts";
import type { PutBack } from "#shared/sync/judge/put-back.ts";
import type { ErrorCode } from "#shared/errors/registry.ts";
import type { Refusal, WireRow } from "#shared/sync/protocol.ts";
import type { User } from "#shared/model/setup/user.ts";
import { mergeCopies } from "#shared/rules/merge/merge-copies.ts";
import { mergeRuleOf } from "#main/store/collections.ts";
import { adoptRows, copiesOf, copyOf, freshOf, plain, type Adopted, type Amend } from "../adopt.ts";
import { incomingOf, type IncomingRow } from "../rows.ts";
import type { DeskContext } from "#main/desk/context.ts";

export type ReceiveDeps = {
  readonly context: Pick<DeskContext, "store" | "queue" | "clock">;
  /** The server's clock takes note of what it has seen. */
  readonly observeStamp: (stamp: string) => void;
  /** When the server was put back to an earlier state, the last time; null: never. */
  readonly putBack: () => PutBack | null;
  /** What the server alone decides: places of tickets, numbers. */
  readonly amend: (user: User, deviceId: string, rows: readonly IncomingRow[]) => Promise<Amend>;
  /** Done in the same transaction, after the rows are there. `fresh`: those of which nothing was known. */
  readonly afterwards: (
    rows: readonly IncomingRow[],
    fresh: ReadonlySet<IncomingRow>,
    deviceId: string,
  ) => Promise<void>;
};

export type Received = Adopted & { readonly refused: readonly Refusal[] };

/**
 * @param from `user`: whose device it is, asked in the transaction; what it throws is thrown
 * @throws PD_STORE_…
 */
export function receiveRows(
  deps: ReceiveDeps,
  wireRows: readonly WireRow[],
  from: { readonly user: () => Promise<User>; readonly deviceId: string },
): Promise<Received> {
  const rows = newestOfEach(wireRows.map(incomingOf));
  return deps.context.queue.run(async () => receive(deps, rows, await from.user(), from.deviceId));
}

async function receive(
  deps: ReceiveDeps,
  rows: readonly IncomingRow[],
  user: User,
  deviceId: string,
): Promise<Received> {
  const { store, clock } = deps.context;
  const copies = await copiesOf(store, rows);
  const context = { user, nowEpochMs: clock.nowEpochMs(), putBack: deps.putBack() };
  const verdicts = new Map<IncomingRow, NonNullable<Verdict>>();
  for (const row of rows) {
    const stored = copies.get(row.collection)?.get(row.document.id);
    const previous = stored === undefined ? null : plain(stored);
    const merged = () => {
      const incoming = copyOf(row);
      return { ...mergeCopies(mergeRuleOf(row.collection), previous ?? incoming, incoming) };
    };
    const verdict = judge({ ...row, previous: previous && { ...previous }, merged }, context);
    if (verdict !== null) verdicts.set(row, verdict);
  }
  const refusedChanges = new Set([...verdicts.keys()].map(changeOf));
  const taken = rows.filter((row) => !refusedChanges.has(changeOf(row)));
  for (const { document } of taken) for (const stamp of stampsOf(document)) deps.observeStamp(stamp);
  const adopted = await adoptRows(store, taken, copies, await deps.amend(user, deviceId, taken));
  await deps.afterwards(taken, freshOf(taken, copies), deviceId);
  const refused = rows
    .filter((row) => refusedChanges.has(changeOf(row)))
    .map((row): Refusal => {
      const stored = copies.get(row.collection)?.get(row.document.id);
      const { code, message } = verdicts.get(row) ?? PART_REFUSED;
      return {
        c: row.collection,
        id: row.document.id,
        code,
        message,
        instead: stored === undefined ? null : { ...plain(stored) },
      };
    });
  return { ...adopted, refused };
}

const PART_REFUSED: { readonly code: ErrorCode; readonly message: string } = {
  code: "PD_SYNC_PART_REFUSED",
  message: "Another part of the same change was refused.",
};

/** Pieces of work of several tickets may share a commit. */
function changeOf({ collection, document, commit }: IncomingRow): string {
  const ticketId = collection === "tickets" ? document.id : document["ticketId"];
  return typeof ticketId === "string" ? `${commit}/${ticketId}` : `${commit}/${collection}/${document.id}`;
}

/** A device sends a document once; of one that came twice the later counts. */
function newestOfEach(rows: readonly IncomingRow[]): IncomingRow[] {
  const newest = new Map(rows.map((row) => [`${row.collection}/${row.document.id}`, row]));
  return rows.filter((row) => newest.get(`${row.collection}/${row.document.id}`) === row);
}
