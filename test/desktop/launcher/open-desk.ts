/**
 * Stands in for `src/main/hosts/open-desk.ts` in the app that the browser tests drive, and is the only thing in which that differs from the shipped
 * one: the window shows the desk that a test asks for, and the test may ask that desk's REST face beside the window.
 *
 * Another desk is opened the way the product itself does it when a machine joins a team.
 */
import type { Core } from "#main/core.ts";
import type { OpenDesk } from "#main/hosts/open-core.ts";
import { createOpenDesk as createRealOpenDesk, type OpenDeskDeps } from "#main/hosts/open-desk.ts";
import { startServeHost } from "#main/hosts/serve/start-serve-host.ts";

/** What the tests reach from outside, as `pipedeskDesks` among the app's globals. */
export type DeskSwitch = {
  /** Shows the desk of that folder. @returns the address of its REST face */
  open(dataDir: string, token: string): Promise<string>;
};

export function createOpenDesk(deps: OpenDeskDeps): OpenDesk<Core> {
  const openRealDesk = createRealOpenDesk(deps);
  let wanted: { readonly dataDir: string; readonly token: string } | null = null;
  let port = 0;
  let reopen: (() => void) | undefined;
  let opened = Promise.withResolvers<string>();

  const deskSwitch: DeskSwitch = {
    open: (dataDir, token) => {
      if (reopen === undefined) throw new Error("The app has opened no desk yet.");
      wanted = { dataDir, token };
      opened = Promise.withResolvers();
      reopen();
      return opened.promise;
    },
  };
  Object.assign(globalThis, { pipedeskDesks: deskSwitch });

  return async (options) => {
    try {
      const core = await openRealDesk({ ...options, dataDir: wanted?.dataDir ?? options.dataDir });
      ({ reopen } = options);
      if (wanted === null) return core;
      const { log } = options;
      const { version } = deps;
      const host = await startServeHost({ core, port, token: wanted.token, rendererDir: "", log, version });
      // A desk that is opened anew is found where it was.
      ({ port } = host);
      opened.resolve(host.origin);
      const close = async () => {
        await host.close();
        await core.close();
      };
      return { ...core, close };
    } catch (error) {
      opened.reject(error);
      throw error;
    }
  };
}
