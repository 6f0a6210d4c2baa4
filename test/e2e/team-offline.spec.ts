/**
 * Two people with a desk each and their team's server, all of them real processes: both lose the network, work on the same tickets and on others, and come back. Each customer gets one mail,
 * each ticket has a number of its own, the automation of the status ran once, and the history tells both sides.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Browser, type Page, test, type TestInfo } from "@playwright/test";
import type { ChannelView } from "../../src/shared/contract/channels.ts";
import type { TicketView } from "../../src/shared/contract/views.ts";
import { createTranslate } from "../../src/shared/i18n/index.ts";
import { deskRest, type DeskRest } from "../support/desk-rest.ts";
import { startDesk, type TestDesk } from "../support/desk-process.ts";
import { type CutProxy, startCutProxy } from "../support/mail/cut-proxy.ts";
import { startImapServer, TEST_PASSWORD, TEST_USER, type TestImapServer } from "../support/mail/imap-server.ts";
import { testMailbox } from "../support/mail/mail-desk.ts";
import { startSmtpSink, type SmtpSink } from "../support/mail/smtp-sink.ts";
import { freshDeskUrl } from "../support/postgres/desk-url.ts";
import postgresForRun from "../support/postgres/global.ts";
import { rawMail } from "../support/raw-mail.ts";
import { startTeamServer } from "./support/team-server.ts";

const t = createTranslate("en");
const PASSWORD = "seven green elephants";
const PATIENCE = { timeout: 60_000 };

type World = {
  readonly line: CutProxy;
  readonly smtp: SmtpSink;
  readonly imap: TestImapServer;
  /** The server's REST interface, as its super admin calls it. */
  readonly rest: DeskRest;
  readonly desks: readonly [TestDesk, TestDesk];
  /** Where two processes serve: the one that the line leads to dies, and it leads to the other. */
  readonly loseServer: () => Promise<void>;
};

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** A PostgreSQL server of this test's own. */
async function startPostgres(closing: (() => Promise<unknown>)[]): Promise<string> {
  closing.push(postgresForRun());
  return freshDeskUrl();
}

async function post<Answer>(url: string, body: unknown): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  return JSON.parse(text) as Answer;
}

/** A super admin on the server, and two machines of which one is theirs and the other of somebody who was invited. */
async function openWorld(closing: (() => Promise<unknown>)[], database: "sqlite" | "postgres"): Promise<World> {
  const imap = await startImapServer();
  closing.push(() => imap.close());
  const smtp = await startSmtpSink({ auth: {} });
  closing.push(() => smtp.close());
  const [port, otherPort] = [await freePort(), await freePort()];
  const line = await startCutProxy({ targetPort: port });
  closing.push(() => line.close());
  const config = await mkdtemp(join(tmpdir(), "pipedesk-config-"));
  closing.push(() => rm(config, { recursive: true, force: true }));
  const where = {
    publicUrl: `http://127.0.0.1:${line.port}`,
    configDir: config,
    ...(database === "postgres" ? { databaseUrl: await startPostgres(closing) } : {}),
  };
  const server = await startTeamServer({ ...where, port });
  closing.push(() => server.close());
  const token = server.setUpLink.split("/").at(-1);
  await post(`${server.origin}/auth/set-up`, { token, name: "Ada", address: "ada@desk.example", password: PASSWORD });
  // Until somebody is set up each process that starts gives out a link of its own, and the one before counts no more.
  const other = database === "postgres" ? await startTeamServer({ ...where, port: otherPort }) : null;
  if (other !== null) closing.push(() => other.close());
  const loseServer = async () => {
    if (other === null) return;
    line.leadTo(otherPort);
    await server.kill();
  };
  const desks: TestDesk[] = [];
  for (const name of ["ada", "bo"]) {
    const dataDir = await mkdtemp(join(tmpdir(), `pipedesk-${name}-`));
    closing.push(() => rm(dataDir, { recursive: true, force: true }));
    const desk = await startDesk({ dataDir });
    closing.push(() => desk.close());
    desks.push(desk);
  }
  const [ada, bo] = desks as [TestDesk, TestDesk];
  const serverUrl = server.origin;
  const joining = { serverUrl, desk: "put-aside", scope: { closedSinceEpochMs: null } };
  const byPassword = { by: "password", address: "ada@desk.example", password: PASSWORD };
  await ada.rest.send("POST", "/team/join", { ...joining, credentials: byPassword });
  await synced(ada);
  const { me } = await ada.rest.status();
  const made = await ada.rest.send<{ token: string }>("POST", `/users/${me.id}/tokens`, { name: "Test" });
  const rest = deskRest(serverUrl, made.token);
  // The token is known there as soon as it has been brought there.
  await expect(async () => void (await rest.status())).toPass(PATIENCE);
  const { link } = await rest.send<{ link: { url: string } }>("POST", "/invitations", {
    name: "Bo",
    address: "bo@desk.example",
    way: "link",
  });
  await bo.rest.send("POST", "/team/join", {
    ...joining,
    credentials: { by: "link", token: link.url.split("/").at(-1), name: "Bo", password: "eight blue walruses" },
  });
  await synced(bo);
  return { line, smtp, imap, rest, desks: [ada, bo], loseServer };
}

