import { afterEach, beforeEach, expect, test } from "vitest";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { StepId } from "#shared/model/ids.ts";
import { openMailFixture, template, type MailFixture } from "./mail-fixture.ts";

type Steps = WorkflowDefinition["steps"];

let fixture: MailFixture;
/** Fails once its template has been taken away. */
let failing: Extract<Steps[number], { type: "send-email" }>;
beforeEach(async () => {
  fixture = await openMailFixture();
  const made = await fixture.desk().client.mailTemplates.create({ name: "Own", subject: "Own", body: "Own" });
  failing = { ...template(made.id), id: id("fails") };
});
afterEach(() => fixture.close());

const id = (text: string) => StepId.parse(text);
const tag = (text: string) => ({ id: id(text), type: "add-tags" as const, tags: [text] });
const onOutcome = (values: string[]): Steps[number] => ({
  id: id("branch"),
  type: "branch-outcome",
  arms: [{ id: "arm", name: "arm", values, steps: [tag("caught")] }],
  otherwise: [tag("fine")],
});

/** What became of one ticket's run, and the tags it has then. */
async function play(...steps: Steps) {
  const { desk } = fixture;
  const workflowId = await fixture.workflow([]);
  const workflow = desk().core.context.setup.require("workflow", workflowId);
  await desk().client.workflows.update({ id: workflowId, definition: { ...workflow.definition, steps } });
  const { store } = desk().core.context;
  const [own] = await store.setup.find({ selector: { kind: "mail-template", name: "Own" } });
  if (own) await store.setup.remove([own]);
  const ticketId = await fixture.receive();
  const [run] = await fixture.runs(workflowId);
  const { ticket } = await desk().client.tickets.open({ id: ticketId });
  const told = run?.journal.map(({ stepId, outcome }) => `${stepId} ${outcome.kind}`);
  return [run?.status, told, ticket.tags];
}

test("[F9] an arm for failures catches them, and the run goes on", async () => {
  expect(await play(failing, onOutcome(["failed", "skipped"]), tag("after"))).toEqual([
    "done",
    ["fails failed", "branch took", "caught done", "after done"],
    ["caught", "after"],
  ]);
});

test("[F9] a branch on outcomes without such an arm catches nothing", async () => {
  expect(await play(failing, onOutcome(["skipped"]))).toEqual(["failed", ["fails failed"], []]);
});

test("[F9] a step may say that a failure of it is no end", async () => {
  expect(await play({ ...failing, onFailure: "go-on" }, tag("after"))).toEqual([
    "done",
    ["fails failed", "after done"],
    ["after"],
  ]);
});

test("[F9] without that the run fails", async () => {
  expect(await play({ ...failing, onFailure: "stop" }, tag("after"))).toEqual(["failed", ["fails failed"], []]);
});
