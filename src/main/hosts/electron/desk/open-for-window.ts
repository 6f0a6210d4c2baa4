import type { Log } from "#main/desk/context.ts";
import type { OpenCore, OpenDesk } from "../../open-core.ts";
import { startDemo } from "../../start-demo.ts";

export type OpenForWindowOptions = {
  readonly openDesk: OpenDesk;
  readonly dataDir: string;
  readonly demo: boolean;
  readonly log: Log;
  /** Called when the desk is to be closed and opened again. */
  readonly reopen: () => void;
};

/** Opens the desk and starts what it does by itself; one that can't be started is closed again. */
export async function openForWindow({ openDesk, dataDir, demo, log, reopen }: OpenForWindowOptions): Promise<OpenCore> {
  const core = await openDesk({ dataDir, log, reopen });
  try {
    core.start();
    if (demo) await startDemo(core);
    return core;
  } catch (error) {
    await core.close();
    throw error;
  }
}
