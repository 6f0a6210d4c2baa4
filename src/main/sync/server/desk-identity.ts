/**
 * Which desk this server's is, and whether it is still the one that its devices know. A database that was put back to an earlier state gives commit numbers a second time, and has forgotten which ticket numbers it
 * leased: it is another incarnation, to which every device tells everything again, and counts on far behind what it may have leased.
 */
import { randomUUID } from "node:crypto";
import { access, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { parseStamp } from "#shared/rules/clock/hybrid-clock.ts";
import type { PutBack } from "#shared/sync/judge/put-back.ts";
import type { DeskContext } from "#main/desk/context.ts";
import { BACKUP_MARK } from "#main/store/backup-mark.ts";
import { forgetDeviceProgress } from "./device-progress.ts";

const DESK_RECORD = "sync/desk";

const DeskRecord = z.object({
  /** Of which desk all copies are. */
  deskId: z.string(),
  /** Another one after the database was put back to an earlier state: what it told until then counts no more. */
  incarnation: z.string(),
  /** When that was, the last time; absent: never. */
  putBack: z.object({ knewUntilEpochMs: z.number(), atEpochMs: z.number() }).optional(),
});
type DeskRecord = z.infer<typeof DeskRecord>;

export type DeskIdentity = {
  current(): Pick<DeskRecord, "deskId" | "incarnation">;
  /** The last time that it was put back; null: never. */
  putBack(): PutBack | null;
  /** The database was put back to an earlier state. Must not be called from inside queued work. */
  renew(): Promise<void>;
  close(): void;
};

type Deps = Pick<DeskContext, "store" | "queue" | "clock" | "numbers">;

/** Reads who this server's desk is; the first time it is made. A folder that was made of a backup is renewed. */
export async function openDeskIdentity(deps: Deps, dataDir: string): Promise<DeskIdentity> {
  const { store, clock } = deps;
  const { local } = store;
  const read = async () => DeskRecord.safeParse((await local.get(DESK_RECORD))?.value).data;
  const write = async (value: DeskRecord) => {
    const next = { id: DESK_RECORD, value: z.json().parse(value), updatedAtEpochMs: clock.nowEpochMs() };
    await local.write([{ previous: await local.get(DESK_RECORD), next }]);
    return value;
  };
  let known = (await read()) ?? (await write({ deskId: randomUUID(), incarnation: randomUUID() }));
  // Another process of the server may be the one that is told.
  const close = local.follow(({ id, value }) => {
    if (id === DESK_RECORD) known = DeskRecord.safeParse(value).data ?? known;
  });

  async function renew(): Promise<void> {
    await deps.numbers.forget();
    await deps.queue.run(async () => {
      const [last] = await store.activities.find({
        selector: {},
        sort: [{ stamp: "desc" }, { id: "desc" }],
        limit: 1,
      });
      const knewUntilEpochMs = parseStamp(last?.stamp ?? "")?.epochMs ?? 0;
      await forgetDeviceProgress(local);
      await write({
        deskId: known.deskId,
        incarnation: randomUUID(),
        putBack: { knewUntilEpochMs, atEpochMs: clock.nowEpochMs() },
      });
    });
  }

  const mark = join(dataDir, BACKUP_MARK);
  const isOfBackup = await access(mark).then(
    () => true,
    () => false,
  );
  if (isOfBackup) {
    await renew();
    await rm(mark);
  }
  return {
    current: () => known,
    putBack: () => known.putBack ?? null,
    renew,
    close,
  };
}
