import { randomUUID } from "node:crypto";
import type { UserId } from "#shared/model/ids.ts";
import { createHybridClock } from "#shared/rules/clock/hybrid-clock.ts";
import type { AccountsService } from "./accounts/accounts-service.ts";
import { createEvaluationCleaner } from "./automation/forget-evaluations.ts";
import { createScheduler } from "./automation/scheduler.ts";
import type { Service } from "./automation/service.ts";
import { createTimeTriggers } from "./automation/time/time-triggers.ts";
import { createWallClockTimers } from "./automation/time/wall-clock-timers.ts";
import { createShareOut } from "./automation/share-out/share-out.ts";
import { createRunWaker } from "./automation/wake-runs.ts";
import { createWaitingRuns } from "./automation/waiting-runs.ts";
import { createUnsubscribing, type Unsubscribing } from "./desk/unsubscribing.ts";
import { createIncomingWebhooks, type IncomingWebhooks } from "./automation/webhooks/incoming-webhooks.ts";
import { createRequestCleaner } from "./automation/webhooks/forget-requests.ts";
import { createWebhookSender } from "./automation/webhooks/webhook-sender.ts";
import { createDispatcher } from "./automation/dispatcher.ts";
import type { Clock, DeskContext, Log } from "./desk/context.ts";
import { OWNER_ID } from "./desk/defaults.ts";
import { ensureDesk } from "./desk/commands/start-desk.ts";
import { userOfToken } from "./desk/commands/user-tokens.ts";
import { finishHalves } from "./desk/upgrade/finish-halves.ts";
import { upgradeDocuments } from "./desk/upgrade/upgrade-documents.ts";
import { resumeBackgroundWork } from "./desk/commands/resume-background-work.ts";
import { createBackgroundWork } from "./desk/background/background-work.ts";
import { createDeskState, type DeskState } from "./desk/queries/desk-status.ts";
import { createRunningCounts } from "./desk/running-counts.ts";
import { createSetupCache } from "./desk/setup-cache.ts";
import { createFailingSteps } from "./desk/failing-steps.ts";
import { createWriteQueue } from "./desk/write-queue.ts";
import type { ImportLine } from "./mail/import/import-job.ts";
import type { Network } from "./mail/account/discover.ts";
import { systemNetwork } from "./mail/account/system-network.ts";
import type { OAuthClients } from "./mail/account/oauth/oauth.ts";
import { createMailService } from "./mail/mail-service.ts";
import { NO_PROBE, type Probe } from "./mail/probe.ts";
import { createMailReader } from "./mail/reading/mail-reader.ts";
import type { Secrets } from "./desk/secrets.ts";
import type { MailService } from "./mail/service.ts";
import { systemTimers, type Timers } from "./desk/timers.ts";
import { createReaders } from "./readers/readers.ts";
import { createRouter } from "./router/router.ts";
import type { Demo } from "./jobs/demo.ts";
import { createFileWatch } from "./jobs/file-watch.ts";
import { createJobs, type ImportRequest } from "./jobs/jobs.ts";
import { createWorkFolder, type WorkFolder } from "./jobs/work-folder.ts";
import { isStoreError } from "./store/errors.ts";
import { openStore } from "./store/store.ts";
import type { Workers } from "./threads/workers.ts";

export type { Clock, Log } from "./desk/context.ts";
export type { ImportRequest } from "./jobs/jobs.ts";
export type { ImportLine, ImportProgress } from "./mail/import/import-job.ts";

