import { expect, type Locator, type Page } from "@playwright/test";
import type { StepType } from "../../src/shared/automation/steps/step.ts";
import type { StepCommentView } from "../../src/shared/contract/step-comments.ts";
import type { WorkflowView } from "../../src/shared/contract/workflows.ts";
import type { TestDesk } from "../support/desk-process.ts";
import { actAs } from "./support/as-user.ts";
import { axeFaults } from "./support/axe.ts";
import { firstPipeline } from "./support/board-page.ts";
import { QUESTION, receiveTicket } from "./support/customer-mail.ts";
import { cutOffOnPhone } from "./support/cut-off.ts";
import { t, test } from "./support/desk-test.ts";
import { chooseAction, titleOf } from "./support/editor.ts";

/** The cards of the statuses, in a browser. */
class StatusCards {
  readonly page: Page;
  readonly #desk: TestDesk;

  constructor(page: Page, desk: TestDesk) {
    this.page = page;
    this.#desk = desk;
  }

  async open(): Promise<void> {
    const { pipeline } = await firstPipeline(this.#desk);
    await this.page.goto(`${this.#desk.url}#/settings/pipelines/${pipeline.id}/automate`);
    await expect(this.card("New")).toBeVisible();
  }

  card(stage: string): Locator {
    return this.page.getByRole("article", { name: stage, exact: true });
  }

  bubble(stage: string, type: StepType): Locator {
    return this.card(stage)
      .locator("[data-box]")
      .filter({ hasText: titleOf(type) });
  }

  add(stage: string): Locator {
    return this.card(stage).getByRole("button", { name: t("workflows.addHere") });
  }

  panel(type: StepType): Locator {
    return this.page.getByRole("complementary", { name: titleOf(type) });
  }

  get save(): Locator {
    return this.page.getByRole("button", { name: t("shell.save"), exact: true });
  }

  /** The kinds of actions that the desk has stored for a card. */
  async stored(stage: string): Promise<string[] | null> {
    const { stageId } = await firstPipeline(this.#desk);
    const own = (await this.#desk.rest.workflows()).find(
      ({ origin, definition: { triggers } }) =>
        origin === "stage" && triggers.some((one) => one.type === "stage-reached" && one.stageId === stageId(stage)),
    );
    return own?.definition.steps.map(({ type }) => type) ?? null;
  }
}

test(
  "[E1] [E5] [E7] [E8] [E9] a card's actions are put in, shown with a ticket, talked about, moved, deleted and brought back, and other windows see it",
  { tag: "@two-tabs" },
  async ({ page, context, desk }) => {
    await receiveTicket(desk);
    const broken = { ...QUESTION, from: "Bob <bob@example.com>", messageId: "b@x.example", subject: "Broken zip" };
    await receiveTicket(desk, broken);
    const cards = new StatusCards(page, desk);
    await cards.open();
    await expect(cards.page.getByRole("list", { name: t("cards.title") }).locator("> li h4")).toHaveText([
      "New",
      "Waiting on contact",
      "Waiting on us",
      "Closed",
    ]);
    await expect(cards.card("New")).toContainText(t("cards.tickets", { count: 2 }));
    await expect(cards.card("Closed")).toContainText(t("cards.closesWithDate"));

    // The first action: found by the name of its mail, shown for the newest ticket, then for one that is searched for.
    await page.getByRole("button", { name: t("cards.addTo", { stage: "New" }) }).click();
    await chooseAction(page, t("workflows.add.mail", { template: "Ticket received" }));
    const mail = cards.panel("send-email");
    const preview = mail.getByRole("region", { name: t("preview.title") });
    await expect(preview.getByRole("article")).toContainText("Broken zip");
    const ticket = preview.getByRole("combobox", { name: t("preview.ticket") });
    await ticket.fill("parcel");
    await page.getByRole("option", { name: QUESTION.subject }).click();
    await expect(preview.getByRole("article")).toContainText("Ada Lovelace");
    await expect(preview.getByRole("article")).toContainText(QUESTION.subject);
    await mail.getByRole("checkbox", { name: t("cards.alsoMadeByUsers") }).check();
    await expect(mail).toContainText(t("comments.saveFirst"));
    expect(await cards.stored("New")).toEqual([]);
    await cards.save.click();
    await expect(mail).toBeHidden();
    await expect(cards.bubble("New", "send-email")).toBeFocused();
    expect(await cards.stored("New")).toEqual(["send-email"]);

    // Another window has it at once; so have both what is said of it.
    const other = new StatusCards(await context.newPage(), desk);
    await other.open();
    await expect(other.bubble("New", "send-email")).toBeVisible();
    await cards
      .card("New")
      .getByRole("button", { name: t("cards.comment", { action: titleOf("send-email") }) })
      .click();
    const comments = mail.getByRole("region", { name: t("comments.title") });
    const field = comments.getByRole("textbox", { name: t("comments.new") });
    await expect(field).toBeFocused();
    await page.keyboard.type("Is this still wanted? 🙂");
    await page.keyboard.press("Control+Enter");
    await expect(comments.getByRole("article")).toContainText("Is this still wanted? 🙂");
    const count = { action: titleOf("send-email"), count: 1 };
    await other
      .card("New")
      .getByRole("button", { name: t("cards.commentCount", count) })
      .click();
    const theirs = other.panel("send-email").getByRole("region", { name: t("comments.title") });
    await theirs.getByRole("button", { name: t("comments.answer") }).click();
    await theirs.getByRole("textbox", { name: t("comments.answerText") }).fill("Yes.");
    await theirs.getByRole("button", { name: t("comments.answer") }).click();
    await expect(comments.getByRole("article")).toContainText("Yes.");
    // Nothing is told of what is under the pointer.
    await page.mouse.move(0, 400);
    await expect(page.getByRole("tooltip")).toHaveCount(0);
    expect(await axeFaults(page)).toEqual([]);
    await comments.getByRole("button", { name: t("comments.resolve") }).click();
    await expect(comments).toContainText(t("comments.resolved", { count: 1 }));
    await expect(theirs).toContainText(t("comments.resolved", { count: 1 }));
    const [workflow] = (await desk.rest.workflows()).filter(({ origin }) => origin === "stage");
    const said = await desk.rest.send<{ items: StepCommentView[] }>("GET", `/workflows/${workflow?.id ?? ""}/comments`);
    expect(said.items.map(({ text, resolved }) => [text, resolved])).toEqual([
      ["Is this still wanted? 🙂", true],
      ["Yes.", false],
    ]);
    await other.page.close();
    await mail.getByRole("button", { name: t("shell.close") }).click();

    // A formatted mail is shown as its reader sees it.
    const { pipeline, stageId } = await firstPipeline(desk);
    const path = `/pipelines/${pipeline.id}/stages/${stageId("Closed")}/workflow`;
    const closed = await desk.rest.send<WorkflowView>("PUT", path);
    const html = { kind: "custom", subject: "Bye", body: "<ul><li>{{ contact.name }}</li></ul>", html: true };
    const raise = { id: "raise", type: "set-property", change: { property: "priority", value: "high" } };
    const steps = [{ id: "bye", type: "send-email", mail: html }, raise];
    await desk.rest.send("PATCH", `/workflows/${closed.id}`, { definition: { ...closed.definition, steps } });
    await cards.bubble("Closed", "send-email").click();
    await expect(preview.frameLocator("iframe").getByRole("listitem")).toHaveText("Bob");
    await mail.getByRole("button", { name: t("shell.close") }).click();

    // Before it and after it: a wait, and a mail to colleagues whose mistake is told at its field and bars saving.
    await cards.add("New").first().click();
    await chooseAction(page, titleOf("wait-for"));
    await cards.save.click();
    await expect(cards.panel("wait-for")).toBeHidden();
    await cards.add("New").last().click();
    await chooseAction(page, titleOf("send-internal-email"));
    const internal = cards.panel("send-internal-email");
    const subject = internal.getByRole("textbox", { name: t("workflows.field.subject") });
    await subject.fill("{{ contact.shoeSize }}");
    await expect(internal.getByText("contact.shoeSize").last()).toBeVisible();
    await expect(cards.bubble("New", "send-internal-email")).toContainText(t("workflows.mark.error"));
    await cards.save.click();
    await expect(subject).toBeFocused();
    expect(await cards.stored("New")).toEqual(["wait-for", "send-email"]);
    await subject.fill("");
    await internal
      .getByRole("button", { name: t("workflows.placeholder") })
      .first()
      .click();
    await page.getByRole("textbox", { name: t("workflows.placeholder.find") }).fill("contact.firstname");
    await page.getByRole("option", { name: "contact.firstname" }).click();
    await expect(subject).toHaveValue("{{ contact.firstname }}");
    // To nobody but the owner, whom the ticket does not have: it says so, and shows the mail once there is an address.
    const shown = internal.getByRole("region", { name: t("preview.title") });
    await expect(shown).toContainText(t("preview.none", { reason: t("skipped.nobody-there") }));
    await internal.getByRole("combobox", { name: t("workflows.field.addresses") }).fill("boss@shop.example");
    await page.keyboard.press("Enter");
    await expect(shown.getByRole("article")).toContainText("Bob");
    await expect(cards.bubble("New", "send-internal-email")).not.toContainText(t("workflows.mark.error"));
    await cards.save.click();
    await expect(internal).toBeHidden();
    const all = ["wait-for", "send-email", "send-internal-email"];
    expect(await cards.stored("New")).toEqual(all);

    // Deleted alone, then with all that follows; each is saved at once, and Undo brings it back.
    const question = page.getByRole("dialog", { name: t("workflows.delete.title") });
    const remove = (type: StepType) =>
      cards.card("New").getByRole("button", { name: t("cards.remove", { action: titleOf(type) }) });
    await remove("wait-for").click();
    await question.getByRole("radio", { name: t("workflows.delete.only") }).check();
    await question.getByRole("button", { name: t("workflows.delete") }).click();
    await expect.poll(() => cards.stored("New")).toEqual(["send-email", "send-internal-email"]);
    await remove("send-email").click();
    await question.getByRole("radio", { name: t("workflows.delete.following") }).check();
    await question.getByRole("button", { name: t("workflows.delete") }).click();
    await expect.poll(() => cards.stored("New")).toEqual([]);
    await expect(question).toBeHidden();
    await cards
      .card("New")
      .getByRole("button", { name: t("workflows.undo") })
      .click();
    await expect.poll(() => cards.stored("New")).toEqual(["send-email", "send-internal-email"]);
    await page.keyboard.press("z");
    await expect.poll(() => cards.stored("New")).toEqual(all);

    // Switched on it asks for the tickets that are there; then it leads to the editor.
    const { name = "" } = workflow ?? {};
    await cards
      .card("New")
      .getByRole("switch", { name: t("workflows.onOf", { workflow: name }) })
      .press("Space");
    await page.getByRole("button", { name: t("workflows.on.later") }).click();
    await expect(cards.card("New")).not.toContainText(t("cards.off"));
    await cards
      .card("New")
      .getByRole("link", { name: t("cards.open") })
      .click();
    await expect(page.getByRole("group", { name: t("workflows.canvas") })).toContainText(titleOf("wait-for"));

    // A ticket that went through a card leads from its timeline to the step, as it was then.
    const ticketId = (await desk.rest.tickets())[0]?.id ?? "";
    await desk.rest.send("PATCH", `/workflows/${closed.id}`, { enabled: true });
    await desk.rest.move(ticketId, stageId("Closed"));
    const now = await desk.rest.send<WorkflowView>("PATCH", `/workflows/${closed.id}`, {
      definition: { ...closed.definition, steps: [] },
    });
    await page.goto(`${desk.url}#/ticket/${ticketId}`);
    await page
      .getByRole("link", { name: t("ticket.cause.workflow", { name: closed.name }) })
      .first()
      .click();
    const past = { revision: now.revision - 1, present: now.revision };
    await expect(page.getByText(t("workflows.past.title", past))).toBeVisible();
    await expect(page.getByRole("complementary", { name: t("workflows.history.run") })).toContainText(
      titleOf("set-property"),
    );
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole("link", { name: t("workflows.past.open") }).click();
    await expect(page.getByText(t("workflows.past.title", past))).toHaveCount(0);
  },
);

test("[E6] a card by keyboard alone; what is typed is kept when its status goes; who may not change it sees why", async ({
  page,
  context,
  desk,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { keyboard } = page;
  const cards = new StatusCards(page, desk);
  const { pipeline, stageId } = await firstPipeline(desk);
  const long = `${"很長的名字 ".repeat(8)}שם ארוך מאוד 🙂 ${"x".repeat(30)}`.slice(0, 80).trim();
  await desk.rest.send("PATCH", `/pipelines/${pipeline.id}/stages/${stageId("Waiting on us")}`, { name: long });
  await cards.open();
  const last = cards.card(long);
  await page.getByRole("button", { name: t("cards.addTo", { stage: long }) }).focus();
  await keyboard.press("Enter");
  await chooseAction(page, titleOf("add-note"));
  const note = cards.panel("add-note");
  const text = note.getByRole("textbox", { name: t("workflows.field.text") });
  await expect(text).toBeFocused();
  await keyboard.press("Control+a");
  await keyboard.type("First");
  // The panel keeps the focus: Tab goes round in it.
  const panel = page.locator("[data-card-panel]");
  await note.getByRole("button", { name: t("shell.close") }).focus();
  await keyboard.press("Shift+Tab");
  await expect(cards.save).toBeFocused();
  await keyboard.press("Tab");
  await expect(panel.getByRole("button").first()).toBeFocused();
  // Closed without Save it is kept, unsaved; Discard takes it away, Redo brings it back.
  await keyboard.press("Escape");
  await expect(cards.bubble(long, "add-note")).toBeFocused();
  await expect(last).toContainText(t("cards.unsaved"));
  await last.getByRole("button", { name: t("cards.discard") }).press("Enter");
  await expect(cards.bubble(long, "add-note")).toHaveCount(0);
  await last.getByRole("button", { name: t("workflows.redo") }).press("Enter");
  await last.getByRole("button", { name: t("workflows.redo") }).press("Enter");
  await expect(cards.bubble(long, "add-note")).toContainText("First");
  await cards.bubble(long, "add-note").press("Enter");
  await cards.save.press("Enter");
  await expect(note).toBeHidden();
  await expect(cards.bubble(long, "add-note")).toBeFocused();

  // A second one behind it, moved before it, and what is moved is stored at once.
  await keyboard.press("+");
  await chooseAction(page, titleOf("wait-for"));
  await cards.save.press("Enter");
  await expect(cards.bubble(long, "wait-for")).toBeFocused();
  await keyboard.press("Alt+ArrowUp");
  await expect.poll(() => cards.stored(long)).toEqual(["wait-for", "add-note"]);
  await expect(cards.bubble(long, "wait-for")).toBeFocused();
  await keyboard.press("ArrowDown");
  await expect(cards.bubble(long, "add-note")).toBeFocused();
  await keyboard.press("Control+z");
  await expect.poll(() => cards.stored(long)).toEqual(["add-note", "wait-for"]);

  // Whole at 200 % and on a phone, also with the panel open.
  await cards.bubble(long, "add-note").press("Enter");
  await page.setViewportSize({ width: 640, height: 400 });
  await expect(text).toBeVisible();
  await expect(cards.save).toBeInViewport();
  expect(await cutOffOnPhone(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });

  // Its status goes while somebody writes: it says so where one looks, and what was written goes into another card.
  await text.fill("What must not be lost");
  await desk.rest.send("POST", `/pipelines/${pipeline.id}/stages/${stageId("Waiting on us")}/remove`, {
    moveTicketsTo: stageId("New"),
  });
  const gone = cards
    .card(long)
    .getByRole("alert")
    .filter({ hasText: t("cards.gone.title", { stage: long }) });
  await expect(gone).toBeVisible();
  await expect(text).toHaveValue("What must not be lost");
  await expect(cards.save).toHaveCount(0);
  expect(await axeFaults(page)).toEqual([]);
  await note.getByRole("button", { name: t("shell.close") }).press("Enter");
  await gone.getByRole("button", { name: t("cards.gone.copy") }).press("Enter");
  await page.getByRole("button", { name: t("cards.addTo", { stage: "Closed" }) }).press("Enter");
  const list = page.getByRole("dialog", { name: t("workflows.add.title") });
  await expect(list.getByRole("searchbox")).toBeFocused();
  // Whoever takes none leaves nothing behind, and is where they were.
  await keyboard.press("Escape");
  await expect(page.getByRole("button", { name: t("cards.addTo", { stage: "Closed" }) })).toBeFocused();
  expect(await cards.stored("Closed")).toBe(null);
  await keyboard.press("Control+v");
  await expect.poll(() => cards.stored("Closed")).toEqual(["add-note", "wait-for"]);
  await expect(cards.bubble("Closed", "add-note")).toContainText("What must not be lost");
  await gone.getByRole("button", { name: t("cards.gone.close") }).press("Enter");
  await expect(cards.card(long)).toHaveCount(0);

  // Whoever may not change anything sees the actions and why nothing can be changed, and can comment.
  await actAs(page, desk, "Ben");
  await page.reload();
  await expect(page.getByText(t("settings.readOnly.title"))).toBeVisible();
  await expect(cards.add("Closed")).toHaveCount(0);
  await cards.bubble("Closed", "add-note").press("Enter");
  await expect(text).toBeDisabled();
  await expect(cards.save).toHaveCount(0);
  await expect(note.getByRole("textbox", { name: t("comments.new") })).toBeFocused();
});