async function synced(desk: TestDesk): Promise<void> {
  await expect(async () =>
    expect((await desk.rest.status()).sync).toMatchObject({ state: "synced", waiting: 0 }),
  ).toPass(PATIENCE);
}

async function offline(desk: TestDesk): Promise<void> {
  await expect.poll(async () => (await desk.rest.status()).sync?.state, PATIENCE).toBe("offline");
}

/** The team's mailbox, and the mail that goes out when a ticket reaches the closed status. */
async function setUpMail({ rest, imap, smtp }: World): Promise<ChannelView> {
  const [pipeline] = await rest.pipelines();
  const closed = pipeline?.stages.find(({ kind }) => kind === "closed");
  if (pipeline === undefined || closed === undefined) throw new Error("A new desk has its pipeline.");
  await rest.send("POST", "/workflows", {
    name: "Tell that it is closed",
    description: "",
    pipelineId: pipeline.id,
    enabled: true,
    overridesRules: false,
    origin: "user",
    definition: {
      version: 2,
      triggers: [{ id: "t1", type: "stage-reached", stageId: closed.id }],
      filter: { match: "all", parts: [] },
      reenrolment: { kind: "never" },
      unenrolment: { on: [], filter: null },
      sources: ["email"],
      businessHours: null,
      steps: [
        { id: "s1", type: "add-tags", tags: ["told"] },
        {
          id: "s2",
          type: "send-email",
          to: "primary-contact",
          mail: { kind: "template", templateId: "mail-template-ticket-closed" },
        },
      ],
    },
  });
  return rest.send("POST", "/channels", {
    name: "Team",
    address: TEST_USER,
    pipelineId: pipeline.id,
    mailbox: testMailbox({ imap: imap.port, smtp: smtp.port }),
    secret: { kind: "password", password: TEST_PASSWORD },
  });
}

const CUSTOMERS = ["shared", "closed", "first", "second"] as const;
type Customer = (typeof CUSTOMERS)[number];

/** One ticket of each customer, there on both machines. */
async function receiveTickets({ rest, desks }: World, channel: ChannelView): Promise<Record<Customer, string>> {
  const made: [Customer, string][] = [];
  for (const name of CUSTOMERS) {
    const { ticketId } = await rest.ingest(
      channel.id,
      rawMail({ from: `${name}@example.com`, to: TEST_USER, subject: `From ${name}`, text: "Hello" }),
    );
    if (ticketId === null) throw new Error("The mail made no ticket.");
    made.push([name, ticketId]);
  }
  for (const desk of desks) await expect.poll(async () => (await desk.rest.tickets()).length).toBe(CUSTOMERS.length);
  return Object.fromEntries(made) as Record<Customer, string>;
}

/** A person at a desk of theirs. */
class Person {
  readonly page: Page;
  readonly desk: TestDesk;

  private constructor(page: Page, desk: TestDesk) {
    this.page = page;
    this.desk = desk;
  }

