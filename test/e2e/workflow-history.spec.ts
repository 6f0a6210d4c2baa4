import { expect, type Page } from "@playwright/test";
import type { StepType } from "../../src/shared/automation/steps/step.ts";
import type { PipelineView } from "../../src/shared/contract/pipelines.ts";
import type { TicketView } from "../../src/shared/contract/views.ts";
import type { WorkflowView } from "../../src/shared/contract/workflows.ts";
import type { TestDesk } from "../support/desk-process.ts";
import { axeFaults } from "./support/axe.ts";
import { t, test } from "./support/desk-test.ts";
import { showSide, titleOf } from "./support/editor.ts";

const MAIL = { kind: "custom", subject: "We saw {{ ticket.subject }}", body: "Dear {{ contact.name }}", html: false };
const isVip = { object: "ticket", property: "subject", operator: "contains", value: "VIP" };

/** A mail, a wait that ends when the ticket gets an owner, a branch, and a move that a rule refuses. */
const stepsFor = (closedId: string) => [
  { id: "mail", type: "send-email", to: "primary-contact", mail: { ...MAIL, marketing: false } },
  {
    id: "wait",
    type: "wait-for",
    duration: { amount: 2, unit: "hours" },
    cancelOn: ["owner-changed"],
    whenCancelled: "continue",
    businessHours: false,
  },
  {
    id: "vip",
    type: "branch-if",
    arms: [
      {
        id: "yes",
        name: "VIP",
        filter: { match: "all", parts: [isVip] },
        steps: [{ id: "tag", type: "add-tags", tags: ["vip"] }],
      },
    ],
    otherwise: [],
  },
  { id: "close", type: "move-stage", stageId: closedId },
  { id: "note", type: "add-note", text: "Closed by itself" },
];

/** The workflow, on, and a pipeline in which a ticket can't be closed without a due date. */
async function setUp({ rest }: TestDesk) {
  const [pipeline] = await rest.pipelines();
  const closed = pipeline?.stages.find(({ kind }) => kind === "closed");
  if (pipeline === undefined || closed === undefined) throw new Error("A new desk has a pipeline.");
  const refuse = (isRefused: boolean) =>
    rest.send<PipelineView>("PATCH", `/pipelines/${pipeline.id}`, {
      rules: { ...pipeline.rules, requiredProperties: isRefused ? { [closed.id]: ["dueAtEpochMs"] } : {} },
    });
  await refuse(true);
  const workflow = await rest.send<WorkflowView>("POST", "/workflows", {
    name: "Escalation",
    enabled: true,
    pipelineId: pipeline.id,
    definition: {
      version: 2,
      triggers: [{ id: "t1", type: "ticket-created" }],
      filter: { match: "all", parts: [] },
      reenrolment: { kind: "never" },
      unenrolment: { on: [], filter: null },
      sources: ["manual"],
      businessHours: null,
      steps: stepsFor(closed.id),
    },
  });
  const [user] = (await rest.send<{ items: readonly { id: string }[] }>("GET", "/users")).items;
  return {
    workflow,
    refuse,
    come: (subject: string) =>
      rest.createTicket({ subject, pipelineId: pipeline.id, contactAddress: "anna@example.com" }),
    own: (ticket: TicketView) => rest.send("PATCH", `/tickets/${ticket.id}`, { ownerId: user?.id }),
  };
}

/** The history, test and replay of a workflow in a browser. */
class LookPage {
  readonly page: Page;
  readonly canvas;
  readonly runs;
  readonly run;

  constructor(page: Page) {
    this.page = page;
    this.canvas = page.getByRole("group", { name: t("workflows.canvas") });
    this.runs = page.getByRole("region", { name: t("workflows.history.runs") });
    this.run = page.getByRole("complementary", { name: t("workflows.history.run") });
  }

  box(type: StepType) {
    return this.canvas.locator("[data-box]").filter({ hasText: titleOf(type) });
  }

  row(subject: string) {
    return this.runs.getByRole("button").filter({ hasText: subject });
  }

  async pick(label: string, option: string): Promise<void> {
    await this.page.getByRole("combobox", { name: label }).click();
    await this.page.getByRole("option", { name: option }).click();
  }
}

