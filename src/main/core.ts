import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { UserId } from "#shared/model/ids.ts";
import { createHybridClock } from "#shared/rules/clock/hybrid-clock.ts";
import { settleArrived } from "./automation/arrivals/settle-arrived.ts";
import { createAccountsOfServer } from "./accounts/accounts-of-server.ts";
import type { AccountsService } from "./accounts/accounts-service.ts";
import { createEvaluationCleaner } from "./automation/forget-evaluations.ts";
import { createScheduler } from "./automation/scheduler.ts";
import type { Service } from "./automation/service.ts";
import { createTimeTriggers } from "./automation/time/time-triggers.ts";
import { createWallClockTimers } from "./automation/time/wall-clock-timers.ts";
import { createSlaRecount } from "./automation/sla/sla-recount.ts";
import { createShareOut } from "./automation/share-out/share-out.ts";
import { createRunWaker } from "./automation/wake-runs.ts";
import { createWaitingRuns } from "./automation/waiting-runs.ts";
import { createUnsubscribing, type Unsubscribing } from "./desk/unsubscribing.ts";
import { createIncomingWebhooks, type IncomingWebhooks } from "./automation/webhooks/incoming-webhooks.ts";
import { createRequestCleaner } from "./automation/webhooks/forget-requests.ts";
import { createWebhookSender } from "./automation/webhooks/webhook-sender.ts";
import { createDispatcher } from "./automation/dispatcher.ts";
import { afterRestore } from "./data/backup/after-restore.ts";
import { settleRestore } from "./data/backup/restore.ts";
import { createDataService, type DataService } from "./data/data-service.ts";
import { createErasureEcho } from "./data/erase/erasure-echo.ts";
import type { Clock, DeskContext, Log } from "./desk/context.ts";
import { OWNER_ID } from "./desk/defaults.ts";
import { ensureDesk } from "./desk/commands/start-desk.ts";
import { userOfToken } from "./desk/commands/user-tokens.ts";
import { finishHalves } from "./desk/upgrade/finish-halves.ts";
import { upgradeDocuments } from "./desk/upgrade/upgrade-documents.ts";
import { resumeBackgroundWork } from "./desk/commands/resume-background-work.ts";
import { createBackgroundWork } from "./desk/background/background-work.ts";
import { createDeskState, type DeskState } from "./desk/queries/desk-status.ts";
import { createHost } from "./desk/host/create-host.ts";
import { createHandOver, HandedOver, type HandOver } from "./desk/host/hand-over.ts";
import type { HostMode } from "./desk/host/host.ts";
import { createWhileHost } from "./desk/host/while-host.ts";
import { createNumbers } from "./desk/numbers/create-numbers.ts";
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
import { createKeptValues, type KeptValues } from "./desk/kept-values.ts";
import type { Secrets } from "./desk/secrets.ts";
import type { MailService } from "./mail/service.ts";
import { systemTimers, type Timers } from "./desk/timers.ts";
import { createReaders } from "./readers/readers.ts";
import { callAccounts } from "./router/call-accounts.ts";
import { createRouter } from "./router/router.ts";
import { createContactFiles } from "./jobs/contacts/contact-files.ts";
import type { Demo } from "./jobs/demo.ts";
import { createFileWatch } from "./jobs/file-watch.ts";
import { createJobs, type ImportRequest } from "./jobs/jobs.ts";
import { createWorkFolder, type WorkFolder } from "./jobs/work-folder.ts";
import { isStoreError } from "./store/errors.ts";
import { UNFINISHED_MOVE } from "./store/move-desk.ts";
import { processNameOf } from "./store/process-name.ts";
import { keepVersionCopy } from "./store/version-copy.ts";
import { openStore } from "./store/store.ts";
import { createPresence } from "./desk/presence.ts";
import { sharePresence } from "./desk/share-presence.ts";
import { agentFor, createOpenLink } from "./sync/client/open-link.ts";
import type { OpenLink } from "./sync/client/link.ts";
import type { BlobLink } from "./sync/files/blob-link.ts";
import { createHttpBlobLink } from "./sync/files/http-blob-link.ts";
import { MAX_FILE_CONNECTIONS } from "./sync/limits.ts";
import { createMember, type Member } from "./sync/member.ts";
import { readTeamEnded, TOKEN_SECRET, type Membership } from "./sync/membership.ts";
import { becomeOwn, localUserOf } from "./sync/place/become-own.ts";
import { createTeamPlace } from "./sync/place/team-place.ts";
import { settleMembership } from "./sync/settle-membership.ts";
import { amendRows } from "./sync/server/amend-rows.ts";
import { arrivedOf } from "./sync/arrived.ts";
import { createSyncServer, type SyncServer } from "./sync/server/sync-server.ts";
import type { Workers } from "./threads/workers.ts";

