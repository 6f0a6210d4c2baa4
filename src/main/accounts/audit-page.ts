import type { AuditAction, AuditRecord } from "#shared/model/account.ts";
import type { UserId } from "#shared/model/ids.ts";
import { decodeCursor, pageOf, type Page } from "#main/desk/queries/paging.ts";
import type { AccountStore } from "./account-store.ts";

const NEWEST_FIRST = "audit";

/** The audit log, newest first. @throws PD_INPUT_INVALID for a cursor that is none */
export async function auditPage(
  { context }: AccountStore,
  {
    cursor,
    limit,
    userId,
    action,
  }: {
    readonly cursor?: string | undefined;
    readonly limit: number;
    readonly userId?: UserId | undefined;
    readonly action?: AuditAction | undefined;
  },
): Promise<Page<AuditRecord>> {
  // An id holds its stamp: older ones are smaller.
  const before = cursor === undefined ? {} : { id: { $lt: decodeCursor(cursor, NEWEST_FIRST).id } };
  const found = await context.store.accounts.find({
    selector: {
      kind: "audit",
      ...before,
      ...(userId === undefined ? {} : { userId }),
      ...(action === undefined ? {} : { action }),
    },
    sort: [{ kind: "desc" }, { id: "desc" }],
    limit: limit + 1,
  });
  const records = found.filter((one) => one.kind === "audit");
  return pageOf(records, limit, ({ id }) => ({ sortBy: NEWEST_FIRST, key: id, id }));
}
