import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { startServeHost, type ServeHost, type ServeHostOptions } from "#main/hosts/serve/start-serve-host.ts";
import { createTinyCore, type TinyCore } from "./tiny-core.ts";

export const TOKEN = "the-secret-of-the-test";
export const BEARER = { authorization: `Bearer ${TOKEN}` };

export type LogLine = { level: "info" | "warn" | "error"; message: string };
export type RunningHost = ServeHost & { core: TinyCore; log: LogLine[]; rendererDir: string };

/** Starts a host over a tiny core, with a renderer of two files; it closes when the test ends. */
export async function startHost(options: Partial<ServeHostOptions> = {}): Promise<RunningHost> {
  const rendererDir = await mkdtemp(join(tmpdir(), "pipedesk-renderer-"));
  await mkdir(join(rendererDir, "assets"));
  await writeFile(join(rendererDir, "index.html"), "<!doctype html><title>Desk</title>");
  await writeFile(join(rendererDir, "assets/index-abc123.js"), "export {};");
  await writeFile(join(rendererDir, ".secret.js"), "hidden");
  const core = createTinyCore();
  const log: LogLine[] = [];
  const line = (level: LogLine["level"]) => (message: string) => void log.push({ level, message });
  const host = await startServeHost({
    core,
    port: 0,
    token: TOKEN,
    rendererDir,
    log: { info: line("info"), warn: line("warn"), error: line("error") },
    version: "1.2.3",
    drainTimeoutMs: 60_000,
    ...options,
  });
  onTestFinished(async () => {
    core.release();
    await host.close();
    await rm(rendererDir, { recursive: true });
  });
  return { ...host, core, log, rendererDir };
}

export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer; json: unknown };
export type Ask = { method?: string; headers?: OutgoingHttpHeaders; body?: string | Uint8Array };

/** Sends a request exactly as given: unlike fetch, any Host, Origin and content type, or none. */
export function ask(port: number, path: string, { method = "GET", headers = {}, body }: Ask = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: "127.0.0.1", port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const bytes = Buffer.concat(chunks);
        const isJson = response.headers["content-type"] === "application/json";
        const json: unknown = isJson && bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bytes, json });
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** Logs in as a browser does and returns the `Cookie` header for what follows. */
export async function login(host: ServeHost): Promise<{ cookie: string }> {
  const { headers } = await ask(host.port, `/?token=${TOKEN}`);
  return { cookie: headers["set-cookie"]?.[0]?.split(";")[0] ?? "" };
}

export function jsonBody(value: unknown): Pick<Ask, "headers" | "body"> {
  return { headers: { ...BEARER, "content-type": "application/json" }, body: JSON.stringify(value) };
}
