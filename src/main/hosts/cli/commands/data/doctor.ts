/** `pipedesk doctor`: checks the machine and a desk, also one that can't be opened or that another program has open, and says what to do. */
import { createRouterClient } from "@orpc/server";
import type { Finding } from "#shared/contract/data.ts";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { createTell, isMessageKey } from "#shared/i18n/index.ts";
import type { Log } from "#main/desk/context.ts";
import { checkClosedDesk } from "#main/data/doctor/check-closed-desk.ts";
import { finding } from "#main/data/doctor/finding.ts";
import { secretsKeyFile } from "../../../data-dir.ts";
import type { OpenDesk } from "../../../open-core.ts";
import type { PackageInfo } from "../../../package-info.ts";
import { withDesk } from "../../desk/with-desk.ts";
import { writeLine, type ExitCode, type Terminal } from "../../terminal.ts";
import { folderOf } from "./folder.ts";

export type DoctorOptions = {
  readonly data?: string;
  readonly url?: URL;
  readonly token?: string;
  /** Mailboxes and the team's server are asked too. */
  readonly online: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
};

/** Wide enough for the level in every language. */
const LEVEL_WIDTH = 14;

/** 0 where there is no problem. */
export async function doctor(
  options: DoctorOptions,
  deps: { readonly terminal: Terminal; readonly openDesk: OpenDesk; readonly product: Pick<PackageInfo, "version"> },
): Promise<ExitCode> {
  const { terminal, product } = deps;
  const findings =
    options.url === undefined
      ? await ofFolder(options, deps)
      : await withDesk(options, deps, async ({ data }) => (await data.check({ online: options.online })).findings);
  if (options.json) await writeLine(terminal.stdout, JSON.stringify({ version: product.version, findings }));
  else for (const one of findings) await tell(one, terminal);
  const problems = findings.filter(({ level }) => level === "problem").length;
  if (!options.json) await writeLine(terminal.stdout, terminal.t("cli.doctor.done", { count: problems }));
  return problems === 0 ? 0 : 1;
}

async function ofFolder(options: DoctorOptions, deps: Parameters<typeof doctor>[1]): Promise<readonly Finding[]> {
  const { terminal, product } = deps;
  const dataDir = folderOf(options.data, terminal);
  const nowEpochMs = Date.now();
  const keyFile = secretsKeyFile(terminal.machine);
  const findings = await checkClosedDesk({
    dataDir,
    version: product.version,
    nowEpochMs,
    keyFile,
    online: options.online,
  });
  if (!options.online || findings.some(({ id }) => id === "database-none")) return findings;
  return [...findings.filter(({ area }) => area !== "mailboxes"), ...(await askMailboxes(dataDir, deps.openDesk))];
}

/** Their addresses and passwords are in the desk, which is opened for it; not where another program has it open, or it can't be opened, which is among the findings already. */
async function askMailboxes(dataDir: string, openDesk: OpenDesk): Promise<readonly Finding[]> {
  let core: Awaited<ReturnType<OpenDesk>>;
  try {
    core = await openDesk({ dataDir, log: SILENT });
  } catch (error) {
    if (errorCodeOf(error) === undefined) throw error;
    return [finding("note", "mailbox-not-asked", { count: "?" })];
  }
  try {
    const { data } = createRouterClient(core.router, { context: { userId: core.owner() } });
    return (await data.check({ online: true })).findings.filter(({ area }) => area === "mailboxes");
  } finally {
    await core.close();
  }
}

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function tell({ id, level, values }: Finding, { stdout, language, t }: Terminal): Promise<void> {
  const say = createTell(language);
  await writeLine(stdout, `${t(`data.level.${level}`).padEnd(LEVEL_WIDTH)} ${say(`data.finding.${id}`, values)}`);
  const advice = `data.advice.${id}`;
  if (level !== "ok" && isMessageKey(advice))
    await writeLine(stdout, `${" ".repeat(LEVEL_WIDTH + 1)}${say(advice, values)}`);
}
