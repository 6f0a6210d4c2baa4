import type { LocalRecord } from "#shared/model/local-record.ts";
import type { Clock } from "#main/desk/context.ts";
import type { Repository, Stored } from "#main/store/repository.ts";

const PREFIX = "sync/device/";

/** How far each device had come with what it brought: one that comes with less was put back to an earlier state. */
export type DeviceProgress = {
  pushedBy(deviceId: string): Promise<number>;
  /** Part of the caller's transaction. */
  pushed(deviceId: string, commit: number): Promise<void>;
  /** It was put back to there, and knows it. Part of the caller's transaction. */
  putBack(deviceId: string, commit: number): Promise<void>;
};

export function createDeviceProgress(local: Repository<LocalRecord>, clock: Clock): DeviceProgress {
  const idOf = (deviceId: string) => PREFIX + deviceId;
  const valueOf = (record: Pick<LocalRecord, "value"> | null) => (typeof record?.value === "number" ? record.value : 0);
  async function write(previous: Stored<LocalRecord> | null, deviceId: string, commit: number): Promise<void> {
    const next = { id: idOf(deviceId), value: commit, updatedAtEpochMs: clock.nowEpochMs() };
    await local.write([{ previous, next }]);
  }
  return {
    pushedBy: async (deviceId) => valueOf(await local.get(idOf(deviceId))),
    async pushed(deviceId, commit) {
      const previous = await local.get(idOf(deviceId));
      if (commit > valueOf(previous)) await write(previous, deviceId, commit);
    },
    putBack: async (deviceId, commit) => write(await local.get(idOf(deviceId)), deviceId, commit),
  };
}

/** Part of the caller's transaction: nobody had brought anything yet. */
export async function forgetDeviceProgress(local: Repository<LocalRecord>): Promise<void> {
  await local.remove(await local.find({ selector: { id: { $gte: PREFIX, $lt: `${PREFIX}\uffff` } } }));
}
