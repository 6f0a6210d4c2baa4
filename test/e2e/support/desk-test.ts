import { readFile } from "node:fs/promises";
import { expect, type Page, test as base } from "@playwright/test";
import { createWindowHost, type WindowHost } from "../../desktop/launcher/window-host.ts";
import { type DeskHost, startDeskHost } from "../../support/desk-host.ts";
import type { TestDesk } from "../../support/desk-process.ts";
import { createTranslate } from "../../../src/shared/i18n/index.ts";

/** What the browser reported, and what it would have fetched from elsewhere. */
export type Watch = {
  /** Errors of scripts, error lines of the console, violations of the page's policy. */
  readonly problems: string[];
  /** Addresses outside of the desk that were asked for. */
  readonly outside: string[];
};

type Fixtures = {
  /** A desk that was never started: the first-start screen is due. */
  newDesk: TestDesk;
  /** An empty desk: one pipeline, no ticket. */
  desk: TestDesk;
  watch: Watch;
  /** What the person saves as a file by doing that. */
  saved: (act: () => Promise<unknown>) => Promise<string>;
};

/** The interface's words in English, by their keys. */
export const t = createTranslate("en");

/** Who shows the desks: a browser that `serve` answers, or the app's own window in a real Electron. */
const IN_WINDOW = process.env["PIPEDESK_E2E_IN"] === "electron";

const withDesk = base.extend<Fixtures, { deskHost: DeskHost & Partial<WindowHost> }>({
  deskHost: [
    async ({}, use) => {
      const host = IN_WINDOW ? createWindowHost() : startDeskHost();
      await use(host);
      await host.close();
    },
    { scope: "worker" },
  ],
  newDesk: async ({ deskHost, locale }, use, info) => {
    if (deskHost.obstacle !== null) info.skip(true, deskHost.obstacle);
    const desk = await deskHost.open({ locale });
    await use(desk);
    await desk.close();
  },
  desk: async ({ newDesk }, use) => {
    await newDesk.rest.start("empty");
    await use(newDesk);
  },
  saved: async ({ page }, use) => {
    await use(async (act) => {
      const [download] = await Promise.all([page.waitForEvent("download"), act()]);
      return readFile(await download.path(), "utf8");
    });
  },
  watch: [
    async ({ page, context, newDesk }, use) => {
      const watch: Watch = { problems: [], outside: [] };
      // Looked at, not intercepted: interception asks the test about each file of the page and keeps none.
      context.on("request", (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol.startsWith("http") && origin !== newDesk.origin) watch.outside.push(request.url());
      });
      watchPage(page, watch);
      const script = await page.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
          console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      await use(watch);
      // The next test may get the same page.
      await script.dispose();
      expect(watch.problems).toEqual([]);
      expect(watch.outside).toEqual([]);
    },
    { auto: true },
  ],
});

/** Playwright's test with a desk; fails on whatever the page complains of. */
export const test = IN_WINDOW
  ? withDesk.extend({
      saved: async ({ newDesk, deskHost }, use) => {
        void newDesk;
        if (deskHost.saved === undefined) throw new Error("The app has no window.");
        await use(deskHost.saved);
      },
      context: async ({ page }, use) => use(page.context()),
      page: async ({ newDesk, deskHost }, use, info) => {
        // Opened first: the window shows it.
        void newDesk;
        const page = deskHost.page?.();
        if (page === undefined) throw new Error("The app has no window.");
        await use(page);
        if (info.status !== info.expectedStatus) {
          await page.screenshot({ path: info.outputPath("window.png") });
          await info.attach("said by the app", { body: deskHost.said?.() ?? "", contentType: "text/plain" });
        }
        page.removeAllListeners();
      },
    })
  : withDesk;

function watchPage(page: Page, watch: Watch): void {
  page.on("pageerror", (error) => watch.problems.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") watch.problems.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on("crash", () => watch.problems.push("the page crashed"));
}
