import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";

const SOURCE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Mails come from elsewhere, in frames of their own; what they look like is not the interface's. */
const OPTIONS = { resultTypes: ["violations"], iframes: false } as const satisfies RunOptions;
/** All that another colour scheme can change. */
const COLOURS = { ...OPTIONS, runOnly: ["color-contrast", "link-in-text-block"] } as const satisfies RunOptions;

/** What axe finds wrong with the screen that is shown, in light and in dark, one line an element. */
export async function axeFaults(page: Page): Promise<string[]> {
  const light = await violations(page, OPTIONS);
  await page.emulateMedia({ colorScheme: "dark" });
  try {
    await page.locator("html[data-mantine-color-scheme=dark]").waitFor();
    return [...light, ...(await violations(page, COLOURS)).map((fault) => `dark: ${fault}`)];
  } finally {
    await page.emulateMedia({ colorScheme: "light" });
    await page.locator("html[data-mantine-color-scheme=light]").waitFor();
  }
}

/** The same of a page that is no part of the interface, in the colours that it has. */
export function axeFaultsAsShown(page: Page): Promise<string[]> {
  return violations(page, OPTIONS);
}

async function violations(page: Page, options: RunOptions): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(SOURCE);
  // What is half faded in or out is told in colours that nobody reads.
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    // What has faded out is taken away a moment later.
    for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
  const results = await page.evaluate(
    (given) =>
      (globalThis as unknown as { axe: { run(of: Document, how: RunOptions): Promise<AxeResults> } }).axe.run(
        document,
        given,
      ),
    options,
  );
  return results.violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(({ html }) => `${impact ?? "?"} ${id}: ${help}: ${html.slice(0, 160)}`),
  );
}
