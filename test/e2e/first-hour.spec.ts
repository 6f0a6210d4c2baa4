import { expect, type Page } from "@playwright/test";
import type { StepType } from "../../src/shared/automation/steps/step.ts";
import type { TestDesk } from "../support/desk-process.ts";
import { rawMail } from "../support/raw-mail.ts";
import { firstPipeline } from "./support/board-page.ts";
import { QUESTION, REPLY } from "./support/customer-mail.ts";
import { t, test } from "./support/desk-test.ts";
import { chooseAction, showSide, titleOf } from "./support/editor.ts";

/** Goes where a person goes: by what can be seen and clicked, from the board on. */
class NewUser {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get canvas() {
    return this.page.getByRole("group", { name: t("workflows.canvas") });
  }

  step(type: StepType) {
    return this.canvas.locator("[data-box]").filter({ hasText: titleOf(type) });
  }

  panel(name: string) {
    return this.page.getByRole("complementary", { name });
  }
}

/** The demo desk, once it is made, with nobody writing but the test. */
async function makeDemo({ rest }: TestDesk): Promise<void> {
  await rest.start("demo");
  await expect.poll(async () => (await rest.status()).job?.state, { timeout: 90_000 }).toBe("done");
  await rest.send("POST", "/simulator", { running: false });
}

