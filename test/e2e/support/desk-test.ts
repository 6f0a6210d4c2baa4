import { expect, type Page, test as base } from "@playwright/test";
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
};

/** The interface's words in English, by their keys. */
export const t = createTranslate("en");

/** Playwright's test with a desk; fails on whatever the browser complains of. */
export const test = base.extend<Fixtures, { deskHost: DeskHost }>({
  deskHost: [
    async ({}, use) => {
      const host = startDeskHost();
      await use(host);
      await host.close();
    },
    { scope: "worker" },
  ],
  newDesk: async ({ deskHost }, use) => {
    const desk = await deskHost.open();
    await use(desk);
    await desk.close();
  },
  desk: async ({ newDesk }, use) => {
    await newDesk.rest.start("empty");
    await use(newDesk);
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
      await page.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
          console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      await use(watch);
      expect(watch.problems).toEqual([]);
      expect(watch.outside).toEqual([]);
    },
    { auto: true },
  ],
});

function watchPage(page: Page, watch: Watch): void {
  page.on("pageerror", (error) => watch.problems.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") watch.problems.push(`console: ${message.text()}`);
  });
  page.on("crash", () => watch.problems.push("the page crashed"));
}
