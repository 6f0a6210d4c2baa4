/**
 * How the command line reaches a server that runs: it holds the desk's lock, so nobody else can open its files. A second listener, on loopback alone, takes commands from who can read the
 * secret in `server.json` in the desk's folder, which is its owner's alone. Not below the server's own address: what a proxy passes on comes from this machine too.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Operator } from "#main/accounts/operator.ts";
import type { Log } from "#main/desk/context.ts";
import { equalSecrets } from "#main/desk/equal-secrets.ts";
import { OWN_FILE_MODE } from "#main/store/own-access.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { sendError } from "../http/error-response.ts";
import { listen } from "../http/http-listener.ts";
import { readSmallJson } from "../http/rest/request-body.ts";
import { contractError } from "../rpc/contract-error.ts";
import { toContractError } from "../rpc/error-mapping.ts";
import { createToken } from "../serve/token.ts";
import { MAX_ADMIN_BODY_BYTES } from "./limits.ts";

export const OPERATOR_FILE = "server.json";
/** Where a server that runs is told what to do. */
export const OperatorFile = z.object({ port: z.number().int(), token: z.string(), pid: z.number().int() });

/** What the command line may ask for. */
export type OperatorCommands = Operator & { backup(to: string): Promise<void> };

export type OperatorEndpoint = { close(): Promise<void> };

const Address = z.object({ address: z.string().min(1).max(320) });

const LOOPBACK = "127.0.0.1";

export async function startOperatorEndpoint(
  commands: OperatorCommands,
  { dataDir, log }: { readonly dataDir: string; readonly log: Log },
): Promise<OperatorEndpoint> {
  const token = createToken();
  const run: Readonly<Record<string, (input: unknown) => Promise<unknown>>> = {
    users: () => commands.users(),
    devices: () => commands.devices(),
    "super-admin-link": () => commands.superAdminLink(),
    "reset-link": (input) => commands.resetLink(Address.parse(input).address),
    "remove-totp": (input) => commands.removeTotp(Address.parse(input).address),
    unlock: (input) => commands.unlock(Address.parse(input).address),
    "revoke-device": (input) => commands.revokeDevice(z.object({ id: z.string() }).parse(input).id),
    "sign-out-all": () => commands.signOutAll(),
    backup: (input) => commands.backup(z.object({ to: z.string().min(1) }).parse(input).to),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const given = /^Bearer +(\S+)$/u.exec(request.headers.authorization ?? "")?.[1] ?? "";
      // A page in a browser of this machine can't know the secret; it isn't even asked what it wants.
      if (!equalSecrets(given, token) || request.headers.origin !== undefined)
        throw contractError("PD_ACCESS_TOKEN", "The token is missing or wrong.");
      const name = (request.url ?? "").slice(1);
      const command = Object.hasOwn(run, name) && request.method === "POST" ? run[name] : undefined;
      if (command === undefined) throw contractError("PD_DESK_NOT_FOUND", "There is no such command.");
      const result = (await command(await readSmallJson(request, MAX_ADMIN_BODY_BYTES))) ?? null;
      response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ result }));
    } catch (error) {
      const isInput = error instanceof z.ZodError;
      const told = isInput ? new PipedeskError("PD_INPUT_INVALID", "The command's input is not valid.") : error;
      sendError(response, toContractError(told, log, "command line"));
    }
  }

  const server = createServer((request, response) => void answer(request, response));
  const port = await listen(server, LOOPBACK, 0);
  const path = join(dataDir, OPERATOR_FILE);
  // Made anew, so that its mode is this one.
  await rm(path, { force: true });
  const content: z.infer<typeof OperatorFile> = { port, token, pid: process.pid };
  await writeFile(path, `${JSON.stringify(content)}\n`, { mode: OWN_FILE_MODE, flag: "wx" });
  return {
    async close() {
      await rm(path, { force: true });
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
