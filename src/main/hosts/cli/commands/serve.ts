import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { PackageInfo } from "../../package-info.ts";
import { startServeHost, type ServeHost } from "../../serve/start-serve-host.ts";
import { createToken } from "../../serve/token.ts";
import { startDemo } from "../../start-demo.ts";
import { defaultDataDir } from "../../data-dir.ts";
import type { OpenDesk } from "../../open-core.ts";
import { createStderrLog } from "../../stderr-log.ts";
import { DEFAULT_PORT } from "../default-port.ts";
import { writeLine, type ExitCode, type Terminal } from "../terminal.ts";

export type ServeOptions = {
  readonly data?: string;
  /** Absent: 4810, or a free one where that is taken. */
  readonly port?: number;
  readonly token?: string;
  readonly demo: boolean;
  readonly open: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
};

/** `pipedesk serve`: the desk in a browser of this machine, until the person stops it. */
export async function serve(
  options: ServeOptions,
  { terminal, openDesk, product }: { terminal: Terminal; openDesk: OpenDesk; product: PackageInfo },
): Promise<ExitCode> {
  const { stdout, stderr, stop, t } = terminal;
  const log = createStderrLog(stderr, { verbose: options.verbose });
  const dataDir = resolve(options.data ?? defaultDataDir(terminal.machine, options.demo ? "demo" : "desk"));
  const token = options.token ?? createToken();

  const announce = async (host: ServeHost) => {
    if (options.json) {
      await writeLine(stdout, JSON.stringify({ url: host.url, port: host.port, token }));
    } else {
      await writeLine(stdout, t("cli.serving", { url: host.url }));
      await writeLine(stdout, t("cli.servingFrom", { folder: dataDir }));
    }
    if (!existsSync(join(product.rendererDir, "index.html"))) await writeLine(stderr, t("cli.unbuilt"));
    else if (options.open && !stop.aborted) await terminal.openBrowser(host.url);
  };
  let { port } = options;
  for (let isFirst = true; isFirst || !stop.aborted; isFirst = false) {
    const again = Promise.withResolvers<void>();
    const core = await openDesk({ dataDir, log, reopen: () => again.resolve() });
    try {
      core.start();
      if (options.demo && isFirst) await startDemo(core);
      const host = await listen(port, (wanted) =>
        startServeHost({
          core,
          port: wanted,
          token,
          rendererDir: product.rendererDir,
          log,
          version: product.version,
        }),
      );
      // Pages that are open find the desk where they left it.
      ({ port } = host);
      try {
        if (isFirst) await announce(host);
        await Promise.race([aborted(stop), again.promise]);
      } finally {
        await host.close();
      }
    } finally {
      await core.close();
    }
  }
  return 0;
}

/** A port that was asked for is taken or refused; the default one gives way to whatever is free. */
async function listen(port: number | undefined, start: (port: number) => Promise<ServeHost>): Promise<ServeHost> {
  if (port !== undefined) return start(port);
  try {
    return await start(DEFAULT_PORT);
  } catch (error) {
    if (error instanceof PipedeskError && error.code === "PD_HOST_PORT_IN_USE") return start(0);
    throw error;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });
}