export type { Clock, Log } from "./desk/context.ts";
export type { ImportRequest } from "./jobs/jobs.ts";
export type { ImportLine, ImportProgress } from "./mail/import/import-job.ts";

export type CoreOptions = {
  /** The desk's folder, made if it is missing. */
  readonly dataDir: string;
  /** `postgres://…`: the desk lies there, and other processes may have it open too. Default: in its folder. */
  readonly databaseUrl?: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  /** What a desk that is started as the demo is filled with; default: none can be. */
  readonly demo?: Demo;
  /** Where passwords of mailboxes are kept; by way of the desk where several processes must have them. */
  readonly secrets: Secrets | ((kept: KeptValues) => Secrets);
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
  /** `server`: the desk is a team's, and devices replicate with it. Default: this machine's own, or that of the team whose membership lies in the folder. */
  readonly role?: "server";
  /** How a device of a team reaches its server; default: over the network. */
  readonly openLink?: (membership: Membership, deviceId: string, token: string) => OpenLink;
  /** How a device of a team gets and brings files; default: over the network. */
  readonly openBlobs?: (membership: Membership, deviceId: string, token: string) => BlobLink;
  /** Asks the host to close this core and open the folder again: as what, the folder says. Default: that waits for the next start. */
  readonly reopen?: () => void;
  /** For a process that has several desks open; see `StoreOptions`. */
  readonly isBare?: boolean;
  /** What the desk is in a team, whatever it was before; default: as it was. */
  readonly hostMode?: HostMode;
  /** For a process that opens one desk after the other: loading a thread's program takes ten times as long as opening a desk. Default: each thread's own. */
  readonly workers?: Workers;
};

