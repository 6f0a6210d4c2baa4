import type { Page } from "@playwright/test";
import type { PictureDesk } from "./demo-desk.ts";
import { BUILT_IN_MAIL_TEMPLATE_IDS } from "#shared/automation/built-in-mail-templates.ts";
import { createTranslate, type Language, type Translate } from "#shared/i18n/index.ts";
import { PipelineId } from "#shared/model/ids.ts";
import { fillOutbox } from "./outbox-states.ts";
import { fillCards } from "./status-cards.ts";
import { workflowWithRuns } from "./workflow-runs.ts";

/** One picture of the docs; it is taken in each language and in light and dark. */
export type Picture = {
  readonly name: string;
  readonly desk: "new" | "demo";
  /** Hash route. */
  readonly path: (desk: PictureDesk) => Promise<string>;
  readonly viewport: { readonly width: number; readonly height: number };
  /** What must be seen before the picture is taken. */
  readonly sign: string;
  /** What is done on the page first. */
  readonly prepare?: (page: Page) => Promise<void>;
};

const SCREEN = { width: 1280, height: 800 };
/** Room for the four columns of a pipeline. */
const WIDE = { width: 1600, height: 900 };

export const PICTURES: readonly Picture[] = [
  { name: "welcome", desk: "new", path: async () => "#/welcome", viewport: SCREEN, sign: "main h1" },
  {
    name: "first-steps",
    desk: "new",
    path: async ({ client }) => {
      await client.desk.start({ as: "empty" });
      return "#/settings/channels/new";
    },
    viewport: { width: 1280, height: 820 },
    sign: "section ol",
    prepare: async (page) => {
      const t = await translateOf(page);
      await page.getByRole("button", { name: t("mailbox.needs.title") }).click();
      await page.mouse.move(0, 0);
    },
  },
  {
    name: "board",
    desk: "demo",
    path: boardPath,
    viewport: WIDE,
    sign: "[data-ticket-card]",
    // How many are late is counted once the board stands.
    prepare: (page) => page.locator("main section [role=img]:not([data-ticket-card] *)").first().waitFor(),
  },
  {
    name: "ticket",
    desk: "demo",
    path: ticketPath,
    viewport: { width: 1280, height: 900 },
    sign: "[role=feed] article",
    prepare: async (page) => {
      await page.locator("[role=feed]").evaluate((feed) => feed.parentElement?.scrollTo(0, feed.scrollHeight));
    },
  },
  { name: "search", desk: "demo", path: async () => "#/search?q=warranty%20zip", viewport: SCREEN, sign: "main mark" },
  { name: "inbox", desk: "demo", path: inboxPath, viewport: SCREEN, sign: "main h1" },
  { name: "settings-configure", desk: "demo", path: settingsPath("configure"), viewport: SCREEN, sign: "main ol li" },
  {
    name: "settings-rules",
    desk: "demo",
    path: settingsPath("rules"),
    viewport: { width: 1280, height: 1000 },
    sign: "main [role=switch]",
  },
  {
    name: "settings-data",
    desk: "demo",
    path: async () => "#/settings/data",
    viewport: { width: 1280, height: 1000 },
    sign: "main form",
    // The same as on any machine: what is fine is folded away.
    prepare: async (page) => {
      await page.locator("main section").first().getByRole("button").click();
      await page.locator("main details").waitFor();
      await page.locator("main form").nth(3).waitFor();
      // Whose machine it was taken on is nobody's business.
      for (const field of await page.locator("main form input[autocomplete=off]").all())
        if ((await field.inputValue()) !== "") await field.fill("/home/ann/Pipedesk/");
      await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    },
  },
  { name: "settings-team", desk: "demo", path: async () => "#/settings/team", viewport: SCREEN, sign: "main form" },
  {
    name: "settings-automate",
    desk: "demo",
    path: settingsPath("automate"),
    viewport: { width: 1280, height: 1240 },
    sign: "main [role=switch]",
  },
  {
    name: "status-cards",
    desk: "demo",
    path: cardsPath,
    viewport: { width: 1280, height: 900 },
    sign: "[data-box]",
    // The other section is folded away.
    prepare: async (page) => {
      await page.locator("main [aria-expanded=true][id*=control]").first().click();
      await page.locator("[data-box=received]").scrollIntoViewIfNeeded();
      await page.mouse.move(0, 0);
    },
  },
  {
    name: "status-card-action",
    desk: "demo",
    path: settingsPath("automate"),
    viewport: { width: 1280, height: 1000 },
    sign: "[data-box]",
    prepare: async (page) => {
      await page.locator("main [aria-expanded=true][id*=control]").first().click();
      await page.locator("[data-box=received]").click();
      await page.locator("aside section:not([data-comments]) article").waitFor();
      await page.locator("aside [data-comments] article").waitFor();
      await page.mouse.move(700, 20);
    },
  },
  {
    name: "channel",
    desk: "demo",
    path: async () => "#/settings/channels/new",
    viewport: { width: 1280, height: 900 },
    sign: "main form input[type=email]",
    // A provider of the table, so that nothing is asked of the network.
    prepare: async (page) => {
      const fields = page.locator("main form input");
      await fields.nth(0).fill("Acme Support");
      await fields.nth(1).fill("support@fastmail.com");
      await fields.nth(2).fill("correct horse battery");
      await page.locator("main form button[type=submit]").click();
      await page.locator("main [role=alert]").first().waitFor();
      // Nothing is under the pointer.
      await page.mouse.move(0, 0);
    },
  },
  {
    name: "workflow",
    desk: "demo",
    path: workflowPath,
    viewport: { width: 1440, height: 900 },
    sign: ".react-flow__node",
    prepare: async (page) => {
      // A step is chosen, so that its form is in the picture.
      await page.locator(".react-flow__node").nth(2).click();
    },
  },
  {
    name: "mail-template",
    desk: "demo",
    path: async () => `#/settings/templates/${BUILT_IN_MAIL_TEMPLATE_IDS["ticket-received"]}`,
    viewport: { width: 1280, height: 860 },
    sign: "main iframe",
  },
  {
    name: "workflow-publish",
    desk: "demo",
    path: async (desk) => `#/workflows/${(await workflowWithRuns(desk)).workflowId}`,
    viewport: { width: 1280, height: 860 },
    sign: ".react-flow__node",
    prepare: async (page) => {
      const t = await translateOf(page);
      // Nothing is behind it, so nothing is asked; the draft is kept for the next picture of it.
      const note = page.locator("[data-box=note]");
      if ((await note.count()) > 0) await note.press("Delete");
      await page.getByRole("button", { name: t("workflows.publish"), exact: true }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByText(t("workflows.publish.canvas"), { exact: true }).click();
      await dialog.getByRole("button", { name: t("workflows.would.ask", { days: 90 }) }).click();
      await dialog.getByRole("progressbar").first().waitFor({ state: "detached" });
      await page.mouse.move(0, 0);
    },
  },
  {
    name: "workflow-test",
    desk: "demo",
    path: async (desk) => `#/workflows/${(await workflowWithRuns(desk)).workflowId}?look=test`,
    viewport: { width: 1440, height: 900 },
    sign: ".react-flow__node",
  },
  {
    name: "workflow-history",
    desk: "demo",
    path: async (desk) => {
      const { workflowId, waitingRunId } = await workflowWithRuns(desk);
      return `#/workflows/${workflowId}?run=${waitingRunId}`;
    },
    viewport: { width: 1440, height: 900 },
    sign: ".react-flow__node",
  },
  {
    name: "attention",
    desk: "demo",
    path: async (desk) => {
      await workflowWithRuns(desk);
      return "#/workflows/attention";
    },
    viewport: SCREEN,
    sign: "main ol > li, main ul > li",
  },
  {
    name: "why-not",
    desk: "demo",
    path: async (desk) => {
      await workflowWithRuns(desk);
      const pipelineId = PipelineId.parse(await firstPipelineId(desk));
      const { items } = await desk.client.tickets.list({ pipelineId, limit: 200 });
      const outside = items.find(({ tags }) => !tags.includes("en") && !tags.includes("it"));
      if (outside === undefined) throw new Error("Every ticket of the demo desk is in the workflow of the picture.");
      return `#/ticket/${outside.id}`;
    },
    viewport: { width: 1280, height: 900 },
    sign: "[role=feed] article",
    prepare: async (page) => {
      const t = await translateOf(page);
      await page.getByRole("button", { name: t("whyNot.ask") }).click();
      await page.getByRole("dialog").getByRole("combobox").first().fill("Urgent first");
      await page.getByRole("option", { name: "Urgent first" }).click();
      await page.getByRole("dialog").getByRole("listitem").first().waitFor();
    },
  },
  // The last one: its mails are on the desk from then on.
  { name: "outbox", desk: "demo", path: outboxPath, viewport: { width: 1280, height: 900 }, sign: "main li" },
];

async function firstPipelineId({ client }: Pick<PictureDesk, "client">): Promise<string> {
  const [pipeline] = (await client.pipelines.list()).items;
  if (pipeline === undefined) throw new Error("The demo desk has no pipeline.");
  return pipeline.id;
}

async function boardPath(desk: PictureDesk): Promise<string> {
  return `#/board/${await firstPipelineId(desk)}`;
}

function settingsPath(tab: string) {
  return async (desk: PictureDesk) => `#/settings/pipelines/${await firstPipelineId(desk)}/${tab}`;
}

async function cardsPath(desk: PictureDesk): Promise<string> {
  await fillCards(desk);
  return settingsPath("automate")(desk);
}

/** A long English conversation, reopened by a reply, so that automations and their causes are in the picture. */
async function ticketPath({ client }: PictureDesk): Promise<string> {
  const { items } = await client.tickets.list({ limit: 200 });
  for (const card of items) {
    if (card.messageCount < 4 || !card.tags.includes("en")) continue;
    const { id, wasReopened } = await client.tickets.get({ id: card.id });
    if (wasReopened) return `#/ticket/${id}`;
  }
  throw new Error("No ticket of the demo desk fits the picture.");
}

async function inboxPath({ client }: PictureDesk): Promise<string> {
  const [conversation] = (await client.conversations.list({ hasTicket: false, limit: 1 })).items;
  return conversation === undefined ? "#/inbox" : `#/inbox/${conversation.id}`;
}

/** A ready workflow with a wait and branches. */
async function workflowPath({ client }: PictureDesk): Promise<string> {
  const pipelineId = PipelineId.parse(await firstPipelineId({ client }));
  const { id } = await client.gallery.add({ key: "auto-close", pipelineId, language: "en" });
  return `#/workflows/${id}`;
}

async function outboxPath(desk: PictureDesk): Promise<string> {
  await fillOutbox(desk);
  return "#/outbox/all";
}

/** The words that the page shows. */
async function translateOf(page: Page): Promise<Translate> {
  const language = await page.locator("html").getAttribute("lang");
  return createTranslate((language ?? "en") as Language);
}
