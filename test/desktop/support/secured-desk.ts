/** A desk with mails of strangers in it, in the running app: one start for all tests of a file. */
import { chownSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test as base } from "@playwright/test";
import { startDesk } from "../../support/desk-process.ts";
import { createHome, startApp, type Home, type RunningApp } from "./desk-app.ts";
import { openDisplay, type Display } from "./display.ts";
import type { OrdinaryUser } from "./ordinary-user.ts";
import { setUpProgram, type Program } from "./program.ts";
import { placeSystemPrograms, type SystemPrograms } from "./system-programs.ts";
import { MAILS, type MailName } from "./strangers-mails.ts";

/** What became of requests that lead out of the app. */
export type Outside = {
  /** They were sent, as far as the app is concerned. */
  readonly sent: readonly string[];
  /** The app's own guard stopped them, behind every policy of the page. */
  readonly stopped: readonly string[];
};

export type SecuredDesk = {
  readonly app: RunningApp;
  readonly program: Program;
  readonly display: Display;
  readonly home: Home;
  readonly system: SystemPrograms;
  readonly tickets: Readonly<Record<MailName, string>>;
  readonly messages: Readonly<Record<MailName, string>>;
  /** Since it was asked last. */
  outside(): Promise<Outside>;
  /** Ends the app and starts the same desk again. */
  restart(program?: Pick<Program, "executable" | "args">, env?: Readonly<Record<string, string>>): Promise<RunningApp>;
};

/** Subject of a ticket that the first screen shows. */
const SHOWN = "Where is my parcel?";

type Fixtures = { readonly desk: SecuredDesk };
type WorkerFixtures = { readonly securedDesk: SecuredDesk | { readonly obstacle: string } };

export const test = base.extend<Fixtures, WorkerFixtures>({
  securedDesk: [
    async ({}, use) => {
      const program = await setUpProgram();
      if ("obstacle" in program) {
        await use(program);
        return;
      }
      const display = await openDisplay();
      const home = createHome(program.user);
      const system = placeSystemPrograms(home, program);
      const { tickets, messages } = await receiveMails(home, program.user);
      let app = await start(program);
      async function start(how: Pick<Program, "executable" | "args">, env: Readonly<Record<string, string>> = {}) {
        const started = await startApp({ ...program, ...how } as Program, display, home, [], env);
        await watchRequests(started);
        await expect(started.page.getByRole("link", { name: SHOWN }).first()).toBeVisible();
        return started;
      }
      try {
        await use({
          get app() {
            return app;
          },
          program,
          display,
          home,
          system,
          tickets,
          messages,
          outside: () => takeOutside(app),
          restart: async (how = program, env = {}) => {
            await app.quit();
            app = await start(how, env);
            return app;
          },
        });
        await app.quit();
      } finally {
        await display.close();
        home.remove();
        program.remove();
      }
    },
    { scope: "worker", timeout: 120_000 },
  ],
  desk: async ({ securedDesk }, use) => {
    test.skip("obstacle" in securedDesk, "obstacle" in securedDesk ? securedDesk.obstacle : "");
    if ("obstacle" in securedDesk) return;
    await use(securedDesk);
  },
});

/** Made by another host over the same folder, then handed to the app's user. */
async function receiveMails(home: Home, user: OrdinaryUser | null): Promise<Pick<SecuredDesk, "tickets" | "messages">> {
  mkdirSync(home.dataDir, { mode: 0o700 });
  const desk = await startDesk({ dataDir: home.dataDir });
  const tickets: Partial<Record<MailName, string>> = {};
  const messages: Partial<Record<MailName, string>> = {};
  try {
    await desk.rest.start("empty");
    const channel = (await desk.rest.channels()).find(({ channelKind }) => channelKind === "email");
    if (channel === undefined) throw new Error("The desk has no e-mail channel.");
    for (const name of Object.keys(MAILS) as MailName[]) {
      const { ticketId, messageId, reason } = await desk.rest.ingest(channel.id, MAILS[name]);
      if (ticketId === null || messageId === null) throw new Error(`The mail ${name} made no ticket: ${reason}`);
      tickets[name] = ticketId;
      messages[name] = messageId;
    }
  } finally {
    await desk.close();
  }
  if (user !== null) giveTree(home.dataDir, user);
  return { tickets, messages } as Pick<SecuredDesk, "tickets" | "messages">;
}

function giveTree(folder: string, { uid, gid }: OrdinaryUser): void {
  chownSync(folder, uid, gid);
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    chownSync(join(folder, path), uid, gid);
}

/** Looked at behind the app's own guard: what comes by here is about to leave. */
async function watchRequests({ electron }: RunningApp): Promise<void> {
  await electron.evaluate(({ session }) => {
    const sent: string[] = [];
    const stopped: string[] = [];
    Object.assign(globalThis, { sent, stopped });
    const { webRequest } = session.defaultSession;
    const urls = ["http://*/*", "https://*/*", "ws://*/*", "wss://*/*", "file://*/*"];
    webRequest.onBeforeSendHeaders({ urls }, ({ url }, answer) => {
      sent.push(url);
      answer({ cancel: true });
    });
    webRequest.onErrorOccurred({ urls }, ({ url, error }) => {
      if (error === "net::ERR_BLOCKED_BY_CLIENT" && !sent.includes(url)) stopped.push(url);
    });
  });
}

async function takeOutside({ electron }: RunningApp): Promise<Outside> {
  return electron.evaluate(() => {
    const { sent, stopped } = globalThis as unknown as { sent: string[]; stopped: string[] };
    return { sent: sent.splice(0), stopped: stopped.splice(0) };
  });
}
