import type { Core } from "#main/core.ts";
import { createHost } from "#main/desk/host/create-host.ts";
import type { Host, HostMode } from "#main/desk/host/host.ts";
import type { Clock } from "#main/desk/context.ts";
import type { VirtualTime } from "./mail/virtual-time.ts";
import { SILENT } from "./test-desk.ts";

/** Another process over the desk's database, as far as being the host goes. @param clock its own; default: that of the time */
export function hostOn(
  { context }: Pick<Core, "context">,
  time: VirtualTime,
  processId: string,
  { mode = "server", clock = time.clock }: { mode?: HostMode; clock?: Clock } = {},
): Promise<Host> {
  const { store, setup, queue, host } = context;
  const { timers } = time;
  return createHost({
    store,
    setup,
    queue,
    clock,
    timers,
    log: SILENT,
    deviceId: host.deviceId,
    processId,
    startMode: mode,
    forcedMode: mode,
  });
}
