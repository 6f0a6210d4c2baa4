import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { generate } from "selfsigned";
import { describe, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { restoreBackup } from "#main/data/backup/restore.ts";
import { backupSourceOf } from "#main/data/backup/source.ts";
import { writeBackup } from "#main/data/backup/write-backup.ts";
import { createClientAddress } from "#main/hosts/server/client-address.ts";
import { createJsonLog } from "#main/hosts/server/json-log.ts";
import { OPERATOR_FILE, startOperatorEndpoint } from "#main/hosts/server/operator-endpoint.ts";
import { openTestDesk, SILENT } from "../../support/test-desk.ts";
import { PASSWORD, startTeam, told } from "./server-fixture.ts";

const PUBLIC = new URL("https://desk.example");

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pipedesk-server-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe("where a request comes from", () => {
  test("the Host must be the public one, the Origin too; a cookie alone changes nothing and opens no socket", async () => {
    const team = await startTeam();
    const own = team.host.publicUrl;
    const { admin: cookie } = team;
    const headersOnly = (headers: Record<string, string>) => ({
      headers: { cookie, ...headers },
      body: { name: "Night" },
    });
    const create = (headers: Record<string, string>) =>
      team.api("POST", "/teams", { method: "POST", ...headersOnly(headers) });
    expect(
      [
        await create({ host: "evil.example", origin: own }),
        await create({ origin: "https://evil.example" }),
        await create({}),
        await create({ origin: own, "sec-fetch-site": "same-site" }),
        await team.api("GET", "/account", { headers: { cookie, "sec-fetch-site": "cross-site" } }),
        await create({ origin: own }),
      ].map(told),
    ).toEqual([
      "403 PD_ACCESS_ORIGIN",
      "403 PD_ACCESS_ORIGIN",
      "403 PD_ACCESS_ORIGIN",
      "403 PD_ACCESS_ORIGIN",
      "403 PD_ACCESS_ORIGIN",
      "201",
    ]);
    // Another site must not sign a browser in as somebody else either.
    const body = { address: "ada@desk.example", password: PASSWORD };
    const foreign = { headers: { origin: own, "sec-fetch-site": "cross-site" } };
    expect(told(await team.auth("sign-in", body, foreign))).toBe("403 PD_ACCESS_ORIGIN");
  });

  test("a socket opens for a session with its Origin, and closes soon after that ended", async () => {
    const team = await startTeam({ heartbeatIntervalMs: 20 });
    const url = team.host.publicUrl.replace("http", "ws");
    const open = (headers: Record<string, string>) =>
      new Promise<WebSocket | number>((resolve) => {
        const socket = new WebSocket(`${url}/rpc`, { headers });
        socket.on("open", () => resolve(socket));
        socket.on("unexpected-response", (_request, { statusCode = 0 }) => resolve(statusCode));
        socket.on("error", () => undefined);
      });
    expect(await open({ cookie: team.admin })).toBe(403);
    expect(await open({ origin: team.host.publicUrl })).toBe(401);
    const socket = await open({ cookie: team.admin, origin: team.host.publicUrl });
    if (typeof socket === "number") throw new Error(`It was refused: ${socket}`);
    const closed = new Promise<number>((resolve) => socket.on("close", resolve));
    await team.auth("sign-out", {}, { cookie: team.admin });
    expect(await closed).toBe(1008);
  });

  test("what a proxy says counts only from addresses that were named", async () => {
    const request = (remoteAddress: string, headers: Record<string, string>) => ({
      socket: { remoteAddress },
      headers,
    });
    const direct = createClientAddress([]);
    const behind = createClientAddress(["127.0.0.1", "10.0.0.0/8", "fd00::/8"]);
    const said = { "x-forwarded-for": "1.1.1.1, 203.0.113.9:4711, 10.2.3.4", "x-forwarded-proto": "http" };
    expect([
      direct.addressOf(request("127.0.0.1", said)),
      behind.addressOf(request("::ffff:127.0.0.1", said)),
      behind.addressOf(request("fd00::5", { "x-forwarded-for": "[2001:db8::1]:80" })),
      behind.addressOf(request("203.0.113.1", said)),
      behind.addressOf(request("127.0.0.1", { "x-forwarded-for": "not an address" })),
      direct.cameSecurely(request("127.0.0.1", said)),
      behind.cameSecurely(request("127.0.0.1", said)),
      behind.cameSecurely(request("127.0.0.1", { "x-forwarded-proto": "https" })),
    ]).toEqual(["127.0.0.1", "203.0.113.9", "2001:db8::1", "203.0.113.1", "127.0.0.1", true, false, true]);
    expect(() => createClientAddress(["10.0.0.0/33"])).toThrow(/no address of a proxy/u);
    expect(() => createClientAddress(["proxy.local"])).toThrow(/no address of a proxy/u);
  });

  test("behind a proxy with the certificate the cookie is secure, and what came in the open is sent to https", async () => {
    const team = await startTeam({ publicUrl: PUBLIC, trustedProxies: ["127.0.0.1"] });
    const forwarded = { "x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "https" };
    const signedIn = await team.auth(
      "sign-in",
      { address: "ada@desk.example", password: PASSWORD },
      { headers: forwarded },
    );
    expect(signedIn.headers["set-cookie"]?.[0]).toMatch(
      /^__Host-pipedesk=pds_[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=\d+$/u,
    );
    expect(signedIn.headers["strict-transport-security"]).toContain("max-age");
    const page = { headers: { "x-forwarded-proto": "http", accept: "text/html" } };
    const moved = await team.ask("/", page);
    expect([moved.status, moved.headers.location]).toEqual([308, "https://desk.example/"]);
    expect(told(await team.api("GET", "/account", { headers: { "x-forwarded-proto": "http" } }))).toBe(
      "403 PD_ACCESS_ORIGIN",
    );
    const log = (await team.api("GET", "/audit-log?limit=1", { cookie: team.admin })).json as {
      items: { address: string }[];
    };
    expect(log.items[0]?.address).toBe("203.0.113.9");
  });
});

describe("TLS by own certificate", () => {
  test("is served, and read anew without a stop; a certificate that can't be used changes nothing", async () => {
    const folder = await temporaryFolder();
    const tls = { certFile: join(folder, "cert.pem"), keyFile: join(folder, "key.pem") };
    const write = async (name: string) => {
      const made = await generate([{ name: "commonName", value: name }]);
      await writeFile(tls.certFile, made.cert);
      await writeFile(tls.keyFile, made.private);
    };
    await write("first.example");
    const team = await startTeam({ tls });
    expect(team.host.publicUrl).toMatch(/^https:/u);
    expect(told(await team.api("GET", "/account", { cookie: team.admin }))).toBe("200");
    const name = () =>
      new Promise<unknown>((resolve, reject) => {
        const socket = connect({ port: team.host.port, host: "127.0.0.1", rejectUnauthorized: false }, () => {
          resolve(socket.getPeerCertificate().subject.CN);
          socket.end();
        });
        socket.on("error", reject);
      });
    expect(await name()).toBe("first.example");
    await write("second.example");
    await team.host.reloadTls();
    expect(await name()).toBe("second.example");
    await writeFile(tls.keyFile, "no key");
    await expect(team.host.reloadTls()).rejects.toMatchObject({ code: "PD_INPUT_INVALID" });
    expect(await name()).toBe("second.example");
  });
});

describe("operations", () => {
  test("health is told to everybody, metrics to this machine and by their token, never through a proxy without it", async () => {
    const team = await startTeam({ metricsToken: "the-token-for-metrics" });
    const other = { headers: { host: "10.0.0.7:8080" } };
    expect([(await team.ask("/healthz", other)).status, (await team.ask("/readyz", other)).status]).toEqual([200, 200]);
    const metrics = await team.ask("/metrics");
    expect(metrics.body.toString()).toContain('pipedesk_accounts{kind="users"} 1');
    const forwarded = { "x-forwarded-for": "203.0.113.9" };
    expect((await team.ask("/metrics", { headers: forwarded })).status).toBe(403);
    expect((await team.ask("/metrics", { headers: forwarded, token: "the-token-for-metrics" })).status).toBe(200);
    expect((await team.ask("/metrics", { token: "another" })).status).toBe(403);
  });

  test("a server whose database is gone is not ready", async () => {
    const team = await startTeam({ setUp: false, isReady: async () => Promise.reject(new Error("gone")) });
    expect((await team.ask("/readyz")).status).toBe(503);
    expect((await team.ask("/healthz")).status).toBe(200);
  });

  test("a log line is one JSON object and holds no secret", () => {
    const lines: string[] = [];
    const out = { write: (line: string) => lines.push(line) };
    const log = createJsonLog(out as never, { nowEpochMs: () => 0 }, { verbose: false });
    log.info("not told");
    log.warn("A link pdl_0123456789012345678901234 was\nused", { token: "abc", from: "::1", error: new Error("no") });
    expect(lines.length).toBe(1);
    expect(lines[0]?.split("\n").length).toBe(2);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      time: "1970-01-01T00:00:00.000Z",
      level: "warn",
      message: "A link … was\nused",
      token: "…",
      from: "::1",
      error: { message: "no" },
    });
  });

  test("a stop lets what is being answered end, then refuses", async () => {
    const answering = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const team = await startTeam({
      mounts: [
        {
          prefix: "/sync",
          async handle(_request, response, { pathname, address }) {
            answering.resolve();
            await release.promise;
            response.end(`${pathname} ${address}`);
          },
        },
      ],
    });
    const answer = team.ask("/sync/slow");
    await answering.promise;
    const closed = team.host.close();
    await expect(team.ask("/healthz")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    release.resolve();
    expect((await answer).body.toString()).toBe("/sync/slow 127.0.0.1");
    await closed;
  });
});

describe("backup", () => {
  const backUp = ({ core, dataDir }: Awaited<ReturnType<typeof startTeam>>, file: string) =>
    writeBackup(backupSourceOf(core.context, { dataDir, version: "0.0.0", userId: null }), file);
  const restore = (file: string, folder: string) => restoreBackup(file, folder, { nowEpochMs: 0 });

  test("is written while the desk is open and becomes a desk with all of it; what was there is put aside, and nothing is written over", async () => {
    const team = await startTeam();
    const folder = await temporaryFolder();
    const file = join(folder, "desk.tar");
    await team.core.context.store.files.put(new Uint8Array(4 * 1024 * 1024).fill(7));
    await backUp(team, file);
    expect((await stat(file)).mode & 0o077).toBe(0);
    await expect(backUp(team, file)).rejects.toMatchObject({ code: "PD_INPUT_INVALID" });
    const restored = join(folder, "restored");
    await restore(file, restored);
    const { aside } = await restore(file, restored);
    expect((await readdir(aside)).toSorted()).toEqual(["backup.json", "blobs", "desk.sqlite"]);
    await team.close();
    const desk = await openTestDesk({ dataDir: restored });
    onTestFinished(() => desk.close());
    const kept = await desk.core.context.store.accounts.find({ selector: { kind: "account" } });
    expect(kept.map((one) => one.id)).toEqual(["account_user-owner"]);
  });

  test("a file that is none, or was cut off, makes no desk", async () => {
    const team = await startTeam();
    const folder = await temporaryFolder();
    const file = join(folder, "desk.tar");
    await backUp(team, file);
    const whole = await readFile(file);
    for (const content of [Buffer.from("no archive"), whole.subarray(0, whole.length / 2), Buffer.alloc(1024)]) {
      await writeFile(file, content);
      await expect(restore(file, join(folder, "restored"))).rejects.toMatchObject({ code: "PD_BACKUP_DAMAGED" });
      expect(await readdir(join(folder, "restored"))).toEqual(["desk.lock"]);
    }
  });
});

describe("the command line's endpoint", () => {
  test("answers who has the secret of a file that is its owner's alone, and no page", async () => {
    const team = await startTeam();
    const endpoint = await startOperatorEndpoint(
      { ...team.accounts.operator, backup: async () => undefined },
      { dataDir: team.dataDir, log: SILENT },
    );
    onTestFinished(() => endpoint.close());
    const path = join(team.dataDir, OPERATOR_FILE);
    expect((await stat(path)).mode & 0o077).toBe(0);
    const { port, token } = JSON.parse(await readFile(path, "utf8")) as { port: number; token: string };
    const ask = async (name: string, headers: Record<string, string>, body: unknown = {}) => {
      const answer = await fetch(`http://127.0.0.1:${port}/${name}`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
      });
      return [answer.status, await answer.json()] as const;
    };
    const bearer = { authorization: `Bearer ${token}` };
    expect((await ask("users", {}))[0]).toBe(401);
    expect((await ask("users", { ...bearer, origin: "http://127.0.0.1" }))[0]).toBe(401);
    expect((await ask("users", bearer))[1]).toMatchObject({ result: [{ address: "ada@desk.example" }] });
    expect((await ask("unlock", bearer, { address: "nobody@desk.example" }))[0]).toBe(404);
    expect((await ask("unlock", bearer))[0]).toBe(400);
    expect((await ask("constructor", bearer))[0]).toBe(404);
  });
});
