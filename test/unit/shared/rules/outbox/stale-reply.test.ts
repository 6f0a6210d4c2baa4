import { describe, expect, test } from "vitest";
import type { Activity } from "#shared/model/activity.ts";
import type { Cause } from "#shared/model/cause.ts";
import type { EmailVerdict } from "#shared/model/email-verdict.ts";
import {
  ConversationId,
  EventId,
  MessageId,
  PipelineId,
  RunId,
  StageId,
  StepId,
  TicketId,
  UserId,
  WorkflowId,
} from "#shared/model/ids.ts";
import { staleReply, type StaleReplyFacts } from "#shared/rules/outbox/stale-reply.ts";

const ANNA = UserId.parse("user-anna");
const BEA = UserId.parse("user-bea");
const OWN = MessageId.parse("m_own");
const OTHER = MessageId.parse("m_other");
const byUser = (userId: UserId): Cause => ({ kind: "user", userId });
const byRun = (run: string): Cause => ({
  kind: "workflow",
  workflowId: WorkflowId.parse("w"),
  runId: RunId.parse(run),
  stepId: StepId.parse("s"),
});

function activity(id: string, cause: Cause, body: Activity["body"]): Activity {
  return { id: EventId.parse(id), ticketId: TicketId.parse("t"), atEpochMs: 0, stamp: id, cause, body };
}
const place = (stage: string) => ({ pipelineId: PipelineId.parse("p"), stageId: StageId.parse(stage) });
const moved = (id: string, cause: Cause) =>
  activity(id, cause, { type: "ticket.stage-changed", from: place("a"), to: place("b") });
const mail = (
  id: string,
  type: "message.received" | "message.sent",
  cause: Cause,
  verdict: EmailVerdict,
  messageId = OTHER,
) => activity(id, cause, { type, messageId, conversationId: ConversationId.parse("c"), verdict });

const REPLIED: EmailVerdict = { kind: "customer-replied", rule: "D2" };
const SENT: EmailVerdict = { kind: "sent-to-customer", rule: "D1" };
const no = (rule: "D7" | "D9" | "D5", reason: string): EmailVerdict => ({ kind: "no-change", rule, reason });
const CHANNEL: Cause = { kind: "import", source: "" };

function stale(since: readonly Activity[], more: Partial<StaleReplyFacts> = {}) {
  return staleReply({
    since,
    authorId: ANNA,
    messageId: OWN,
    setOffBy: new Map(),
    triggers: new Map(since.map((one) => [one.id, one])),
    ignored: new Set(),
    ...more,
  });
}

const NEW_MAIL = { kind: "stale", newMessageIds: [OTHER], stageChanged: false };
const MOVED = { kind: "stale", newMessageIds: [], stageChanged: true };

describe("[H1b] what makes an answer stale", () => {
  test.each<[string, Activity, unknown]>([
    ["a contact's message", mail("e", "message.received", CHANNEL, REPLIED), NEW_MAIL],
    ["a side conversation", mail("e", "message.received", CHANNEL, no("D9", "side-conversation")), NEW_MAIL],
    ["a forwarded mail", mail("e", "message.received", CHANNEL, no("D5", "forwarded")), NEW_MAIL],
    ["a colleague's mail from outside", mail("e", "message.received", CHANNEL, no("D7", "own-address")), NEW_MAIL],
    ["an auto-reply", mail("e", "message.received", CHANNEL, no("D7", "automatic")), null],
    ["a bounce", mail("e", "message.received", CHANNEL, no("D7", "bounce")), null],
    ["list mail", mail("e", "message.received", CHANNEL, no("D7", "list")), null],
    ["another author's answer", mail("e", "message.sent", byUser(BEA), SENT), NEW_MAIL],
    ["the author's own other answer", mail("e", "message.sent", byUser(ANNA), SENT), null],
    ["the mail itself", mail("e", "message.sent", byUser(ANNA), SENT, OWN), null],
    ["a workflow's mail", mail("e", "message.sent", byRun("r"), no("D7", "automatic")), null],
    ["another user's move", moved("e", byUser(BEA)), MOVED],
    ["the author's own move", moved("e", byUser(ANNA)), null],
    ["the reopening by a mail, which is told itself", moved("e", { kind: "rule", rule: "D6" }), null],
    ["another rule's move", moved("e", { kind: "rule", rule: "C4" }), MOVED],
    ["a move that another device brought", moved("e", { kind: "sync", deviceId: "d" }), MOVED],
    ["a workflow's move of unknown origin", moved("e", byRun("r")), MOVED],
    ["a note", activity("e", byUser(BEA), { type: "note.added", messageId: OTHER }), null],
    [
      "a changed property",
      activity("e", byUser(BEA), { type: "ticket.property-changed", property: "priority", from: null, to: "high" }),
      null,
    ],
  ])("%s", (_what, one, expected) => {
    expect(stale([one])).toEqual(expected);
  });

  test("nothing new", () => {
    expect(stale([])).toBeNull();
  });

  test("what is nothing new to anybody is passed over", () => {
    expect(stale([mail("e", "message.received", CHANNEL, REPLIED)], { ignored: new Set([OTHER]) })).toBeNull();
  });

  test("a mail that nobody wrote is never stale", () => {
    expect(stale([moved("e", byUser(BEA))], { authorId: null })).toBeNull();
  });
});

describe("[H1b] a workflow's move belongs to who set it off", () => {
  const setOffBy = (...pairs: [string, string][]) =>
    new Map(pairs.map(([run, event]) => [RunId.parse(run), EventId.parse(event)]));

  test("[D1] the status that the author's own mail set does not hold it", () => {
    const sent = mail("e1", "message.sent", byUser(ANNA), SENT, OWN);
    expect(stale([sent, moved("e2", byRun("r"))], { setOffBy: setOffBy(["r", "e1"]) })).toBeNull();
  });

  test("[D2] the status that the contact's reply set is no news beside the reply", () => {
    const since = [mail("e1", "message.received", CHANNEL, REPLIED), moved("e2", byRun("r"))];
    expect(stale(since, { setOffBy: setOffBy(["r", "e1"]) })).toEqual(NEW_MAIL);
  });

  test("a chain of workflows is followed to its beginning, also before the basis", () => {
    const first = moved("e0", byUser(ANNA));
    const since = [moved("e1", byRun("r1")), moved("e2", byRun("r2"))];
    const facts = { setOffBy: setOffBy(["r1", "e0"], ["r2", "e1"]) };
    const triggers = new Map([first, ...since].map((one) => [one.id, one]));
    expect(stale(since, { ...facts, triggers })).toBeNull();
    const byOther = new Map(triggers).set(first.id, moved("e0", byUser(BEA)));
    expect(stale(since, { ...facts, triggers: byOther })).toEqual(MOVED);
  });

  test("a circle ends, and counts as somebody else's", () => {
    const since = [moved("e1", byRun("r1"))];
    expect(stale(since, { setOffBy: setOffBy(["r1", "e1"]) })).toEqual(MOVED);
  });
});
