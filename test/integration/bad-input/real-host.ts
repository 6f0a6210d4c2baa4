import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished } from "vitest";
import { startServeHost } from "#main/hosts/serve/start-serve-host.ts";
import { ErrorData } from "#shared/contract/base.ts";
import type { IngestResult } from "#shared/contract/channels.ts";
import { CONTRACT_ERROR_STATUS, ERRORS } from "#shared/errors/registry.ts";
import { INBOUND, openTestDesk, SILENT, type TestDesk } from "../../support/test-desk.ts";
import { ask, type Answer, type Ask } from "../hosts/serve-fixture.ts";

const TOKEN = "the-token-of-the-test";
export const BEARER = { authorization: `Bearer ${TOKEN}` };

export type RealHost = {
  readonly desk: TestDesk;
  readonly port: number;
  /** A request with the token, below /api/v1; `body` that is no text and no bytes is sent as JSON. */
  rest(method: string, path: string, body?: unknown): Promise<Answer>;
  /** A success, as its JSON. */
  get<Json>(path: string): Promise<Json>;
  ingest(raw: Uint8Array | string): Promise<IngestResult>;
  /** A number that stays as long as nothing is committed to the desk's file. */
  writes(): number;
};

/** The real core behind the real server. @param dataDir a desk that is there; default a new one, removed at the end. */
export async function startRealHost(dataDir?: string): Promise<RealHost> {
  const desk = await openTestDesk(dataDir === undefined ? {} : { dataDir });
  const looking = new DatabaseSync(join(desk.dataDir, "desk.sqlite"), { readOnly: true });
  const rendererDir = await mkdtemp(join(tmpdir(), "pipedesk-renderer-"));
  const host = await startServeHost({
    core: desk.core,
    port: 0,
    token: TOKEN,
    rendererDir,
    log: SILENT,
    version: "0.0.0",
  });
  onTestFinished(async () => {
    await host.close();
    looking.close();
    await desk.close();
  });
  const { port } = host;
  const rest: RealHost["rest"] = (method, path, body) => {
    const isRaw = typeof body === "string" || body instanceof Uint8Array;
    const sent: Ask = body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) };
    return ask(port, `/api/v1${path}`, { method, headers: { ...BEARER, "content-type": "application/json" }, ...sent });
  };
  return {
    desk,
    port,
    rest,
    get: async <Json>(path: string) => {
      const answer = await rest("GET", path);
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      return answer.json as Json;
    },
    ingest: async (raw) => {
      const answer = await rest("POST", `/channels/${INBOUND}/messages`, raw);
      expect([answer.status, answer.json]).toEqual([201, expect.anything()]);
      return answer.json as IngestResult;
    },
    // What another connection committed since: the desk's own reading one tells nothing of it.
    writes: () => Number(looking.prepare("PRAGMA data_version").get()?.["data_version"]),
  };
}

/** Checks that an answer is one of the contract's typed errors, whole, and returns its finer code. */
export function typedError({ status, json }: Pick<Answer, "status" | "json">): string {
  const error = json as { code?: unknown; status?: unknown; message?: unknown; data?: unknown } | undefined;
  const data = ErrorData.safeParse(error?.data);
  const code = String(data.data?.code);
  expect({ status, json }).toEqual({
    status: expect.any(Number) as unknown,
    json: {
      defined: true,
      code: Object.hasOwn(ERRORS, code) ? ERRORS[code as keyof typeof ERRORS].contract : "one of the registry",
      status,
      message: expect.stringMatching(/\S/u) as unknown,
      data: data.data,
    },
  });
  expect(Object.keys(CONTRACT_ERROR_STATUS)).toContain(error?.code);
  return `${status} ${code}`;
}
