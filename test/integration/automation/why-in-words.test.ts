import { afterEach, beforeEach, expect, test } from "vitest";
import { createNames } from "#renderer/features/ticket/timeline/names.ts";
import { whySteps } from "#renderer/features/ticket/timeline/why-steps.ts";
import { namesOf } from "#renderer/state/use-words.ts";
import { createSpeaker, say } from "#shared/automation/describe/words.ts";
import { createTranslate, type Language } from "#shared/i18n/index.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { deskSetup } from "#main/desk/queries/desk-status.ts";
import {
  definition,
  HOUR_MS,
  openExplainedDesk,
  tag,
  urgent,
  waitFor,
  type ExplainedDesk,
} from "./explanations-fixture.ts";

let desk: ExplainedDesk;
beforeEach(async () => {
  desk = await openExplainedDesk();
});
afterEach(() => desk.close());

/** What the window says of the newest change of a property, from the core's answer. */
async function told(ticketId: TicketId, property: string, language: Language): Promise<string[]> {
  const { items } = await desk.client.workflows.why({ id: ticketId, property, limit: 1 });
  const [entry] = items;
  if (!entry) throw new TypeError(`Nothing changed ${property}.`);
  const { messages, ticket } = await desk.client.tickets.open({ id: ticketId });
  const setup = deskSetup(desk.core.context);
  const t = createTranslate(language);
  const names = createNames({ t, language: "en", meId: null, setup, messages, when: String, ticketNumbers: new Map() });
  const speaker = createSpeaker(language);
  const words = { names: namesOf(setup), say: (phrase: Parameters<typeof say>[0]) => say(phrase, speaker) };
  return whySteps(entry, { pipelineId: ticket.pipelineId, names, words }).flatMap(({ text, notes }) => [
    text,
    ...notes.map((note) => `  ${note}`),
  ]);
}

test("[F8] [F9] the window tells a run as it was, also when the workflow says something else by now", async () => {
  const workflowId = await desk.workflow([waitFor(60), urgent]);
  const ticketId = await desk.receive({ messageId: "first@example.com" });
  await desk.client.workflows.update({
    id: workflowId,
    definition: definition([tag("late")], { triggers: [{ id: "t9", type: "note-added" }] }),
  });
  await desk.pass(HOUR_MS);
  expect(await told(ticketId, "priority", "en")).toEqual([
    "mail on Incoming mail",
    "Ticket created in Support › New",
    "workflow “Escalate”",
    "  Set off by: A ticket is created",
    "  Before it: Wait 60 minutes; stop if the customer answers",
    "  Step: Set priority to Urgent",
    "  It ran in revision 1; the workflow has been changed since.",
    "Priority set to Urgent",
  ]);
  expect(await told(ticketId, "priority", "it")).toContain(
    "  Eseguito nella revisione 1; da allora il flusso di lavoro è stato modificato.",
  );
});
