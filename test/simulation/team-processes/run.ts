/** Carries a plan out on real processes, and says what is wrong in the end. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startImapServer, type TestImapServer } from "../../support/mail/imap-server.ts";
import { startSmtpSink } from "../../support/mail/smtp-sink.ts";
import { rawMail } from "../../support/raw-mail.ts";
import { startWebhookSink } from "../automation-kill/webhook-sink.ts";
import { freePort, startBalancer } from "./balancer.ts";
import { Killed, startChild, type Child } from "./child.ts";
import type { ChildState, Copied, Done, ServerTask } from "./child-messages.ts";
import { differences, findingsOf } from "./findings.ts";
import type { Interruption, Operation, Plan, Shape } from "./plan.ts";
import { joinDevice, setUpServer } from "./set-up.ts";

export type Outcome = {
  readonly findings: readonly string[];
  readonly kills: number;
  readonly sleeps: number;
  readonly operations: number;
  readonly mails: number;
  readonly calls: number;
  /** Runs that a rival's stood against, and mails of which nobody knows whether they arrived: how much of what is looked for there was. */
  readonly superseded: number;
  readonly unsure: number;
};

/** Beyond the time in which a lease is over on the fast clock. */
const SLEEP_MS = 1_300;
/** How long the team may take until it is quiet. */
const QUIET_MS = 60_000;
const LOOK_MS = 100;
const FIRST_MAILS = 3;

/** @param databaseUrl null: one server process over a file */
export async function runProcesses(plan: Plan, shape: Shape, databaseUrl: string | null): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), "pipedesk-team-processes-"));
  const imap = await startImapServer();
  const smtp = await startSmtpSink();
  const moments = createMoments();
  const webhook = await startWebhookSink(() => {
    moments.note("request");
    return "fine";
  });
  smtp.setFaults({
    refuseSender: () => {
      moments.note("mail");
      return null;
    },
  });
  const ports = await Promise.all(Array.from({ length: shape.servers }, freePort));
  const balancer = await startBalancer(ports);
  const children: Child[] = [];
  try {
    const publicUrl = `http://127.0.0.1:${balancer.port}`;
    const baseEpochMs = Date.now();
    const secretsDir = join(folder, "secrets");
    await mkdir(secretsDir);
    const servers: Child[] = [];
    for (const [index, port] of ports.entries()) {
      const dataDir = join(folder, `server-${index}`);
      await mkdir(dataDir);
      const task: ServerTask = { dataDir, databaseUrl, secretsDir, baseEpochMs, port, publicUrl };
      const server = await startChild("team-server", task);
      servers.push(server);
      children.push(server);
      if (index > 0) continue;
      await setUpServer(server, publicUrl, { imap: imap.port, smtp: smtp.port, webhook: webhook.port });
    }
    const [first] = servers;
    if (first === undefined) throw new TypeError("A team has a server.");
    for (let at = 0; at < FIRST_MAILS; at += 1) deliver(imap, `first ${at}`);
    await until(async () => (await copyOf(first)).filter(([key]) => key.startsWith("tickets/")).length >= FIRST_MAILS);
    const devices: Child[] = [];
    let userId = "";
    for (let index = 0; index < shape.devices; index += 1) {
      const joined = await joinDevice(publicUrl, folder, baseEpochMs);
      ({ userId } = joined);
      devices.push(joined.child);
      children.push(joined.child);
    }
    const team = { servers, devices, userId };
    const done = await carryOut(plan, team, moments, imap);
    const ended = await quiet(team);
    const received = [
      ...Array.from({ length: FIRST_MAILS }, (_, at) => `first ${at}`),
      ...plan.mails.map((_, at) => `late ${at}`),
    ];
    const { acknowledged, kills, sleeps, operations } = done;
    const { mails } = smtp;
    const { calls } = webhook;
    return {
      findings: typeof ended === "string" ? [ended] : findingsOf({ ...ended, acknowledged, mails, calls, received }),
      kills,
      sleeps,
      operations,
      mails: mails.length,
      calls: calls.length,
      superseded: typeof ended === "string" ? 0 : countOf(ended.server, "runs", '"endReason":"superseded"'),
      unsure: typeof ended === "string" ? 0 : countOf(ended.server, "outbox", '"state":"unsure"'),
    };
  } finally {
    for (const child of children) {
      child.wakeUp();
      await child.kill();
    }
    await balancer.close();
    await webhook.close();
    await smtp.close();
    await imap.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Team = { readonly servers: readonly Child[]; readonly devices: readonly Child[]; readonly userId: string };

function countOf(copied: Copied, collection: string, part: string): number {
  return copied.filter(([key, text]) => key.startsWith(`${collection}/`) && text.includes(part)).length;
}

function deliver(imap: TestImapServer, subject: string): void {
  const name = subject.replaceAll(" ", "-");
  const raw = rawMail({
    from: `Customer <${name}@example.com>`,
    to: "support@desk.example",
    subject,
    text: "They leak.",
    messageId: `${name}@example.com`,
  });
  imap.deliver("INBOX", raw);
}

type Moment = Interruption["at"]["moment"];

/** Counts what happens, and tells who waits for it. */
function createMoments() {
  const counts = new Map<Moment, number>();
  const waiting = new Set<{ readonly at: Interruption["at"]; readonly begin: () => void }>();
  return {
    note(moment: Moment): number {
      const count = (counts.get(moment) ?? 0) + 1;
      counts.set(moment, count);
      for (const one of waiting) {
        if (one.at.moment !== moment || one.at.count > count) continue;
        waiting.delete(one);
        one.begin();
      }
      return count;
    },
    when: (at: Interruption["at"], begin: () => void) => void waiting.add({ at, begin }),
    forget: () => waiting.clear(),
  };
}

async function carryOut(
  plan: Plan,
  team: Team,
  moments: ReturnType<typeof createMoments>,
  imap: TestImapServer,
): Promise<{ acknowledged: string[]; kills: number; sleeps: number; operations: number }> {
  const done = { acknowledged: [] as string[], kills: 0, sleeps: 0, operations: 0 };
  const interrupted: Promise<void>[] = [];
  for (const interruption of plan.interruptions)
    moments.when(interruption.at, () => {
      done[interruption.how === "kill" ? "kills" : "sleeps"] += 1;
      interrupted.push(interrupt(team, interruption));
    });
  for (const [index, at] of plan.mails.entries())
    moments.when({ moment: "operation", count: at + 1 }, () => deliver(imap, `late ${index}`));

  async function work(device: Child, operations: readonly Operation[]): Promise<void> {
    for (const operation of operations) {
      await device.start();
      const { ticketId, noteId } = await device.ask<Done>({ ask: "do", operation }).catch((error: unknown): Done => {
        if (error instanceof Killed) return {};
        throw error;
      });
      if (ticketId !== undefined) done.acknowledged.push(`tickets/${ticketId}`);
      if (noteId !== undefined) done.acknowledged.push(`messages/${noteId}`);
      done.operations = moments.note("operation");
      await pause(operation.value % 80);
    }
  }

  const lanes = await Promise.allSettled(
    team.devices.map((device, index) => work(device, plan.operations[index] ?? [])),
  );
  // What has not been reached by now belongs to mails that may still leave: from here on nothing is cut off any more.
  moments.forget();
  for (const lane of [...lanes, ...(await Promise.allSettled(interrupted))])
    if (lane.status === "rejected") throw lane.reason;
  return done;
}

async function interrupt(team: Team, { of, index, how, delayMs, downMs }: Interruption): Promise<void> {
  const child = of === "host" ? await hostOf(team) : team[of === "server" ? "servers" : "devices"][index];
  if (child === undefined) return;
  await pause(delayMs);
  if (how === "sleep") {
    child.sleep();
    await pause(SLEEP_MS + downMs);
    child.wakeUp();
    return;
  }
  await child.kill();
  await pause(downMs);
  await child.start();
}

async function hostOf({ servers }: Team): Promise<Child | undefined> {
  if (servers.length === 1) return servers[0];
  const states = servers.map(async (server) => ({ server, isHost: (await stateOf(server))?.isHost === true }));
  // One that sleeps doesn't answer.
  const host = Promise.any(
    states.map(async (state) => ((await state).isHost ? (await state).server : Promise.reject(new Error()))),
  );
  return Promise.race([host.catch(() => undefined), pause(200).then(() => servers[0])]);
}

function stateOf(child: Child): Promise<ChildState | null> {
  return child.ask<ChildState>({ ask: "state" }).catch((error: unknown) => {
    if (error instanceof Killed) return null;
    throw error;
  });
}

const copyOf = (child: Child) => child.ask<Copied>({ ask: "copy" });

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + QUIET_MS;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error("It did not come so far.");
    await pause(LOOK_MS);
  }
}

