/** What another program's author does first: a client made of the document by a public generator, compiled strictly, and used. */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { createOpenApiDocument } from "#main/hosts/http/rest/openapi-document.ts";
import { BEARER, startHost } from "./serve-fixture.ts";
import { TICKET } from "./tiny-core.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
/** Compiling and generating are processes of their own. */
const PATIENCE_MS = 120_000;

type Client = {
  readonly defaults: { baseUrl: string; headers: Record<string, string> };
  ticketsGet(id: string): Promise<{ readonly status: number; readonly data: unknown }>;
};

function run(script: string, ...given: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "node_modules", script), ...given], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return status === 0 ? "" : `${script} ended with ${status}: ${stdout}${stderr}`;
}

test(
  "a client is generated from the document, compiles under strict rules, and speaks with the desk",
  async () => {
    // Inside the project, so that the client finds the generator's runtime.
    await mkdir(join(ROOT, "node_modules/.cache"), { recursive: true });
    const folder = await mkdtemp(join(ROOT, "node_modules/.cache/openapi-client-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const [document, client, project] = ["openapi.json", "client.ts", "tsconfig.json"].map((name) =>
      join(folder, name),
    );
    if (!document || !client || !project) throw new TypeError("There are three.");
    await writeFile(document, await createOpenApiDocument("1.2.3"));
    expect(run("oazapfts/dist/cli.js", document, client)).toBe("");
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: "es2023",
      lib: ["es2023", "dom", "dom.iterable"],
      module: "esnext",
      moduleResolution: "bundler",
      types: [],
    };
    await writeFile(project, JSON.stringify({ compilerOptions, files: [client] }));
    expect(run("typescript/bin/tsc", "-p", project)).toBe("");

    const { origin } = await startHost();
    const made = (await import(pathToFileURL(client).href)) as Client;
    Object.assign(made.defaults, { baseUrl: `${origin}/api/v1`, headers: BEARER });
    expect(await made.ticketsGet(TICKET.id)).toMatchObject({ status: 200, data: { id: TICKET.id } });
    expect(await made.ticketsGet("unknown")).toMatchObject({ status: 404, data: { code: "NOT_FOUND" } });
  },
  PATIENCE_MS,
);
