/**
 * Stands in for `src/main/hosts/open-desk.ts` in the app that the browser tests drive, and is the only thing in which that differs from the shipped
 * one: the window shows the desk that a test asks for, and the test may ask that desk's REST face beside the window.
 *
 * Another desk is opened the way the product itself does it when a machine joins a team.
 */
import type { Core } from "#main/core.ts";
import type { OpenDesk } from "#main/hosts/open-core.ts";
import { createOpenDesk as createRealOpenDesk, type OpenDeskDeps } from "#main/hosts/open-desk.ts";
import { UserId } from "#shared/model/ids.ts";
import { startServeHost } from "#main/hosts/serve/start-serve-host.ts";

/** What the tests reach from outside, as `pipedeskDesks` among the app's globals. */
export type DeskSwitch = {
  /** Shows the desk of that folder. A line on stdout says when it is there, or why not. */
  open(dataDir: string, token: string): void;
  /** The page's next load is that user's; null: the owner's. */
  actAs(userId: string | null): void;
};

/** The line on stdout. */
export type SwitchedLine = { readonly dataDir: string; readonly origin?: string; readonly error?: string };

export function createOpenDesk(deps: OpenDeskDeps): OpenDesk<Core> {
  const openRealDesk = createRealOpenDesk(deps);
  let wanted: { readonly dataDir: string; readonly token: string } | null = null;
  let port = 0;
  let reopen: (() => void) | undefined;
  let caller: UserId | null = null;
  const tell = (line: SwitchedLine) => process.stdout.write(`${JSON.stringify(line)}\n`);

  const deskSwitch: DeskSwitch = {
    open: (dataDir, token) => {
      if (reopen === undefined) throw new Error("The app has opened no desk yet.");
      wanted = { dataDir, token };
      caller = null;
      reopen();
    },
    actAs: (userId) => {
      caller = userId === null ? null : UserId.parse(userId);
    },
  };
  Object.assign(globalThis, { pipedeskDesks: deskSwitch });

  return async (options) => {
    const dataDir = wanted?.dataDir ?? options.dataDir;
    try {
      const core = await openRealDesk({ ...options, dataDir });
      ({ reopen } = options);
      if (wanted === null) return core;
      const { log } = options;
      const { version } = deps;
      const host = await startServeHost({ core, port, token: wanted.token, rendererDir: "", log, version });
      // A desk that is opened anew is found where it was.
      ({ port } = host);
      tell({ dataDir, origin: host.origin });
      const close = async () => {
        await host.close();
        await core.close();
      };
      // The REST face goes by its token; the window asks for this.
      return { ...core, owner: () => caller ?? core.owner(), close };
    } catch (error) {
      tell({ dataDir, error: String(error) });
      throw error;
    }
  };
}
