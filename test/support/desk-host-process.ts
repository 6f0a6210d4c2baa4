/** The process that `desk-host.ts` starts: opens and closes desks as it is told, each as `pipedesk serve` does. Ends by itself once its parent lets go of it and nothing is open. */
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { serve } from "#main/hosts/cli/commands/serve.ts";
import { createOpenDesk } from "#main/hosts/open-desk.ts";
import { packageInfo } from "#main/hosts/package-info.ts";
import { createTranslate } from "#shared/i18n/index.ts";
import { KEPT_WORKERS } from "./kept-workers.ts";

export type ToHost =
  | {
      readonly type: "open";
      readonly desk: number;
      readonly dataDir: string;
      readonly token: string;
      readonly port: number;
    }
  | { readonly type: "close"; readonly desk: number };

export type FromHost =
  | { readonly type: "opened"; readonly desk: number; readonly url: string }
  | { readonly type: "closed"; readonly desk: number }
  | { readonly type: "failed"; readonly desk: number; readonly why: string };

const product = packageInfo();
enableCompileCache(join(product.root, "node_modules", ".cache", "pipedesk"));

const stops = new Map<number, AbortController>();
const tell = (message: FromHost) => process.send?.(message);

async function run({ desk, dataDir, token, port }: Extract<ToHost, { type: "open" }>): Promise<void> {
  const stop = new AbortController();
  stops.set(desk, stop);
  const said: string[] = [];
  const stdout = new PassThrough({ encoding: "utf8" });
  stdout.once("data", (line: string) => tell({ type: "opened", desk, url: (JSON.parse(line) as { url: string }).url }));
  const stderr = new Writable({
    write(text, _encoding, done) {
      said.push(String(text));
      done();
    },
  });
  const machine = {
    platform: process.platform,
    env: { ...process.env, XDG_CONFIG_HOME: join(dataDir, "config") },
    homeDir: dataDir,
  };
  const t = createTranslate("en");
  try {
    await serve(
      { data: dataDir, port, token, demo: false, open: false, json: true, verbose: false },
      {
        terminal: { machine, stdout, stderr, t, language: "en", stop: stop.signal, openBrowser: async () => false },
        openDesk: createOpenDesk({ version: product.version, machine, workers: KEPT_WORKERS }),
        product,
      },
    );
    tell({ type: "closed", desk });
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell({ type: "failed", desk, why: [...said, why].join("\n") });
  } finally {
    stops.delete(desk);
  }
}

process.on("message", (message: ToHost) => {
  if (message.type === "open") void run(message);
  else stops.get(message.desk)?.abort();
});
