import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { LocalRecord } from "#shared/model/local-record.ts";
import type { Clock } from "#main/desk/context.ts";
import type { Repository } from "#main/store/repository.ts";

const DESK_RECORD = "sync/desk";

const DeskIdentity = z.object({
  /** Of which desk all copies are. */
  deskId: z.string(),
  /** Another one after the database was put back to an earlier state: what it told until then counts no more. */
  incarnation: z.string(),
});
export type DeskIdentity = z.infer<typeof DeskIdentity>;

/** Reads who this server's desk is; the first time it is made. */
export async function readDeskIdentity(local: Repository<LocalRecord>, clock: Clock): Promise<DeskIdentity> {
  const known = await local.get(DESK_RECORD);
  const parsed = DeskIdentity.safeParse(known?.value);
  if (parsed.success) return parsed.data;
  const value = { deskId: randomUUID(), incarnation: randomUUID() };
  await local.write([{ previous: known, next: { id: DESK_RECORD, value, updatedAtEpochMs: clock.nowEpochMs() } }]);
  return value;
}

/** After the database was put back to an earlier state: devices bring what they have since. */
export async function renewIncarnation(local: Repository<LocalRecord>, clock: Clock): Promise<void> {
  const { deskId } = await readDeskIdentity(local, clock);
  const value = { deskId, incarnation: randomUUID() };
  const previous = await local.get(DESK_RECORD);
  await local.write([{ previous, next: { id: DESK_RECORD, value, updatedAtEpochMs: clock.nowEpochMs() } }]);
}