test("[F9] a ticket is watched on its way through the canvas, and a run that failed is tried again, left out or ended", async ({
  page,
  desk,
}) => {
  const { workflow, refuse, come, own } = await setUp(desk);
  const look = new LookPage(page);
  const state = (name: "done" | "waiting" | "failed" | "cancelled" | "skipped") => t(`workflows.run.state.${name}`);
  await page.goto(`${desk.url}#/workflows/${workflow.id}`);
  await showSide(page, "history");
  await expect(look.runs.getByText(t("workflows.history.none"))).toBeVisible();

  // It appears by itself, and moves on as it goes.
  const first = await come("VIP boots");
  await look.row("VIP boots").click();
  await expect(look.box("send-email")).toContainText(state("done"));
  await expect(look.box("wait-for")).toContainText(state("waiting"));
  await expect(look.run).toContainText(t("workflows.run.waitsUntil"));
  await expect(look.box("add-tags")).not.toContainText(state("done"));
  expect(await axeFaults(page)).toEqual([]);
  await own(first);
  await expect(look.box("wait-for")).toContainText(state("cancelled"));
  await expect(look.box("add-tags")).toContainText(state("done"));
  await expect(look.box("move-stage")).toContainText(state("failed"));
  await expect(look.run.getByRole("heading", { level: 3 }).first()).toHaveText(titleOf("move-stage"));

  // Step by step, by key; the mail leads to its place in the outbox.
  await expect(look.run.getByText(t("workflows.run.stepOf", { step: 5, count: 5 }))).toBeVisible();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("k");
  await expect(look.run.getByText(t("workflows.run.stepOf", { step: 1, count: 5 }))).toBeVisible();
  await expect(look.run).toContainText("anna@example.com");
  await expect(look.run.getByRole("link", { name: t("workflows.run.outbox") })).toHaveAttribute(
    "href",
    /#\/outbox\/all\/o/u,
  );
  await look.box("add-tags").click();
  await expect(look.run.getByText(t("workflows.run.stepOf", { step: 4, count: 5 }))).toBeVisible();

  // What stands in the way is mended, and it goes on from there.
  await refuse(false);
  await look.run.getByRole("button", { name: t("workflows.run.do.retry") }).click();
  await expect(look.box("move-stage")).toContainText(state("done"));
  await expect(look.row("VIP boots")).toContainText("Done");

  // Another one fails, and its step is left out.
  await refuse(true);
  await own(await come("Socks"));
  await look.row("Socks").click();
  await expect(look.box("move-stage")).toContainText(state("failed"));
  await look.run.getByRole("button", { name: t("workflows.run.do.skip") }).click();
  await expect(look.box("move-stage")).toContainText(state("skipped"));
  await expect(look.box("add-note")).toContainText(state("done"));

  // A third one is taken out while it waits.
  await come("Hat");
  await look.row("Hat").click();
  await expect(look.box("wait-for")).toContainText(state("waiting"));
  await look.run.getByRole("button", { name: t("workflows.run.do.end") }).click();
  await expect(look.row("Hat")).toContainText("Left early");

  // Only what is asked for; then all of them as figures, and the same as words.
  await look.pick(t("workflows.history.status"), t("workflows.history.status.unenrolled"));
  await expect(look.row("Socks")).toHaveCount(0);
  await expect(look.row("Hat")).toBeVisible();
  await look.runs.getByRole("button", { name: t("workflows.history.all") }).click();
  await expect(page.getByText(t("workflows.figures.runs", { count: 3 }))).toBeVisible();
  await expect(look.box("send-email")).toContainText(t("workflows.figures.times", { count: 3 }));
  await expect(look.box("move-stage")).toContainText(t("workflows.figures.failed", { count: 2 }));
  await page.getByText(t("workflows.view.outline"), { exact: true }).click();
  await expect(
    page.getByRole("list", { name: t("workflows.steps") }).getByRole("button", { name: titleOf("send-email") }),
  ).toContainText(t("workflows.figures.times", { count: 3 }));
  expect(await axeFaults(page)).toEqual([]);

  // A run is drawn as the workflow was when it went, and its address leads back to it.
  await desk.rest.send("PATCH", `/workflows/${workflow.id}`, {
    definition: { ...workflow.definition, steps: workflow.definition.steps.slice(0, 1) },
  });
  await look.pick(t("workflows.history.status"), t("workflows.history.status.unenrolled"));
  await look.row("Hat").click();
  const past = t("workflows.past.title", { revision: workflow.revision, present: workflow.revision + 1 });
  await expect(page.getByText(past)).toBeVisible();
  await page.reload();
  await expect(page.getByText(past)).toBeVisible();
  await expect(look.box("move-stage")).toBeVisible();

  // An address of another workflow with this run shows neither.
  const [other] = await desk.rest.workflows();
  await page.goto(page.url().replace(workflow.id, other?.id ?? ""));
  await expect(page.getByText(t("workflows.history.runGone"))).toBeVisible();
});

