import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { HOST_RECORD_ID, SERVER_HOST_ID, type HostRecord } from "#shared/model/setup/host-record.ts";
import type { Actor, DeskContext } from "../context.ts";
import { requireAutomationAccess } from "./command.ts";

/**
 * Makes this machine the team's host while the server is gone: it fetches, sends and keeps the timers from now on, also when the server is back, until it is handed back. The server learns
 * of it by replication and stays quiet; until then both may act, so it must be gone.
 * @throws PD_ACCESS_PERMISSION (A3), PD_HOST_SOLO, PD_HOST_ALREADY, PD_HOST_SERVER_THERE
 * @rule H2
 */
export async function promoteToHost(context: DeskContext, actor: Actor): Promise<void> {
  requireAutomationAccess(actor);
  const { host } = context;
  if (host.mode() === "solo") throw new PipedeskError("PD_HOST_SOLO", "The desk is in no team.");
  if (host.isAtHost()) throw new PipedeskError("PD_HOST_ALREADY", "This machine is the host already.");
  // On the server it takes back what a machine was given, whether or not that one is there: that one learns of it.
  if (host.mode() === "member" && host.isServerThere())
    throw new PipedeskError("PD_HOST_SERVER_THERE", "The team's server answers.");
  await name(context, host.mode() === "server" ? SERVER_HOST_ID : host.deviceId);
}

/**
 * Gives the work back to the team's server, from whichever machine.
 * @throws PD_ACCESS_PERMISSION (A3), PD_HOST_SOLO, PD_HOST_ALREADY where the server is the host
 * @rule H2
 */
export async function handBackToServer(context: DeskContext, actor: Actor): Promise<void> {
  requireAutomationAccess(actor);
  if (context.host.mode() === "solo") throw new PipedeskError("PD_HOST_SOLO", "The desk is in no team.");
  const known = context.setup.find("host-record", HOST_RECORD_ID);
  if ((known?.hostId ?? SERVER_HOST_ID) === SERVER_HOST_ID)
    throw new PipedeskError("PD_HOST_ALREADY", "The team's server is the host already.");
  await name(context, SERVER_HOST_ID);
}

async function name({ queue, store, clock }: DeskContext, hostId: string): Promise<void> {
  await queue.run(async () => {
    const previous =
      (await store.setup.find({ selector: { id: HOST_RECORD_ID } })).find(({ kind }) => kind === "host-record") ?? null;
    const before = previous?.kind === "host-record" ? previous.fence : 0;
    const next: HostRecord = {
      id: HOST_RECORD_ID,
      kind: "host-record",
      hostId,
      fence: before + 1,
      atEpochMs: clock.nowEpochMs(),
      stamps: {},
    };
    await store.setup.write([{ previous, next }]);
  });
}
