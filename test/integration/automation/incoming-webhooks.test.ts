import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { startServeHost, type ServeHost } from "#main/hosts/serve/start-serve-host.ts";
import { ask, type Answer } from "../hosts/serve-fixture.ts";
import { openMailDesk, type MailDesk } from "../../support/mail/mail-desk.ts";
import { SILENT, STAGES } from "../../support/test-desk.ts";
import { actions, escalate, stepId } from "./webhooks-fixture.ts";

const TOKEN = "a-token-of-more-than-twenty-signs";
const HOOK: WorkflowDefinition["triggers"] = [{ id: "hook", type: "incoming-webhook", token: TOKEN }];

let desk: MailDesk;
let host: ServeHost;
let rendererDir: string;
beforeEach(async () => {
  desk = await openMailDesk();
  rendererDir = await mkdtemp(join(tmpdir(), "pipedesk-renderer-"));
  host = await startServeHost({
    core: desk.core,
    port: 0,
    token: "the-desk's-own-token",
    rendererDir,
    log: SILENT,
    version: "0.0.0",
  });
});
afterEach(async () => {
  await host.close();
  await desk.close();
  await rm(rendererDir, { recursive: true });
});

const hook = (steps: WorkflowDefinition["steps"], changes: Partial<WorkflowDefinition> = {}): Promise<WorkflowId> =>
  actions(desk).workflow(steps, { triggers: HOOK, reenrolment: { kind: "always" }, ...changes });

function call(workflowId: string, body: unknown, headers: Record<string, string> = {}, token = TOKEN): Promise<Answer> {
  const isText = typeof body === "string";
  return ask(host.port, `/hooks/${workflowId}/${token}`, {
    method: "POST",
    headers: { "content-type": isText ? "application/x-www-form-urlencoded" : "application/json", ...headers },
    body: isText ? body : JSON.stringify(body),
  });
}

const told = ({ status, json }: Answer) => [status, (json as { data?: { code?: string } }).data?.code];
const runsOf = async (id: WorkflowId) => (await desk.client.workflows.runs({ id })).items;