/** Everything runs again; as soon as nothing is left to do, what each holds. A text where that never comes. */
async function quiet({ servers, devices, userId }: Team): Promise<{ server: Copied; devices: Copied[] } | string> {
  const all = [...servers, ...devices];
  for (const child of all) {
    child.wakeUp();
    await child.start();
  }
  const deadline = performance.now() + QUIET_MS;
  for (;;) {
    const states = await Promise.all(all.map(stateOf));
    const [server = [], ...others] = await Promise.all(
      [servers[0], ...devices].flatMap((child) => child ?? []).map(copyOf),
    );
    const ended = { server: withoutOthers(server, userId), devices: others.map((copy) => withoutOthers(copy, userId)) };
    const apart = ended.devices.flatMap((copy, index) =>
      differences(`device ${index}`, new Map(copy), new Map(ended.server)),
    );
    const isQuiet = states.every((state) => state?.isThrough === true);
    if (isQuiet && apart.length === 0) return ended;
    if (performance.now() > deadline)
      return isQuiet
        ? apart.join("\n")
        : `The team never came to an end: ${JSON.stringify(states)}\n${apart.join("\n")}`;
    await pause(LOOK_MS);
  }
}

/** What waits for one person is on nobody else's device. */
function withoutOthers(copied: Copied, userId: string): Copied {
  return copied.filter(
    ([key, text]) => !key.startsWith("inboxItems/") || (JSON.parse(text) as { userId: string }).userId === userId,
  );
}
