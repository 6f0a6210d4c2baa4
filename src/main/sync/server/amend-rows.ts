import type { User } from "#shared/model/setup/user.ts";
import type { DeskContext } from "#main/desk/context.ts";
import type { Amend } from "../adopt.ts";
import type { IncomingRow } from "../rows.ts";
import { amendTickets } from "./amend-tickets.ts";
import { amendWorkflows } from "./amend-workflows.ts";

/** What the server alone decides of rows that a device brought. */
export async function amendRows(
  context: Pick<DeskContext, "store" | "setup" | "clock" | "nextStamp" | "numbers">,
  user: User,
  deviceId: string,
  rows: readonly IncomingRow[],
): Promise<Amend> {
  const ofTickets = await amendTickets(context, user, deviceId, rows);
  const ofWorkflows = await amendWorkflows(context, user, rows);
  return (row) => ofTickets(row) ?? ofWorkflows(row);
}
