/** Machines with a copy of the desk. One that was revoked is remembered, so that it can be told to erase its copy. */
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { DeviceId, type AuditActor, type Device } from "#shared/model/account.ts";
import type { UserId } from "#shared/model/ids.ts";
import type { AccountStore } from "./account-store.ts";
import { MAX_DEVICES, SEEN_INTERVAL_MS } from "./limits.ts";
import { createSecret, digestOf, TOKEN_PREFIX } from "./secret-tokens.ts";

/** What a device's token opens. `revoked`: nothing any more; the device erases its copy. null: nobody gave it out. */
export type DeviceOfToken =
  | { readonly deviceId: DeviceId; readonly userId: UserId }
  | { readonly revoked: true }
  | null;

export type Devices = ReturnType<typeof createDevices>;

export function createDevices(store: AccountStore) {
  const of = async (userId?: UserId) => store.ofKind("device", userId);

  /** Inside a piece of work. */
  const revoke = async (device: Device, byUserId: UserId | null, actor: AuditActor, address: string): Promise<void> => {
    const kept = await store.byId("device", device.id);
    if (kept === null || kept.revoked !== null) return;
    await store.put(kept, { ...kept, revoked: { atEpochMs: store.now(), byUserId } });
    await store.audit({ action: "device-revoked", actor, userId: kept.userId, detail: kept.name, address });
  };

  return {
    of,
    revoke,
    /** Inside a piece of work. @returns its token, which nobody can ask for again @throws PD_INPUT_TOO_LARGE */
    async add(userId: UserId, name: string, address: string): Promise<{ deviceId: DeviceId; token: string }> {
      if ((await of(userId)).filter(({ revoked }) => revoked === null).length >= MAX_DEVICES)
        throw new PipedeskError("PD_INPUT_TOO_LARGE", `A user has at most ${MAX_DEVICES} devices.`);
      const token = createSecret(TOKEN_PREFIX.device);
      const deviceId = DeviceId.parse(store.newId("d"));
      await store.put(null, {
        id: deviceId,
        kind: "device",
        userId,
        name,
        digest: digestOf(token),
        createdAtEpochMs: store.now(),
        lastSeenAtEpochMs: null,
        address,
        revoked: null,
      } satisfies Device);
      await store.audit({ action: "device-joined", actor: { kind: "user", userId }, userId, detail: name, address });
      return { deviceId, token };
    },
    /** @param address where it calls from, for its owner to see */
    async ofToken(token: string, address: string): Promise<DeviceOfToken> {
      if (!token.startsWith(TOKEN_PREFIX.device)) return null;
      const device = await store.byDigest("device", digestOf(token));
      if (device === null) return null;
      if (device.revoked !== null || !(await store.isThere(device.userId))) return { revoked: true };
      if (store.now() - (device.lastSeenAtEpochMs ?? 0) >= SEEN_INTERVAL_MS) {
        await store.run(async () => {
          const kept = await store.byId("device", device.id);
          if (kept) await store.put(kept, { ...kept, lastSeenAtEpochMs: store.now(), address });
        });
      }
      return { deviceId: device.id, userId: device.userId };
    },
  };
}
