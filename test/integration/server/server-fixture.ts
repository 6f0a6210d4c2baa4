import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest, type OutgoingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createAccounts, type Accounts } from "#main/accounts/create-accounts.ts";
import { createCore, type Core } from "#main/core.ts";
import { startServerHost, type ServerHost, type ServerHostOptions } from "#main/hosts/server/start-server-host.ts";
import { createSyncMount } from "#main/hosts/server/sync-mount.ts";
import type { Permission } from "#shared/model/setup/user.ts";
import { KEPT_WORKERS } from "../../support/kept-workers.ts";
import { memorySecrets } from "../../support/memory-secrets.ts";
import { NO_NETWORK, SILENT } from "../../support/test-desk.ts";
import type { Answer } from "../hosts/serve-fixture.ts";

export const PASSWORD = "seven green elephants";

export type Ask = {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: unknown;
  /** As a browser of the server's own page sends it. */
  readonly cookie?: string;
  readonly token?: string;
};

export type Team = {
  readonly host: ServerHost;
  readonly core: Core;
  readonly accounts: Accounts;
  readonly dataDir: string;
  readonly clock: { nowEpochMs: number };
  ask(path: string, ask?: Ask): Promise<Answer>;
  /** Below `/auth`, as a browser. */
  auth(name: string, body?: unknown, more?: Ask): Promise<Answer>;
  api(method: string, path: string, ask?: Ask): Promise<Answer>;
  /** Signs in and returns the cookie. */
  signIn(address: string, password?: string): Promise<string>;
  /** Invites somebody, who accepts; returns their cookie. */
  member(address: string, permissions?: readonly Permission[]): Promise<{ cookie: string; userId: string }>;
  /** The cookie of the first super admin. */
  readonly admin: string;
  /** At the end of the test at the latest: a process holds one desk at a time. */
  close(): Promise<void>;
};

/** A server with one super admin, over real HTTP, with a clock that the test moves. */
export async function startTeam(
  options: Partial<ServerHostOptions> & { readonly setUp?: boolean; readonly databaseUrl?: string | undefined } = {},
): Promise<Team> {
  const dataDir = await mkdtemp(join(tmpdir(), "pipedesk-server-"));
  const rendererDir = await mkdtemp(join(tmpdir(), "pipedesk-renderer-"));
  await writeFile(join(rendererDir, "index.html"), "<!doctype html><title>Desk</title>");
  const clock = { nowEpochMs: Date.UTC(2026, 4, 4, 9) };
  let accounts: Accounts | undefined;
  let publicUrl = options.publicUrl?.origin ?? "";
  const core = await createCore({
    dataDir,
    databaseUrl: options.databaseUrl,
    clock: { nowEpochMs: () => clock.nowEpochMs },
    log: SILENT,
    version: "1.2.3",
    secrets: memorySecrets(),
    network: NO_NETWORK,
    workers: KEPT_WORKERS,
    role: "server",
    isBare: true,
    createAccounts: (context) => {
      const made = createAccounts(context, { publicUrl: () => publicUrl });
      accounts = made;
      return () => made.service;
    },
  });
  if (accounts === undefined) throw new Error("The core did not build its accounts.");
  const team = accounts;
  const host = await startServerHost({
    core,
    accounts: team,
    deskName: () => "Desk",
    isReady: async () => core.context.store.hasFile(),
    host: "127.0.0.1",
    port: 0,
    publicUrl: undefined,
    tls: undefined,
    trustedProxies: [],
    metricsToken: null,
    rendererDir,
    log: SILENT,
    version: "1.2.3",
    mounts: core.syncServer === null ? [] : [createSyncMount(core.syncServer, team, SILENT)],
    ...options,
  });
  publicUrl = host.publicUrl;
  let closed: Promise<void> | undefined;
  const end = async () => {
    await host.close();
    await core.close();
    await rm(dataDir, { recursive: true, force: true });
    await rm(rendererDir, { recursive: true, force: true });
  };
  const close = () => (closed ??= end());
  onTestFinished(close);

  const ask: Team["ask"] = (path, { method = "GET", headers = {}, body, cookie, token } = {}) =>
    send(host.port, path, options.tls !== undefined, {
      method,
      headers: {
        host: new URL(host.publicUrl).host,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(cookie === undefined ? {} : { cookie, origin: host.publicUrl, "sec-fetch-site": "same-origin" }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  const auth: Team["auth"] = (name, body = {}, more = {}) =>
    ask(`/auth/${name}`, {
      method: "POST",
      body,
      ...more,
      headers: { origin: host.publicUrl, "sec-fetch-site": "same-origin", ...more.headers },
    });
  const api: Team["api"] = (method, path, more = {}) => ask(`/api/v1${path}`, { method, ...more });
  const signIn: Team["signIn"] = async (address, password = PASSWORD) =>
    cookieOf(await auth("sign-in", { address, password }));

  let admin = "";
  if (options.setUp !== false) {
    const token = tokenOf(await team.operator.superAdminLink());
    admin = cookieOf(await auth("set-up", { token, name: "Ada", address: "ada@desk.example", password: PASSWORD }));
  }
  return {
    host,
    core,
    accounts: team,
    dataDir,
    clock,
    ask,
    auth,
    api,
    signIn,
    admin,
    close,
    async member(address, permissions = []) {
      const name = address.split("@")[0] ?? "";
      const invited = await api("POST", "/invitations", { cookie: admin, body: { address, name, permissions } });
      const token = tokenOf((invited.json as { link: { url: string } }).link.url);
      const accepted = await auth("invitation", { token, name, password: PASSWORD });
      return { cookie: cookieOf(accepted), userId: (accepted.json as { userId: string }).userId };
    },
  };
}

export function tokenOf(url: string): string {
  return url.split("/").at(-1) ?? "";
}

/** The `Cookie` header that a browser sends from then on. */
export function cookieOf({ headers, json }: Answer): string {
  const set = headers["set-cookie"]?.[0];
  if (set === undefined) throw new Error(`Nobody was signed in: ${JSON.stringify(json)}`);
  return set.split(";")[0] ?? "";
}

/** `status code`, or the status alone where it went well. */
export function told({ status, json }: Answer): string {
  const code = (json as { data?: { code?: string } } | undefined)?.data?.code;
  return code === undefined ? String(status) : `${status} ${code}`;
}

function send(
  port: number,
  path: string,
  isSecure: boolean,
  { method, headers, body }: { method: string; headers: OutgoingHttpHeaders; body: string | undefined },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = (isSecure ? httpsRequest : httpRequest)(
      { host: "127.0.0.1", port, path, method, headers, agent: false, rejectUnauthorized: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const bytes = Buffer.concat(chunks);
          const isJson = response.headers["content-type"] === "application/json";
          const json: unknown = isJson && bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined;
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bytes, json });
        });
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}
