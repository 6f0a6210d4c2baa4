import { expect, type Page } from "@playwright/test";
import { BUILT_IN_MAIL_TEMPLATES } from "../../src/shared/automation/built-in-mail-templates.ts";
import type { MailTemplateView } from "../../src/shared/contract/mail-templates.ts";
import type { TestDesk } from "../support/desk-process.ts";
import { axeFaults } from "./support/axe.ts";
import { receiveTicket } from "./support/customer-mail.ts";
import { cutOffOnPhone } from "./support/cut-off.ts";
import { t, test } from "./support/desk-test.ts";

const RECEIVED = BUILT_IN_MAIL_TEMPLATES.en["ticket-received"];

/** Settings › E-mail templates in a browser. */
class Templates {
  readonly page: Page;
  readonly #desk: TestDesk;

  constructor(page: Page, desk: TestDesk) {
    this.page = page;
    this.#desk = desk;
  }

  async list(): Promise<void> {
    await this.page.goto(`${this.#desk.url}#/settings/templates`);
    await expect(this.page.getByRole("heading", { level: 1, name: t("mailTemplates.title") })).toBeVisible();
  }

  async open(name: string): Promise<void> {
    await this.list();
    await this.page.getByRole("link", { name, exact: true }).click();
    await expect(this.page.getByRole("heading", { level: 1, name })).toBeVisible();
  }

  async openById({ id, name }: Pick<MailTemplateView, "id" | "name">): Promise<void> {
    await this.page.goto(`${this.#desk.url}#/settings/templates/${id}`);
    await expect(this.page.getByRole("heading", { level: 1, name })).toBeVisible();
  }

  get text() {
    return this.page.getByRole("textbox", { name: t("mailTemplates.body"), exact: true });
  }

  get source() {
    return this.page.getByRole("textbox", { name: t("mailTemplates.view.source"), exact: true });
  }

  get preview() {
    return this.page.getByRole("region", { name: t("mailTemplates.preview") });
  }

  /** The words of the previewed mail, in its frame. */
  get mail() {
    return this.preview.frameLocator("iframe").locator("body");
  }

  button(name: string) {
    return this.page.getByRole("button", { name, exact: true });
  }

  choose(name: string) {
    return this.page.locator("label").filter({ hasText: name }).click();
  }

  async save(): Promise<void> {
    await this.button(t("shell.save")).click();
    await expect(this.page.getByText(t("settings.saved"), { exact: true })).toBeVisible();
  }

  async stored(name: string) {
    const { items } = await this.#desk.rest.send<{ items: MailTemplateView[] }>("GET", "/mail-templates");
    return items.find((template) => template.name === name);
  }
}

function make(desk: TestDesk, words: Omit<MailTemplateView, "id" | "kind" | "builtIn" | "createdAtEpochMs">) {
  return desk.rest.send<MailTemplateView>("POST", "/mail-templates", words);
}