describe("[F2] an incoming webhook", () => {
  test("sets its workflow off for the ticket that it names; what it brings is there for placeholders", async () => {
    const workflowId = await hook([
      { id: stepId("note"), type: "add-note", text: "{{ webhook.order.id }} for {{ ticket.subject }}" },
    ]);
    const ticketId = await actions(desk).receive();
    const body = { ticketNumber: 1, order: { id: "A-7", lines: [1, 2] } };
    const answer = await call(workflowId, body);
    expect([answer.status, answer.json]).toEqual([202, { ticketId, ticketNumber: 1, repeated: false }]);
    const [run] = await runsOf(workflowId);
    expect([run?.triggerId, run?.data, run?.journal.map(({ outcome }) => outcome.kind)]).toEqual([
      "hook",
      body,
      ["done"],
    ]);
    const { activities } = await desk.client.tickets.open({ id: ticketId });
    expect(activities.find(({ body: told_ }) => told_.type === "workflow.triggered")).toMatchObject({
      cause: { kind: "trigger", workflowId },
      body: { by: "webhook", triggerId: "hook", data: body },
    });
  });

  test("names a ticket by its id, its number also in a form, or a contact's newest open one", async () => {
    const workflowId = await hook([escalate]);
    const act = actions(desk);
    const first = await act.receive();
    await desk.time.advance(1000);
    const second = await act.receive({ messageId: "second@example.com", subject: "Socks" });
    await desk.time.advance(1000);
    const closed = await act.receive({ messageId: "third@example.com", subject: "Hats" });
    await desk.client.tickets.move({ id: closed, stageId: STAGES.closed });
    const answers = [
      await call(workflowId, { ticketId: first }),
      await call(workflowId, "ticketNumber=2&note=paid"),
      await call(workflowId, { email: "Anna@Example.com" }),
    ];
    expect(answers.map(({ status, json }) => [status, json])).toEqual([
      [202, { ticketId: first, ticketNumber: 1, repeated: false }],
      [202, { ticketId: second, ticketNumber: 2, repeated: false }],
      [202, { ticketId: second, ticketNumber: 2, repeated: false }],
    ]);
    expect((await runsOf(workflowId)).map(({ ticketId, data }) => [ticketId, data])).toEqual(
      expect.arrayContaining([[second, { ticketNumber: "2", note: "paid" }]]),
    );
  });

  test.each(["idempotency-key", "webhook-id"])(
    "repeated under one %s enrols once, whatever it says then",
    async (name) => {
      const workflowId = await hook([escalate]);
      const act = actions(desk);
      const ticketId = await act.receive();
      await call(workflowId, { email: "anna@example.com" }, { [name]: "key-1" });
      await desk.time.advance(1000);
      await act.receive({ messageId: "second@example.com", subject: "Socks" });
      const again = await call(workflowId, { email: "anna@example.com" }, { [name]: "key-1" });
      const other = await call(workflowId, { email: "anna@example.com" }, { [name]: "key-2" });
      expect([again.status, again.json, (other.json as { ticketNumber: number }).ticketNumber]).toEqual([
        202,
        { ticketId, ticketNumber: 1, repeated: true },
        2,
      ]);
      expect(await runsOf(workflowId)).toHaveLength(2);
    },
  );

  test("is told in plain words what is wrong with it", async () => {
    const workflowId = await hook([escalate]);
    await actions(desk).receive();
    const other = await actions(desk).workflow([escalate]);
    const nested = JSON.parse(`${'{"a":'.repeat(100)}1${"}".repeat(100)}`) as unknown;
    const answers = {
      "unknown workflow": await call("w_none", { ticketNumber: 1 }),
      "wrong token": await call(workflowId, { ticketNumber: 1 }, {}, "another-token-of-twenty-signs"),
      "workflow without the trigger": await call(other, { ticketNumber: 1 }),
      "unknown ticket": await call(workflowId, { ticketNumber: 99 }),
      "no open ticket": await call(workflowId, { email: "nobody@example.com" }),
      "no ticket named": await call(workflowId, { hello: 1 }),
      "a list": await call(workflowId, [1]),
      "nested deeply": await call(workflowId, { ticketNumber: 1, nested }),
      "too large": await call(workflowId, { ticketNumber: 1, text: "x".repeat(300_000) }),
      "no JSON": await call(workflowId, "{", { "content-type": "application/json" }),
    };
    expect(Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, told(answer)]))).toEqual({
      "unknown workflow": [404, "PD_DESK_NOT_FOUND"],
      "wrong token": [404, "PD_DESK_NOT_FOUND"],
      "workflow without the trigger": [404, "PD_DESK_NOT_FOUND"],
      "unknown ticket": [404, "PD_DESK_NOT_FOUND"],
      "no open ticket": [404, "PD_DESK_NOT_FOUND"],
      "no ticket named": [400, "PD_INPUT_INVALID"],
      "a list": [400, "PD_INPUT_INVALID"],
      "nested deeply": [400, "PD_INPUT_INVALID"],
      "too large": [413, "PD_INPUT_TOO_LARGE"],
      "no JSON": [400, "PD_INPUT_INVALID"],
    });
    expect(await runsOf(workflowId)).toEqual([]);
    const read = await ask(host.port, `/hooks/${workflowId}/${TOKEN}`);
    expect([read.status, read.headers.allow]).toEqual([405, "POST"]);
  });

  test("of a workflow that is switched off is gone", async () => {
    const workflowId = await hook([escalate]);
    await actions(desk).receive();
    await desk.client.workflows.update({ id: workflowId, enabled: false });
    expect(told(await call(workflowId, { ticketNumber: 1 }))).toEqual([410, "PD_WEBHOOK_OFF"]);
  });

  test("comes through a tunnel under another name; the desk's API does not", async () => {
    const workflowId = await hook([escalate]);
    await actions(desk).receive();
    const headers = { host: "desk.tunnel.example", origin: "https://elsewhere.example" };
    const answer = await call(workflowId, { ticketNumber: 1 }, headers);
    const api = await ask(host.port, "/api/v1/tickets", { headers });
    expect([answer.status, api.status]).toEqual([202, 403]);
  });

  test("is taken 120 times a minute", async () => {
    const workflowId = await hook([]);
    await actions(desk).receive();
    const { webhooks } = desk.core;
    const again = (key: string) => webhooks.receive({ workflowId, token: TOKEN, data: { ticketNumber: 1 }, key });
    for (let count = 0; count < 120; count += 1) await again("one");
    const refused = await call(workflowId, { ticketNumber: 1 });
    expect([...told(refused), refused.headers["retry-after"]]).toEqual([429, "PD_WEBHOOK_CALLS", "60"]);
    await desk.time.advance(60_000);
    expect((await again("two")).repeated).toBe(false);
  });
});
