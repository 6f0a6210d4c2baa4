import type { IncomingMessage } from "node:http";
import type { Accounts } from "#main/accounts/create-accounts.ts";
import type { Log } from "#main/desk/context.ts";
import { createSyncEndpoint } from "#main/sync/server/endpoint.ts";
import type { SyncServer } from "#main/sync/server/sync-server.ts";
import { contractError } from "../rpc/contract-error.ts";
import type { Mount } from "./mount.ts";

const BEARER = /^Bearer +(\S+)$/iu;

/** Where the devices of a team replicate, each with its own token. */
export function createSyncMount(server: SyncServer, accounts: Pick<Accounts, "deviceOfToken">, log: Log): Mount {
  /** Behind all proxies, as the host found it. */
  const addresses = new WeakMap<IncomingMessage, string>();
  const endpoint = createSyncEndpoint(
    server,
    async (request: IncomingMessage) => {
      const token = BEARER.exec(request.headers.authorization ?? "")?.[1];
      const address = addresses.get(request) ?? "";
      const device = token === undefined ? null : await accounts.deviceOfToken(token, address);
      if (device === null) return null;
      return "revoked" in device ? "revoked" : { userId: device.userId, tokenId: device.deviceId, address };
    },
    log,
  );
  return {
    prefix: "/sync",
    async handle(request, response, { pathname, address }) {
      addresses.set(request, address);
      if (!(await endpoint.handle(request, response, pathname)))
        throw contractError("PD_DESK_NOT_FOUND", "There is nothing at this address.", { details: { what: "address" } });
    },
    upgrade(request, socket, head, { pathname, address }) {
      addresses.set(request, address);
      endpoint.upgrade(request, socket, head, pathname).then(
        (isTaken) => isTaken || socket.destroy(),
        (error: unknown) => {
          log.error("A device's connection could not be taken.", { error });
          socket.destroy();
        },
      );
    },
    close: () => endpoint.close(),
    sockets: () => server.connections(),
  };
}