  static async at(browser: Browser, desk: TestDesk): Promise<Person> {
    const context = await browser.newContext({ reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.goto(desk.url);
    return new Person(page, desk);
  }

  async open(ticketId: string): Promise<void> {
    await this.page.goto(`${this.desk.origin}/#/ticket/${ticketId}`);
    await expect(this.page.getByRole("feed", { name: t("ticket.timeline") })).toBeVisible();
  }

  async command(typed: string, found: string): Promise<void> {
    await this.page.keyboard.press("Control+k");
    const dialog = this.page.getByRole("dialog");
    await expect(dialog.getByPlaceholder(t("shell.palettePlaceholder"))).toBeFocused();
    await this.page.keyboard.type(typed);
    await expect(dialog.locator("[data-action]").first()).toContainText(found);
    await this.page.keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
  }

  async close(ticketId: string): Promise<void> {
    await this.open(ticketId);
    await this.command("close", t("shell.palette.close"));
    await expect.poll(async () => (await this.desk.rest.ticket(ticketId)).closedAtEpochMs).not.toBeNull();
  }

  async answer(ticketId: string, text: string): Promise<void> {
    await this.open(ticketId);
    await this.page.keyboard.press("r");
    const editor = this.page
      .getByRole("region", { name: t("ticket.composer.label") })
      .locator("[role=textbox][contenteditable=true]");
    await expect(editor).toBeFocused();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press("Control+Enter");
    await expect(this.page.getByRole("article").filter({ hasText: text })).toBeVisible();
  }
}

const told = (ticket: TicketView) => ({ ...ticket, updatedAtEpochMs: undefined });

for (const database of ["sqlite", "postgres"] as const) {
  const server = database === "sqlite" ? "a server" : "two server processes on PostgreSQL, of which one dies";
  test(`[H2] [H3] [H4] two desks of ${server} lose the network, work on the same and on other tickets, and end equal: one mail to each customer`, async ({
    browser,
  }, info) => {
    test.setTimeout(240_000);
    const closing: (() => Promise<unknown>)[] = [];
    try {
      await workApart(browser, info, await openWorld(closing, database));
    } finally {
      for (const close of closing.toReversed()) await close();
    }
  });
}

async function workApart(browser: Browser, info: TestInfo, world: World): Promise<void> {
  const { line, smtp, rest, desks } = world;
  const channel = await setUpMail(world);
  const tickets = await receiveTickets(world, channel);
  const [ada, bo] = [await Person.at(browser, desks[0]), await Person.at(browser, desks[1])];

  await line.unplug();
  for (const { desk } of [ada, bo]) await offline(desk);
  await ada.open(tickets.shared);
  await ada.command("high", t("shell.palette.priority", { priority: t("ticket.priority.high") }));
  await bo.open(tickets.shared);
  await bo.command("low", t("shell.palette.priority", { priority: t("ticket.priority.low") }));
  await bo.command("tag urgent", t("shell.palette.addTag", { tag: "urgent" }));
  for (const person of [ada, bo]) await person.close(tickets.closed);
  await ada.answer(tickets.first, "Ada answers the first.");
  await bo.answer(tickets.second, "Bo answers the second.");
  const [pipeline] = await ada.desk.rest.pipelines();
  for (const { desk } of [ada, bo])
    await desk.rest.createTicket({ subject: `Made offline by ${desk.dataDir}`, pipelineId: pipeline?.id ?? "" });
  await ada.page.screenshot({ path: info.outputPath("offline.png") });

  await line.plug();
  for (const { desk } of [ada, bo]) await desk.rest.send("POST", "/team/sync");
  await world.loseServer();
  for (const { desk } of [ada, bo]) await synced(desk);
  const mails = await smtp.received(3);
  await expect
    .poll(async () => (await rest.send<{ items: unknown[] }>("GET", "/outbox?state=queued")).items.length, PATIENCE)
    .toBe(0);
  for (const { desk } of [ada, bo]) await synced(desk);

  expect(mails.map(({ to }) => to.join()).toSorted()).toEqual([
    "closed@example.com",
    "first@example.com",
    "second@example.com",
  ]);
  const views = async (of: DeskRest) =>
    (await Promise.all((await of.tickets()).map(({ id }) => of.ticket(id))))
      .map(told)
      .toSorted((a, b) => a.id.localeCompare(b.id));
  const there = await views(rest);
  for (const { desk } of [ada, bo])
    await expect(async () => expect(await views(desk.rest)).toEqual(there)).toPass(PATIENCE);
  const numbers = there.map(({ number }) => number);
  expect(numbers).not.toContain(null);
  expect(new Set(numbers).size).toBe(CUSTOMERS.length + 2);
  const shared = there.find(({ id }) => id === tickets.shared);
  expect([shared?.priority, shared?.tags]).toEqual(["low", ["urgent"]]);
  // The history tells both sides of it.
  const priorities = (await ada.desk.rest.activities(tickets.shared)).flatMap(({ body }) =>
    body.type === "ticket.property-changed" && body.property === "priority" ? [String(body.to)] : [],
  );
  expect(priorities.toSorted()).toEqual(["high", "low"]);
  await ada.open(tickets.closed);
  await ada.page.screenshot({ path: info.outputPath("closed-by-both.png") });
  const runs = await rest.send<{ items: { status: string; ticketId: string }[] }>(
    "GET",
    `/tickets/${tickets.closed}/runs`,
  );
  expect(runs.items.map(({ status }) => status).toSorted()).toEqual(["done", "unenrolled"]);
  expect(smtp.mails).toHaveLength(3);
}