test("[F10] a draft is tried out with a chosen failure, and looked back on with past tickets", async ({
  page,
  desk,
  saved,
}) => {
  const { workflow, come } = await setUp(desk);
  const look = new LookPage(page);
  for (const subject of ["VIP boots", "Socks"]) await come(subject);
  await page.goto(`${desk.url}#/workflows/${workflow.id}?look=test`);
  const panel = page.getByRole("complementary", { name: t("workflows.test") });

  // The newest ticket goes through: mail, wait by its time, and the rule that refuses the move.
  await expect(look.box("send-email")).toContainText(t("workflows.run.state.done"));
  await expect(look.box("wait-for")).toContainText(t("workflows.run.state.completed"));
  await expect(look.box("move-stage")).toContainText(t("workflows.run.state.failed"));
  await expect(panel.getByText("We saw Socks").first()).toBeVisible();
  await expect(panel.getByText(t("workflows.test.end.failed"))).toBeVisible();

  // A failure where there would be none, and the wait that is ended early.
  await look.pick(t("workflows.test.whatIf"), t("workflows.test.exit.failed"));
  await expect(look.box("send-email")).toContainText(t("workflows.run.state.failed"));
  await expect(look.box("wait-for")).not.toContainText(t("workflows.run.state.completed"));
  await panel.getByRole("button", { name: t("workflows.test.reset") }).click();
  await expect(look.box("wait-for")).toContainText(t("workflows.run.state.completed"));
  await look.box("wait-for").click();
  await look.pick(t("workflows.test.whatIf"), t("workflows.test.exit.cancelled"));
  await expect(look.box("wait-for")).toContainText(t("workflows.run.state.cancelled"));

  // Step by step only what has been done so far is lit.
  await panel.getByText(t("workflows.test.steps"), { exact: true }).click();
  await expect(look.box("move-stage")).not.toContainText(t("workflows.run.state.failed"));
  await page.keyboard.press("j");
  await expect(look.box("wait-for")).toContainText(t("workflows.run.state.cancelled"));
  expect(await axeFaults(page)).toEqual([]);
  expect((await desk.rest.tickets()).map(({ tags }) => tags)).toEqual([[], []]);

  // With a mistake in it there is no way through: which it is, and the way to mend it.
  await showSide(page, "edit");
  await look.box("add-note").click();
  const note = page.getByRole("complementary", { name: titleOf("add-note") });
  await note.getByRole("textbox", { name: t("workflows.field.text") }).fill("");
  await showSide(page, "test");
  await expect(panel.getByText(t("workflows.test.mistakes"))).toBeVisible();
  await panel.getByRole("alert").getByRole("button").first().click();
  await expect(note.getByRole("textbox", { name: t("workflows.field.text") })).toHaveValue("");
  await page.getByRole("button", { name: t("workflows.undo") }).click();

  // Without the mail: what it would not have done, as a table and as a file.
  await page.getByRole("button", { name: t("workflows.fit") }).click();
  await look.box("send-email").click();
  await look.box("send-email").press("Delete");
  const question = page.getByRole("dialog", { name: t("workflows.delete.title") });
  await question.getByRole("button", { name: t("workflows.delete") }).click();
  await expect(look.box("send-email")).toHaveCount(0);
  await showSide(page, "replay");
  const replay = page.getByRole("complementary", { name: t("workflows.replay") });
  await replay.getByRole("button", { name: t("workflows.replay.start") }).click();
  const lines = replay.getByRole("table", { name: t("workflows.replay.table") }).locator("tbody tr");
  await expect(lines).toHaveCount(2);
  await expect(lines.first()).toContainText(t("workflows.replay.kind.did"));
  await replay.getByRole("textbox", { name: t("workflows.replay.ticket") }).fill("vip");
  await expect(lines).toHaveCount(1);
  const file = await saved(() => replay.getByRole("button", { name: t("workflows.replay.export.csv") }).click());
  expect(
    file
      .trimEnd()
      .split("\r\n")
      .map((line) => line.includes("VIP boots")),
  ).toEqual([false, true]);
  expect(await axeFaults(page)).toEqual([]);
  await look.pick(t("workflows.replay.kind"), t("workflows.replay.kind.would"));
  await expect(lines).toHaveCount(0);

  // Edited since: what is told is about the workflow as it was.
  await showSide(page, "edit");
  await page.getByRole("button", { name: t("workflows.undo") }).click();
  await showSide(page, "replay");
  await expect(replay.getByText(t("workflows.replay.changedSince"))).toBeVisible();
});