test("[E3] [F1] a new user on the demo desk: from the mail for new requests to a workflow that was tried, published, watched and asked why", async ({
  page,
  newDesk: desk,
}, info) => {
  // Half a year of tickets is made first.
  test.slow();
  page.setDefaultTimeout(30_000);
  const shoot = (name: string) => page.screenshot({ path: info.outputPath(`${name}.png`) });
  const { keyboard } = page;
  const user = new NewUser(page);
  await makeDemo(desk);
  const { pipeline } = await firstPipeline(desk);
  const [first, , , last] = pipeline.stages;
  if (first === undefined || last === undefined) throw new Error("The demo's pipeline has its statuses.");

  // Where is the mail for new requests switched on? Settings, Automate, the card of the first status.
  await page.goto(desk.url);
  await page
    .getByRole("link", { name: t("settings.title"), exact: true })
    .first()
    .click();
  await page.getByRole("tab", { name: t("settings.tab.automate") }).click();
  const card = page.getByRole("article", { name: first.name, exact: true });
  await card.getByRole("button", { name: t("cards.addTo", { stage: first.name }) }).click();
  await chooseAction(page, t("workflows.add.mail", { template: "Ticket received" }));
  await page.getByRole("button", { name: t("shell.save"), exact: true }).click();
  const bubble = card.locator("[data-box]").filter({ hasText: titleOf("send-email") });
  await expect(bubble).toBeFocused();

  // Its text is changed, looked at with a real ticket, and sent as a test.
  await bubble.click();
  await user
    .panel(titleOf("send-email"))
    .getByRole("link", { name: t("mailTemplates.edit") })
    .click();
  const text = page.getByRole("textbox", { name: t("mailTemplates.body") });
  await text.click();
  await keyboard.press("Control+Home");
  await keyboard.type("Good news: ");
  const preview = page.getByRole("region", { name: t("mailTemplates.preview") });
  await expect(preview.frameLocator("iframe").locator("body")).toContainText("Good news: ");
  await page.getByRole("button", { name: t("shell.save"), exact: true }).click();
  await expect(page.getByText(t("settings.saved"), { exact: true })).toBeVisible();
  await page.getByRole("button", { name: t("mailTemplates.test"), exact: true }).click();
  await page.getByLabel(t("mailTemplates.test.address"), { exact: true }).fill("me@shop.example");
  await shoot("template");
  await page.getByRole("button", { name: t("mailTemplates.test.send") }).click();
  await page.getByRole("button", { name: t("mailTemplates.test.see") }).click();
  await expect(page.getByRole("listitem").filter({ hasText: t("outbox.row.test") })).toBeVisible();

  // From the card to the full editor: a wait of two minutes and a branch on the priority.
  await page.goBack();
  await page.goBack();
  await card.getByRole("link", { name: t("cards.open") }).click();
  await user.step("send-email").click();
  await keyboard.press("Escape");
  await keyboard.press("+");
  await chooseAction(page, titleOf("wait-for"));
  const wait = user.panel(titleOf("wait-for"));
  await wait.getByRole("textbox", { name: t("workflows.field.duration") }).fill("2");
  await wait.getByRole("combobox", { name: t("workflows.field.unit") }).click();
  await page.getByRole("option", { name: t("workflows.value.unit.minutes") }).click();
  await wait.getByRole("combobox", { name: t("workflows.field.cancelOn") }).press("ArrowDown");
  await page.getByRole("option", { name: t("workflows.value.cancelOn.customer-replied") }).click();
  await expect(user.step("wait-for")).toContainText("2 minutes");
  await wait.getByRole("button", { name: t("shell.close") }).click();
  await keyboard.press("+");
  await chooseAction(page, titleOf("branch-if"));
  await user
    .panel(titleOf("branch-if"))
    .getByRole("button", { name: t("shell.close") })
    .click();
  await keyboard.press("ArrowDown");
  await keyboard.press("+");
  await chooseAction(page, titleOf("add-note"));
  const note = user.panel(titleOf("add-note"));
  await note.getByRole("textbox", { name: t("workflows.field.text") }).fill("Urgent, and nobody wrote yet.");
  await note.getByRole("button", { name: t("shell.close") }).click();

  // Published once, so that a colleague can be asked about a step; deleted with all behind it, and brought back.
  const publish = page.getByRole("button", { name: t("workflows.publish"), exact: true });
  await user.step("wait-for").press("Delete");
  const question = page.getByRole("dialog", { name: t("workflows.delete.title") });
  await question.getByRole("radio", { name: t("workflows.delete.following") }).check();
  await question.getByRole("button", { name: t("workflows.delete") }).click();
  await expect(user.step("branch-if")).toHaveCount(0);
  await keyboard.press("Control+z");
  await expect(user.step("add-note")).toBeVisible();

  // What the last 90 days would have been like, then published.
  await showSide(page, "replay");
  const replay = user.panel(t("workflows.replay"));
  await replay.getByRole("combobox", { name: t("workflows.replay.time") }).click();
  await page.getByRole("option", { name: t("workflows.figures.days", { count: 90 }) }).click();
  await replay.getByRole("button", { name: t("workflows.replay.start") }).click();
  await expect(
    replay
      .getByRole("table", { name: t("workflows.replay.table") })
      .locator("tbody tr")
      .first(),
  ).toBeVisible({
    timeout: 60_000,
  });
  await shoot("look-back");
  await showSide(page, "edit");
  await publish.click();
  const publishing = page.getByRole("dialog");
  await expect(publishing.getByText(t("workflows.change.added"))).toHaveCount(3);
  await shoot("publish");
  await publishing.getByRole("button", { name: t("workflows.publish"), exact: true }).click();
  await expect(publishing).toBeHidden();
  await user.step("wait-for").click();
  const comments = wait.getByRole("region", { name: t("comments.title") });
  await comments.getByRole("textbox", { name: t("comments.new") }).fill("Is two minutes enough?");
  await keyboard.press("Control+Enter");
  await expect(comments.getByRole("article")).toContainText("Is two minutes enough?");
  await wait.getByRole("button", { name: t("shell.close") }).click();

  // On, and a ticket is watched on its way: the customer's answer ends the wait.
  await page
    .getByRole("main")
    .getByRole("switch", { name: t("settings.workflow.on") })
    .press("Space");
  await page.getByRole("button", { name: t("workflows.on.later") }).click();
  await showSide(page, "history");
  const channel = (await desk.rest.channels()).find((one) => one.pipelineId === pipeline.id && one.address !== "");
  if (channel === undefined) throw new Error("The demo's first pipeline has its mailbox.");
  const mail = { ...QUESTION, to: channel.address };
  const { ticketId, reason } = await desk.rest.ingest(channel.id, rawMail(mail));
  if (ticketId === null) throw new Error(`The mail made no ticket: ${reason}`);
  await page
    .getByRole("region", { name: t("workflows.history.runs") })
    .getByRole("button")
    .filter({ hasText: QUESTION.subject })
    .click();
  await expect(user.step("send-email")).toContainText(t("workflows.run.state.done"));
  await expect(user.step("wait-for")).toContainText(t("workflows.run.state.waiting"));
  await shoot("waits");
  await desk.rest.ingest(channel.id, rawMail({ ...REPLY, to: mail.to }));
  await expect(user.step("wait-for")).toContainText(t("workflows.run.state.cancelled"));
  await shoot("history");

  // Why did it move, and why did another one not go in?
  await page.goto(`${desk.url}#/ticket/${ticketId}`);
  const why = page.getByRole("dialog");
  await page
    .getByRole("feed", { name: t("ticket.timeline") })
    .getByRole("button", { name: /^Why\? .*Waiting on us/u })
    .last()
    .click();
  await expect(why).toContainText(t("ticket.why.title"));
  await shoot("why");
  await keyboard.press("Escape");
  // Of a pipeline that the workflow is not for.
  const billing = await desk.rest.send<{ id: string }>("POST", "/pipelines", { name: "Billing" });
  const other = await desk.rest.createTicket({ subject: "Wrong invoice", pipelineId: billing.id });
  await page.goto(`${desk.url}#/ticket/${other.id}`);
  await page
    .getByRole("region", { name: t("whyNot.heading") })
    .getByRole("button", { name: t("whyNot.ask") })
    .click();
  const workflow = page.getByRole("dialog").getByRole("combobox", { name: t("whyNot.workflow") });
  await expect(workflow).toBeFocused();
  await keyboard.type(first.name);
  await expect(page.getByRole("option")).toHaveText([first.name]);
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText(t("whyNot.wouldNot"));
  await shoot("why-not");
});