export type CoreOptions = {
  /** The desk's folder, made if it is missing. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  /** What a desk that is started as the demo is filled with; default: none can be. */
  readonly demo?: Demo;
  /** Where passwords of mailboxes are kept. */
  readonly secrets: Secrets;
  /** Default: this machine's. */
  readonly timers?: Timers;
  /** Default: this machine's. */
  readonly network?: Network;
  /** Sign-ins that this desk may offer; default none. */
  readonly oauthClients?: OAuthClients;
  readonly probe?: Probe;
  /** Called once, with the open desk; what it returns is asked at each call for the accounts of the team that the desk is of. Default: it is of none. */
  readonly createAccounts?: (context: DeskContext) => () => AccountsService | undefined;
  /** Between 0 and 1; spreads attempts so that many desks don't come back at the same moment. */
  readonly random?: () => number;
  /** For a process that opens one desk after the other: loading a thread's program takes ten times as long as opening a desk. Default: each thread's own. */
  readonly workers?: Workers;
};

export type Core = {
  /** The contract's procedures, to be served by a host. */
  readonly router: ReturnType<typeof createRouter>;
  readonly context: DeskContext;
  readonly state: DeskState;
  /** The local user: on a solo desk the one who may do everything. */
  owner(): UserId;
  /** Whose token that is; null: nobody's. */
  userOfToken(token: string): UserId | null;
  readonly mail: MailService;
  /** Calls of other programs that set workflows off (F2). */
  readonly webhooks: IncomingWebhooks;
  /** Readers of marketing mails who want no more (E4). */
  readonly unsubscribing: Unsubscribing;
  /** Room on the desk's disk for what is too large for memory while it comes. */
  readonly work: Pick<WorkFolder, "make">;
  /** Fetches and sends mail and keeps the automations' timers from now on. A program that only reads files in doesn't. */
  start(): void;
  /** The machine slept, or has a network again: what waits tries at once. */
  wake(): void;
  /** Reads mail files into the desk; each line is given when its message is safe. */
  importMail(request: ImportRequest): AsyncGenerator<ImportLine>;
  /** Finishes what is being written and closes the desk's file. */
  close(): Promise<void>;
};

const DEVICE_RECORD = "device";