test("[E3] Ticket received is found, changed in rich text with a placeholder, previewed with a ticket, sent as a test, and reset", async ({
  page,
  desk,
}) => {
  await receiveTicket(desk);
  const templates = new Templates(page, desk);
  await templates.list();
  const faults = await axeFaults(page);
  await templates.open(RECEIVED.name);
  await expect(templates.mail).toContainText("Hello Ada,");

  await templates.text.click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("About {{ ticket.stage }}: ");
  await templates.button(t("workflows.placeholder")).last().click();
  await page.getByRole("textbox", { name: t("workflows.placeholder.find") }).fill("contact.lastname");
  await page.keyboard.press("Enter");
  await expect(templates.text.getByRole("button", { name: "Placeholder {{ contact.lastname }}" })).toBeVisible();
  await expect(templates.mail).toContainText("About New: LovelaceHello Ada,");
  // With the keyboard alone: the chip is chosen, opened, changed.
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  const liquid = page.getByRole("textbox", { name: t("mailTemplates.chip.source") });
  await expect(liquid).toHaveValue("{{ contact.lastname }}");
  await liquid.fill("{{ contact.lastname | upcase }}");
  await page.keyboard.press("Enter");
  await expect(templates.mail).toContainText("About New: LOVELACEHello Ada,");
  for (const look of ["dark", "narrow"] as const) await templates.choose(t(`mailTemplates.preview.${look}`));
  await templates.choose(t("mailTemplates.preview.plain"));
  await expect(templates.preview.locator("pre")).toContainText("About New: LOVELACEHello Ada,");

  await page.keyboard.press("Escape");
  await templates.text.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" {{ contact.shoeSize }}");
  await expect(page.getByRole("alert")).toContainText("There is no placeholder contact.shoeSize.");
  await expect(templates.button(t("shell.save"))).toBeDisabled();
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await expect(page.getByRole("alert")).toBeHidden();
  faults.push(...(await axeFaults(page)), ...(await cutOffOnPhone(page)));

  // Unsaved, it is not left without a question.
  await page.getByRole("link", { name: t("users.title") }).click();
  await expect(page.getByRole("dialog", { name: t("workflows.leave.title") })).toBeVisible();
  await templates.button(t("workflows.leave.stay")).click();
  await templates.save();
  const changed = `About {{ ticket.stage }}: {{ contact.lastname | upcase }}${RECEIVED.body}`;
  expect(await templates.stored(RECEIVED.name)).toMatchObject({ body: changed, html: false });

  await templates.button(t("mailTemplates.test")).click();
  await page.getByLabel(t("mailTemplates.test.address"), { exact: true }).fill("me@shop.example");
  faults.push(...(await axeFaults(page)));
  await templates.button(t("mailTemplates.test.send")).click();
  await templates.button(t("mailTemplates.test.see")).click();
  const row = page.getByRole("listitem").filter({ hasText: t("outbox.row.test") });
  await expect(row).toContainText("[Test] We received your request: Where is my parcel?");

  await templates.open(RECEIVED.name);
  await templates.button(t("mailTemplates.reset")).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("About {{ ticket.stage }}");
  await dialog.getByRole("button", { name: t("mailTemplates.reset"), exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(templates.mail).not.toContainText("About New");
  expect(await templates.stored(RECEIVED.name)).toMatchObject(RECEIVED);
  await page.keyboard.press("z");
  await expect(templates.mail).toContainText("About New: LOVELACE");
  expect(await templates.stored(RECEIVED.name)).toMatchObject({ body: changed });
  expect(faults).toEqual([]);
});

/** Bodies that rich text holds, each as it is stored after a letter was typed at its end. */
const HELD: readonly (readonly [body: string, after: string])[] = [
  ['<p>Hi {{ contact.firstname | default: "there" }}</p>', '<p>Hi {{ contact.firstname | default: "there" }}x</p>'],
  [
    "<div>{% if ticket.messageCount > 3 %}<b>many</b>{% endif %}</div>",
    "<div>{% if ticket.messageCount > 3 %}<strong>many</strong>{% endif %}x</div>",
  ],
  [
    "<div>a</div><div><br></div><div>b &amp; &lt;c&gt;</div>",
    "<div>a</div><div><br></div><div>b &amp; &lt;c&gt;x</div>",
  ],
  ["<ul><li>{{ ticket.subject }}</li><li>two</li></ul>", "<ul><li>{{ ticket.subject }}</li><li>twox</li></ul>"],
  [
    "<p><a href='https://x.example/{{ ticket.subject | url_encode: \"a\" }}'>see</a> it</p>",
    '<p><a href="https://x.example/{{ ticket.subject | url_encode: "a" }}">see</a> itx</p>',
  ],
  [
    '<p><img src="https://x.example/a.png" alt="Logo" width="80"> hi</p>',
    '<p><img src="https://x.example/a.png" alt="Logo" width="80"> hix</p>',
  ],
  ["<p>{% raw %}{{ not.filled }}{% endraw %}</p>", "<p>{% raw %}{{ not.filled }}{% endraw %}x</p>"],
  [
    '<p>{{ ticket.subject | append: " & co" }} &amp; &lt;b&gt;</p>',
    '<p>{{ ticket.subject | append: " & co" }} &amp; &lt;b&gt;x</p>',
  ],
  ["<p>🎉 مرحبا {{ contact.name }}</p>", "<p>🎉 مرحبا {{ contact.name }}x</p>"],
];

/** Bodies that rich text would harm. */
const NOT_HELD = [
  "<table><tr><td>{{ ticket.subject }}</td></tr></table>",
  '<p style="color: red">red</p>',
  "<ul>{% for tag in ticket.tags %}<li>{{ tag }}</li>{% endfor %}</ul>",
  "<p>one</p><!-- [if mso]> two <![endif] -->",
  "<style>p { color: red }</style><p>styled</p>",
];

test("[F6] rich text keeps all of a text, or leaves it to the source", async ({ page, desk }) => {
  const templates = new Templates(page, desk);
  const words = { subject: "S", html: true, marketing: false };
  for (const [index, [body, after]] of HELD.entries()) {
    await templates.openById(await make(desk, { ...words, name: `Held ${index}`, body }));
    await templates.text.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("x");
    await templates.save();
    expect((await templates.stored(`Held ${index}`))?.body).toBe(after);
  }
  // From another program: a format begins in the middle of a placeholder, with quotes that Liquid can't read.
  await templates.openById(await make(desk, { ...words, name: "Pasted", body: "<p>Old</p>" }));
  await templates.text.click();
  await page.keyboard.press("Control+A");
  await templates.text.evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", "<p>Hi {{ contact.<b>first</b>name | default: “you” }}, <i>ciao</i></p>");
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await templates.save();
  expect((await templates.stored("Pasted"))?.body).toMatch(
    /^<(p|div)>Hi \{\{ contact\.firstname \| default: "you" \}\}, <em>ciao<\/em><\/\1>$/u,
  );
  for (const [index, body] of NOT_HELD.entries()) {
    await templates.openById(await make(desk, { ...words, name: `Other ${index}`, body }));
    await expect(templates.source).toHaveValue(body);
    await expect(page.getByText(t("mailTemplates.sourceOnly"))).toBeVisible();
    await expect(templates.text).toHaveCount(0);
  }
});

test(
  "[E3] two windows on one template: the second is told, compares, and loses neither text; deleted in one, its words stay in the other",
  { tag: "@two-tabs" },
  async ({ page, context, desk }) => {
    const made = await make(desk, {
      name: "Offer",
      subject: "Offer",
      body: "Buy boots.",
      html: false,
      marketing: true,
    });
    const [one, two] = [new Templates(page, desk), new Templates(await context.newPage(), desk)];
    await one.open("Offer");
    await two.open("Offer");
    await one.text.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" And shoes.");
    await two.text.click();
    await two.page.keyboard.press("Control+End");
    await two.page.keyboard.type(" And hats.");
    await one.save();

    await expect(two.page.getByText(t("mailTemplates.theirs.title"))).toBeVisible();
    await expect(two.text).toContainText("Buy boots. And hats.");
    await two.button(t("shell.save")).click();
    const dialog = two.page.getByRole("dialog", { name: t("mailTemplates.theirs.title") });
    await expect(dialog.getByRole("region", { name: t("mailTemplates.theirs.other") })).toContainText("And shoes.");
    await dialog.getByRole("button", { name: t("mailTemplates.theirs.over") }).click();
    await expect(two.page.getByText(t("settings.saved"), { exact: true })).toBeVisible();
    // Nothing unsaved is there: it is shown at once.
    await expect(one.text).toContainText("Buy boots. And hats.");
    await one.text.click();
    await page.keyboard.type("Now: ");

    await two.list();
    await two.page.getByRole("button", { name: t("mailTemplates.more", { name: "Offer" }) }).click();
    await two.page.getByRole("menuitem", { name: t("mailTemplates.remove") }).click();
    await expect(two.page.getByRole("link", { name: "Offer", exact: true })).toHaveCount(0);
    await expect(one.page.getByText(t("mailTemplates.deletedMeanwhile"))).toBeVisible();
    await two.page.getByRole("button", { name: t("shell.undo") }).click();
    await expect(two.page.getByRole("link", { name: "Offer", exact: true })).toBeVisible();
    expect(await two.stored("Offer")).toMatchObject({
      subject: "Offer",
      body: "Buy boots. And hats.",
      marketing: true,
    });
    expect((await two.stored("Offer"))?.id).not.toBe(made.id);
    await two.page.close();
    await one.button(t("mailTemplates.saveAsNew")).click();
    await expect(page.getByText(t("mailTemplates.deletedMeanwhile"))).toBeHidden();
    await expect(one.text).toContainText("Now: ");
  },
);