export type Core = {
  /** The contract's procedures, to be served by a host. */
  readonly router: ReturnType<typeof createRouter>;
  readonly context: DeskContext;
  readonly state: DeskState;
  /** Of a desk that is a team's; null on all others. */
  readonly syncServer: SyncServer | null;
  /** Of a desk that belongs to a team on another machine; null on all others. */
  readonly member: Member | null;
  /** The local user: on a solo desk the one who may do everything, in a team the one who joined. */
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
  /** Joining a team, and leaving it: whose the waiting work is (H2). */
  readonly team: HandOver;
  /** Backups, exports, erasing, checks. */
  readonly data: DataService;
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
const REOPEN_DELAY_MS = 250;

const systemOpenLink: NonNullable<CoreOptions["openLink"]> = ({ serverUrl }, deviceId, token) =>
  createOpenLink({ serverUrl, token, deviceId }, { elapsedMs: () => performance.now(), env: process.env });

const systemOpenBlobs: NonNullable<CoreOptions["openBlobs"]> = ({ serverUrl }, deviceId, token) =>
  createHttpBlobLink({ serverUrl, token, deviceId, agent: agentFor(serverUrl, process.env, MAX_FILE_CONNECTIONS) });

/**
 * Opens a desk: store, commands, automation, mail. Listens to nothing: a host does that.
 * @throws PD_STORE_IN_USE, PD_STORE_NEWER_FILE, PD_STORE_DAMAGED, PD_STORE_READ_ONLY, PD_STORE_DISK_FULL
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { dataDir, databaseUrl, clock, log, version, demo = null } = options;
  const aside = await settleRestore(dataDir);
  const { membership, left } = await settleMembership(dataDir, clock.nowEpochMs());
  const replicates = membership !== null || options.role === "server";
  const store = await openStore({
    dataDir,
    databaseUrl,
    workers: options.workers,
    isBare: options.isBare,
    nextStamp: () => (replicates ? hybridClock.next() : null),
    fault: (error, what) => log.error(`The desk's store: ${what}`, { error }),
  });
  // Before anything is written to it.
  if ((await store.local.get(UNFINISHED_MOVE)) !== null) {
    await store.close();
    throw new PipedeskError("PD_STORE_FAILED", "This desk is not whole: moving it here was cut off. Move it again.");
  }
  if (databaseUrl === undefined) {
    const copy = await keepVersionCopy(store, dataDir, version);
    if (copy?.outcome === "kept") log.info("A copy of the desk was kept, as another version opens it.", { ...copy });
    if (copy?.outcome === "failed")
      log.warn("No copy of the desk could be kept before this version opened it.", { ...copy });
  }
  const secrets =
    typeof options.secrets === "function" ? options.secrets(createKeptValues(store, clock)) : options.secrets;
  const device = await readDevice().catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const hybridClock = createHybridClock({ nowEpochMs: () => clock.nowEpochMs(), ...device });
  const observeStamp = (stamp: string) => void hybridClock.observe(stamp);
  const setup = await createSetupCache(store.setup);
  try {
    const counts = await createRunningCounts(store, setup, log);
    const nextStamp = () => hybridClock.next();
    const waiting = await createWaitingRuns(store);
    const failing = createFailingSteps({ writes: () => store.writes(), mark: () => store.mark() });
    const queue = createWriteQueue({
      transaction: (work) => store.transaction(work),
      writes: () => store.writes(),
      mark: () => store.mark(),
      setupVersion: () => setup.version(),
      elapsedMs: () => performance.now(),
      pause: (pauseMs) => pause(pauseMs),
    });
    const timers = options.timers ?? systemTimers;
    const processId = randomUUID();
    const host = await createHost({
      store,
      setup,
      queue,
      clock,
      timers,
      log,
      deviceId: device.deviceId,
      processId,
      startMode: membership === null && left === null ? "solo" : "member",
      forcedMode: options.hostMode ?? options.role,
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
      host,
      numbers: createNumbers({ store, queue, clock, mode: () => host.mode() }),
      background: createBackgroundWork(),
      automations: createDispatcher({ setup, store, log, clock, waiting, failing, host, nextStamp }),
    };
    const finished = await finishHalvesSafely(context);
    if (finished > 0) log.info("Finished what the version before had left in halves", { documents: finished });
    await upgradeDocuments(context);
    const presence = createPresence(timers);
    const sharedPresence =
      options.role === "server" && databaseUrl !== undefined
        ? sharePresence({ presence, store, clock, timers, log, processId })
        : null;
    const openLink = options.openLink ?? systemOpenLink;
    const openBlobs = options.openBlobs ?? systemOpenBlobs;
    const member =
      membership === null
        ? null
        : await createMember({
            context,
            dataDir,
            membership,
            openLink: openLink(membership, device.deviceId, (await secrets.get(TOKEN_SECRET)) ?? ""),
            blobs: openBlobs(membership, device.deviceId, (await secrets.get(TOKEN_SECRET)) ?? ""),
            timers: options.timers ?? systemTimers,
            random: options.random ?? Math.random,
            elapsedMs: () => performance.now(),
            observeStamp,
            setClockBack: (epochMs) => hybridClock.setBack(epochMs),
            arrived: (rows, fresh) => settleArrived(context, arrivedOf(rows, fresh)),
            revoked: () => void place.shutOut(),
          });
    await ensureDesk(context);
    const syncServer =
      options.role === "server"
        ? await createSyncServer({
            context,
            dataDir,
            observeStamp,
            timers: options.timers ?? systemTimers,
            amend: (user, deviceId, rows) => amendRows(context, user, deviceId, rows),
            afterwards: (rows, fresh) => settleArrived(context, arrivedOf(rows, fresh)),
            presence,
            search: (input) => readers.read("search", input),
            takeOver: (handedOver) => handOver.takeOver(HandedOver.parse(handedOver)),
            accounts: (caller, name, input) => callAccounts(router, caller, name, input),
          })
        : null;

    const state = createDeskState();
    const work = createWorkFolder(dataDir);
    await work.clear();
    const mailReader = createMailReader({ workers: options.workers });
    const { readMails } = mailReader;
    const random = options.random ?? Math.random;
    const contactFiles = createContactFiles({ context, state, work });
    const jobs = createJobs({ context, state, work, demo, readMails });
    const mail = createMailService({
      context,
      secrets,
      timers,
      random,
      network: options.network ?? systemNetwork,
      oauthClients: options.oauthClients ?? {},
      probe: options.probe ?? NO_PROBE,
      readMails,
    });
    const whileHost = createWhileHost(host, log, [
      () => ({ start: () => mail.start(), wake: () => mail.wake(), close: () => mail.stop() }),
      () =>
        createScheduler(
          context,
          [createRunWaker(context, waiting), ...createTimeTriggers(context, timers)],
          options.timers ?? createWallClockTimers(systemTimers, clock),
        ),
      () => createShareOut(context),
      () => createSlaRecount(context),
      () => createWebhookSender({ context, secrets, timers, random }),
      // What it takes out goes everywhere: once is enough.
      () => createRequestCleaner(context, timers),
    ]);
    const handOver = createHandOver(context, whileHost);
    if (left !== null) await becomeOwn(context, { handOver, secrets, dataDir }, left);
    const ownerId = membership?.userId ?? (await localUserOf(context)) ?? OWNER_ID;
    // A server knows by the same mark that its devices may be further than it is.
    if (options.role !== "server") await afterRestore(context, dataDir, ownerId);
    const place = createTeamPlace({
      context,
      dataDir,
      secrets,
      handOver,
      openLink,
      agentFor: (serverUrl) => agentFor(serverUrl, process.env),
      member,
      isServer: options.role === "server",
      teamEnded: await readTeamEnded(dataDir),
      presence,
      timers,
      // Once the answer to who asked for it has gone out.
      reopen: () => void timers.after(REOPEN_DELAY_MS, () => options.reopen?.()),
    });
    const data = createDataService({
      context,
      dataDir,
      version,
      ownerId,
      aside,
      mail,
      timers,
      sync: () => place.status().sync ?? null,
      async checkDatabase(input) {
        for await (const check of readers.stream("databaseCheck", input)) return check;
        return { findings: [], newestEpochMs: null };
      },
      async checkCopy(path) {
        for await (const facts of readers.stream("copyCheck", { path })) return facts;
        throw new PipedeskError("PD_DESK_THREAD_LOST", "The thread that looks a copy through ended.");
      },
      reopen: () => void timers.after(REOPEN_DELAY_MS, () => options.reopen?.()),
    });
    const erasures = member === null ? null : createErasureEcho(context, timers);
    const services: readonly Service[] = [host, whileHost, createEvaluationCleaner(context, timers)];
    const fileWatch = createFileWatch({ store, state, dataDir, clock, log, timers: systemTimers });
    const readers = createReaders({ dataDir, databaseUrl }, clock, options.workers);
    const ofServer =
      member &&
      createAccountsOfServer(member.membership.userId, (name, input) =>
        member.link().ask({ ask: "accounts", name, input }),
      );
    const accounts = options.createAccounts?.(context) ?? (() => ofServer ?? undefined);
    const router = createRouter({
      context,
      readers,
      state,
      version,
      jobs,
      contactFiles,
      mail,
      readMails,
      secrets,
      accounts,
      place,
      presence,
      data,
      withServer: member,
    });
    return {
      router,
      syncServer,
      member,
      context,
      state,
      mail,
      webhooks: createIncomingWebhooks(context),
      unsubscribing: createUnsubscribing(context),
      team: handOver,
      data,
      work,
      start() {
        for (const service of services) safely(service, "start");
        fileWatch.start();
        data.start();
        member?.start();
        void resumeBackgroundWork(context);
      },
      wake() {
        for (const service of services) safely(service, "wake");
        member?.wake();
      },
      owner: () => ownerId,
      userOfToken: (token) => userOfToken(context.setup, token),
      importMail: (request) => jobs.importMail(request),
      async close() {
        await data.close();
        await erasures?.close();
        place.close();
        presence.close();
        await member?.close();
        syncServer?.close();
        await sharedPresence?.close();
        await whileHost.close();
        await mail.close();
        await context.background.close();
        for (const service of services) await service.close();
        await jobs.close();
        await contactFiles.close();
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
    // Each process of a desk that several have open gives stamps of its own.
    const record = databaseUrl === undefined ? DEVICE_RECORD : `${DEVICE_RECORD}-${await processNameOf(dataDir)}`;
    const known = await store.local.get(record);
    const [told] = await store.activities.find({ selector: {}, sort: [{ stamp: "desc" }, { id: "desc" }], limit: 1 });
    const last = told === undefined ? {} : { last: told.stamp };
    if (typeof known?.value === "string") return { deviceId: known.value, ...last };
    const deviceId = randomUUID().replaceAll("-", "").slice(0, 12);
    await store.local.write([
      { previous: known, next: { id: record, value: deviceId, updatedAtEpochMs: clock.nowEpochMs() } },
    ]);
    return { deviceId, ...last };
  }
}