/**
 * Opens a desk: store, commands, automation, mail. Listens to nothing: a host does that.
 * @throws PD_STORE_IN_USE, PD_STORE_NEWER_FILE, PD_STORE_DAMAGED, PD_STORE_READ_ONLY, PD_STORE_DISK_FULL
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { dataDir, clock, log, version, demo = null } = options;
  const store = await openStore({
    dataDir,
    workers: options.workers,
    fault: (error, what) => log.error(`The desk's store: ${what}`, { error }),
  });
  const setup = await createSetupCache(store.setup);
  try {
    const counts = await createRunningCounts(store, setup, log);
    const hybridClock = createHybridClock({ nowEpochMs: () => clock.nowEpochMs(), ...(await readDevice()) });
    const nextStamp = () => hybridClock.next();
    const waiting = await createWaitingRuns(store);
    let lastNumber = 0;
    const failing = createFailingSteps({ writes: () => store.writes(), mark: () => store.mark() });
    const queue = createWriteQueue({
      transaction: (work) => store.transaction(work),
      writes: () => store.writes(),
      mark: () => store.mark(),
      setupVersion: () => setup.version(),
      elapsedMs: () => performance.now(),
    });
    const context: DeskContext = {
      store,
      setup,
      counts,
      clock,
      log,
      queue: { ...queue, run: (work, importance) => queue.run(failing.around(work), importance) },
      failing,
      nextStamp,
      nextTicketNumber() {
        const before = lastNumber;
        lastNumber += 1;
        store.afterRollback(() => (lastNumber = Math.min(lastNumber, before)));
        return lastNumber;
      },
      background: createBackgroundWork(),
      automations: createDispatcher({ setup, store, log, clock, waiting, failing, nextStamp }),
    };
    lastNumber = await highestTicketNumber();
    const finished = await finishHalvesSafely(context);
    if (finished > 0) log.info("Finished what the version before had left in halves", { documents: finished });
    await upgradeDocuments(context);
    await ensureDesk(context);

    const state = createDeskState();
    const work = createWorkFolder(dataDir);
    await work.clear();
    const mailReader = createMailReader({ workers: options.workers });
    const { readMails } = mailReader;
    const jobs = createJobs({ context, state, work, demo, readMails });
    const mail = createMailService({
      context,
      secrets: options.secrets,
      timers: options.timers ?? systemTimers,
      random: options.random ?? Math.random,
      network: options.network ?? systemNetwork,
      oauthClients: options.oauthClients ?? {},
      probe: options.probe ?? NO_PROBE,
      readMails,
    });
    const timers = options.timers ?? systemTimers;
    const random = options.random ?? Math.random;
    const services: readonly Service[] = [
      createScheduler(
        context,
        [createRunWaker(context, waiting), ...createTimeTriggers(context, timers)],
        options.timers ?? createWallClockTimers(systemTimers, clock),
      ),
      createShareOut(context),
      createWebhookSender({ context, secrets: options.secrets, timers, random }),
      createEvaluationCleaner(context, timers),
      createRequestCleaner(context, timers),
    ];
    const fileWatch = createFileWatch({ store, state, dataDir, clock, log, timers: systemTimers });
    const readers = createReaders(dataDir, clock, options.workers);
    const accounts = options.createAccounts?.(context) ?? (() => undefined);
    const router = createRouter({
      context,
      readers,
      state,
      version,
      jobs,
      mail,
      readMails,
      secrets: options.secrets,
      accounts,
    });
    return {
      router,
      context,
      state,
      mail,
      webhooks: createIncomingWebhooks(context),
      unsubscribing: createUnsubscribing(context),
      work,
      start() {
        for (const service of [mail, ...services]) safely(service, "start");
        fileWatch.start();
        void resumeBackgroundWork(context);
      },
      wake() {
        for (const service of [mail, ...services]) safely(service, "wake");
      },
      owner: () => OWNER_ID,
      userOfToken: (token) => userOfToken(context.setup, token),
      importMail: (request) => jobs.importMail(request),
      async close() {
        await mail.close();
        await context.background.close();
        for (const service of services) await service.close();
        await jobs.close();
        await mailReader.close();
        await context.queue.idle();
        await fileWatch.close();
        await readers.close();
        waiting.close();
        counts.close();
        setup.close();
        await store.close();
      },
    };
  } catch (error) {
    setup.close();
    await store.close();
    throw error;
  }

  /** A service that something is wrong with must not keep the others, or the whole desk, from working. */
  function safely(service: Pick<Service, "start" | "wake">, what: "start" | "wake"): void {
    try {
      service[what]();
    } catch (error) {
      log.error("A part of the desk does not work; the others go on", { what, error });
    }
  }

  /** Where even that fails the desk opens with its halves as they are; the next start tries again. */
  async function finishHalvesSafely(context: DeskContext): Promise<number> {
    try {
      return await finishHalves(context);
    } catch (error) {
      if (isStoreError(error)) throw error;
      log.error("What the version before had left in halves could not be finished", { error });
      return 0;
    }
  }

  /** This device's name in stamps, and the last stamp it can have given: its clock may have been set back since. */
  async function readDevice(): Promise<{ deviceId: string; last?: string }> {
    const known = await store.local.get(DEVICE_RECORD);
    const [told] = await store.activities.find({ selector: {}, sort: [{ stamp: "desc" }, { id: "desc" }], limit: 1 });
    const last = told === undefined ? {} : { last: told.stamp };
    if (typeof known?.value === "string") return { deviceId: known.value, ...last };
    const deviceId = randomUUID().replaceAll("-", "").slice(0, 12);
    await store.local.write([
      { previous: known, next: { id: DEVICE_RECORD, value: deviceId, updatedAtEpochMs: clock.nowEpochMs() } },
    ]);
    return { deviceId, ...last };
  }

  async function highestTicketNumber(): Promise<number> {
    const [newest] = await store.tickets.find({ selector: {}, sort: [{ number: "desc" }, { id: "desc" }], limit: 1 });
    return newest?.number ?? 0;
  }
}