test("[E3] a template leads to what sends it and back, and is not deleted meanwhile; a contact's page says what they agreed to", async ({
  page,
  desk,
}) => {
  const ticketId = await receiveTicket(desk);
  const templates = new Templates(page, desk);
  const { id } = await make(desk, {
    name: "Thanks",
    subject: "Thanks",
    body: "We got it.",
    html: false,
    marketing: false,
  });
  await desk.rest.send("POST", "/workflows", {
    name: "Says thanks",
    definition: {
      version: 2,
      triggers: [{ id: "t1", type: "manual" }],
      filter: { match: "all", parts: [] },
      reenrolment: { kind: "never" },
      unenrolment: { on: [], filter: null },
      sources: ["email"],
      businessHours: null,
      steps: [{ id: "thank", type: "send-email", to: "primary-contact", mail: { kind: "template", templateId: id } }],
    },
  });
  await templates.list();
  await page.getByRole("button", { name: t("mailTemplates.more", { name: "Thanks" }) }).click();
  await page.getByRole("menuitem", { name: t("mailTemplates.remove") }).click();
  const dialog = page.getByRole("dialog", { name: t("mailTemplates.inUse.title", { name: "Thanks" }) });
  await dialog.getByRole("link", { name: "Says thanks" }).click();
  await page.locator("[data-box=thank], [data-id=thank]").first().click();
  await page.getByRole("link", { name: t("mailTemplates.edit") }).click();
  await expect(templates.text).toContainText("We got it.");
  await page
    .getByRole("region", { name: t("mailTemplates.usedBy") })
    .getByRole("link", { name: "Says thanks" })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Says thanks");

  const { primaryContactId } = await desk.rest.ticket(ticketId);
  await desk.rest.send("PATCH", `/contacts/${primaryContactId ?? ""}`, { marketingContact: true });
  await page.goto(`${desk.url}#/contacts/${primaryContactId ?? ""}`);
  const consent = page.getByRole("region", { name: t("consent.title") });
  await consent.getByRole("button", { name: t("consent.unsubscribe") }).click();
  await consent.getByRole("button", { name: t("consent.resubscribe") }).click();
  await page.getByLabel(t("consent.reason")).fill("She phoned");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: t("consent.resubscribe") })
    .click();
  await consent.getByText(t("consent.history")).click();
  await expect(consent.getByRole("listitem")).toContainText([
    "Subscribed again, written down by",
    "Unsubscribed, written down by",
    "Agreed to marketing, written down by",
  ]);
  expect(await axeFaults(page)).toEqual([]);
});
