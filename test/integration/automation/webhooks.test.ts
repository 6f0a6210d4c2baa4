import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RunView } from "#shared/contract/workflows.ts";
import type { WebhookRequestView } from "#shared/contract/webhook-requests.ts";
import { STAGES } from "../../support/test-desk.ts";
import { openMailDesk, type MailDesk } from "../../support/mail/mail-desk.ts";
import { actions, escalate, send, startReceiver, statuses, stepId } from "./webhooks-fixture.ts";

const HOUR_MS = 3_600_000;

let desk: MailDesk;
beforeEach(async () => {
  desk = await openMailDesk();
});
afterEach(async () => {
  await desk.close();
});

const told = (run: RunView) => [run.status, ...run.journal.map(({ stepId: id, outcome }) => `${id} ${outcome.kind}`)];
const statusesOf = ({ attempts }: WebhookRequestView) => attempts.map(({ status }) => status);
const isOver = ({ reported }: WebhookRequestView) => reported;
const isDone = ({ status }: RunView) => status !== "waiting";

describe("[F5] a webhook", () => {
  test("is sent signed as Standard Webhooks says, and the run goes on with its answer", async () => {
    const receiver = await startReceiver(statuses(200));
    const act = actions(desk);
    await act.allow(receiver);
    const { secret } = await desk.client.webhookRequests.setSecret({ name: "shop" });
    const workflowId = await act.workflow([send(`${receiver.origin}/in?x=1`, { secretName: "shop" }), escalate]);
    const ticketId = await act.receive();
    const run = await act.run(workflowId, isDone);
    const [call] = receiver.calls;
    if (!call) throw new Error("Nothing came.");
    const [request] = await act.requests();
    expect([told(run), call.method, call.path, call.headers["user-agent"], call.headers["content-type"]]).toEqual([
      ["done", "call done", "escalate done"],
      "POST",
      "/in?x=1",
      "Pipedesk",
      "application/json",
    ]);
    const id = call.headers["webhook-id"];
    const timestamp = call.headers["webhook-timestamp"];
    const key = Buffer.from((secret ?? "").replace("whsec_", ""), "base64");
    expect(key).toHaveLength(32);
    expect(call.headers["webhook-signature"]).toBe(
      `v1,${createHmac("sha256", key).update([id, timestamp, call.body].join(".")).digest("base64")}`,
    );
    expect(id).toBe(request?.id);
    expect(Number(timestamp)).toBe(Math.floor(desk.time.clock.nowEpochMs() / 1000));
    expect(JSON.parse(call.body)).toMatchObject({
      type: "ticket.workflow",
      data: {
        workflow: { id: workflowId, name: "Call" },
        run: { id: run.id, stepId: "call" },
        event: { id: run.eventId },
        ticket: { id: ticketId, number: 1, subject: "Boots", stageName: "New", stageKind: "open" },
        contact: { address: "anna@example.com", name: "Anna" },
      },
    });
    expect(run.journal[0]?.outcome).toEqual({
      kind: "done",
      changed: false,
      details: { requestId: id, status: 200, attempts: 1, answer: "answer 1" },
    });
    const { activities } = await desk.client.tickets.open({ id: ticketId });
    expect(activities.map(({ body }) => body)).toContainEqual({
      type: "workflow.acted",
      action: "webhook",
      about: `POST ${receiver.host}`,
    });
  });

  test("is filled in, headers and body, and what is filled in can't begin another header", async () => {
    const receiver = await startReceiver(statuses(204));
    const act = actions(desk);
    await act.allow(receiver);
    const workflowId = await act.workflow([
      send(receiver.origin, {
        method: "PUT",
        headers: { "X-Subject": "{{ ticket.subject }}!" },
        body: '{"s":{{ ticket.subject | json }},"c":{{ contact.name | json }}}',
      }),
    ]);
    await act.receive({ messageId: "first@example.com", subject: 'Ünï "x"' });
    expect(told(await act.run(workflowId, isDone))).toEqual(["done", "call done"]);
    const [call] = receiver.calls;
    expect([call?.method, Buffer.from(String(call?.headers["x-subject"]), "latin1").toString("utf8")]).toEqual([
      "PUT",
      'Ünï "x"!',
    ]);
    expect(call?.body).toBe('{"s":"Ünï \\"x\\"","c":"Anna"}');
  });

  test("whose body is no JSON once it is filled in fails the step with what to do", async () => {
    const act = actions(desk);
    const workflowId = await act.workflow([
      send("https://receiver.example/", { body: '{"s":"{{ ticket.subject }}"}' }),
    ]);
    await act.receive({ messageId: "first@example.com", subject: 'A "quotation"' });
    const run = await act.run(workflowId, isDone);
    expect([run.status, run.journal[0]?.outcome]).toMatchObject([
      "failed",
      { kind: "failed", code: "PD_INPUT_INVALID" },
    ]);
    expect(await act.requests()).toEqual([]);
  });

  test("is sent again after 500, 429 and 408 with growing pauses, always under one id", async () => {
    const receiver = await startReceiver(statuses(500, [429, { "Retry-After": "100" }], 408, 200));
    const act = actions(desk);
    await act.allow(receiver);
    const workflowId = await act.workflow([send(receiver.origin), escalate]);
    await act.receive();
    const begun = desk.time.clock.nowEpochMs();
    const pauses: number[] = [];
    for (let count = 1; count <= 3; count += 1) {
      const { retryAtEpochMs } = await act.request(({ attempts }) => attempts.length === count);
      const now = desk.time.clock.nowEpochMs();
      pauses.push(retryAtEpochMs - now);
      await act.pass(retryAtEpochMs - now - 1);
      expect(receiver.calls).toHaveLength(count);
      await act.pass(1);
      await receiver.called(count + 1);
    }
    const run = await act.run(workflowId, isDone);
    const request = await act.request(isOver);
    // Jitter: the test draws a half, which lengthens each by a tenth.
    expect([told(run), statusesOf(request), pauses]).toEqual([
      ["done", "call done", "escalate done"],
      [500, 429, 408, 200],
      [5_500, 110_000, 132_000],
    ]);
    expect(new Set(receiver.calls.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(request.attempts.map(({ startedAtEpochMs, answer }) => [startedAtEpochMs - begun, answer])).toEqual([
      [0, "answer 1"],
      [5_500, "answer 2"],
      [115_500, "answer 3"],
      [247_500, "answer 4"],
    ]);
  });

  test("fails at once after another 4xx; the run's retry sends a new request", async () => {
    const receiver = await startReceiver(statuses(410, 200));
    const act = actions(desk);
    await act.allow(receiver);
    const workflowId = await act.workflow([send(receiver.origin), escalate]);
    await act.receive();
    const run = await act.run(workflowId, isDone);
    expect([told(run), run.journal[0]?.outcome]).toEqual([
      ["failed", "call failed"],
      { kind: "failed", code: "PD_WEBHOOK_FAILED", message: "The answer was 410." },
    ]);
    await desk.client.workflows.retryRun({ id: run.id });
    const again = await act.run(workflowId, ({ status }) => status === "done");
    expect(told(again)).toEqual(["done", "call failed", "call done", "escalate done"]);
    expect(new Set(receiver.calls.map(({ headers }) => headers["webhook-id"])).size).toBe(2);
    expect((await act.requests()).map(({ state }) => state).toSorted()).toEqual(["delivered", "failed"]);
  });

  test("is given up after eleven answers of 503", async () => {
    const receiver = await startReceiver(statuses(503));
    const act = actions(desk);
    await act.allow(receiver);
    const workflowId = await act.workflow([send(receiver.origin)]);
    await act.receive();
    for (let count = 1; count <= 10; count += 1) {
      const { id } = await act.request(({ attempts }) => attempts.length === count);
      await desk.client.webhookRequests.retryNow({ id });
    }
    const run = await act.run(workflowId, isDone);
    expect([told(run), run.endReason]).toEqual([
      ["failed", "call failed"],
      "Given up after 11 attempts. The answer was 503.",
    ]);
    expect([receiver.calls.length, (await act.requests())[0]?.state]).toEqual([11, "failed"]);
  });

  test("that nobody answers ends in its time, and is tried again", async () => {
    const receiver = await startReceiver((_call, response, count) => void (count > 1 && response.end()));
    const act = actions(desk);
    await act.allow(receiver);
    const workflowId = await act.workflow([send(receiver.origin)]);
    await act.receive();
    await receiver.called(1);
    await act.pass(20_000);
    const { attempts } = await act.request((one) => one.attempts.length === 1);
    expect(attempts).toMatchObject([
      { durationMs: 20_000, status: null, error: "There was no answer within 20 seconds.", offline: false },
    ]);
    await act.pass(5_500);
    await receiver.called(2);
    expect(told(await act.run(workflowId, isDone))).toEqual(["done", "call done"]);
  });

  test("is not led elsewhere by a redirect", async () => {
    const inner = await startReceiver(statuses(200));
    const receiver = await startReceiver(statuses([307, { Location: `${inner.origin}/secret` }]));
    const act = actions(desk);
    await act.allow(receiver, inner);
    const workflowId = await act.workflow([send(receiver.origin)]);
    await act.receive();
    const run = await act.run(workflowId, isDone);
    expect([run.endReason, inner.calls.length, receiver.calls.length]).toEqual([
      "The answer was 307: redirects are not followed.",
      0,
      1,
    ]);
  });

  test.each([
    "http://127.0.0.1:1/",
    "http://0x7f.1/",
    "http://2130706433/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://localhost:1/",
    "http://0.0.0.0/",
    "https://[fd00::1]/",
  ])("to %s is refused as long as nobody allowed it", async (url) => {
    const act = actions(desk);
    const workflowId = await act.workflow([send(url)]);
    await act.receive();
    const run = await act.run(workflowId, isDone);
    expect(run.journal[0]?.outcome).toMatchObject({ kind: "failed", code: "PD_WEBHOOK_ADDRESS" });
  });

  test("without its secret is not sent unsigned but fails, and works once the secret is there", async () => {
    const receiver = await startReceiver(statuses(200));
    const act = actions(desk);
    await act.allow(receiver);
    const workflowId = await act.workflow([send(receiver.origin, { secretName: "shop" })]);
    await act.receive();
    const run = await act.run(workflowId, isDone);
    expect([run.journal[0]?.outcome, receiver.calls.length]).toEqual([
      { kind: "failed", code: "PD_WEBHOOK_SECRET", message: 'There is no secret "shop" on this machine.' },
      0,
    ]);
    await desk.client.webhookRequests.setSecret({ name: "shop", secret: "a secret of the receiver's own" });
    await desk.client.workflows.retryRun({ id: run.id });
    await act.run(workflowId, ({ status }) => status === "done");
    const { headers, body = "" } = receiver.calls[0] ?? {};
    const signed = [headers?.["webhook-id"], headers?.["webhook-timestamp"], body].join(".");
    expect(headers?.["webhook-signature"]).toBe(
      `v1,${createHmac("sha256", "a secret of the receiver's own").update(signed).digest("base64")}`,
    );
  });

  test("is cancelled when its ticket leaves the workflow", async () => {
    const receiver = await startReceiver(statuses(500));
    const act = actions(desk);
    await act.allow(receiver);
    const workflowId = await act.workflow([send(receiver.origin), escalate], {
      unenrolment: { on: ["ticket-closed"], filter: null },
    });
    const ticketId = await act.receive();
    await act.request(({ attempts }) => attempts.length === 1);
    await desk.client.tickets.move({ id: ticketId, stageId: STAGES.closed });
    const request = await act.request(({ state }) => state !== "queued");
    await act.pass(HOUR_MS);
    expect([request.state, receiver.calls.length, told(await act.run(workflowId, isDone))]).toEqual([
      "cancelled",
      1,
      ["unenrolled"],
    ]);
  });

  test("whose ticket leaves while it is on its way is cancelled, and its answer changes nothing", async () => {
    const held: (() => void)[] = [];
    const receiver = await startReceiver((_call, response) => void held.push(() => void response.end("late")));
    const act = actions(desk);
    await act.allow(receiver);
    const workflowId = await act.workflow([send(receiver.origin), escalate], {
      unenrolment: { on: ["ticket-closed"], filter: null },
    });
    const ticketId = await act.receive();
    await receiver.called(1);
    await desk.client.tickets.move({ id: ticketId, stageId: STAGES.closed });
    await act.request(({ state }) => state === "cancelled");
    held.forEach((answer) => answer());
    const request = await act.request(({ attempts }) => attempts.length === 1);
    expect([request.state, statusesOf(request), told(await act.run(workflowId, isDone))]).toEqual([
      "cancelled",
      [200],
      ["unenrolled"],
    ]);
  });

  test("is sent at once, or given up, when a person says so; neither once it is over", async () => {
    const receiver = await startReceiver(statuses(500, 500, 200));
    const act = actions(desk);
    await act.allow(receiver);
    const workflowId = await act.workflow([send(receiver.origin), escalate]);
    await act.receive();
    const { id } = await act.request(({ attempts }) => attempts.length === 1);
    await desk.client.webhookRequests.retryNow({ id });
    await act.request(({ attempts }) => attempts.length === 2);
    await desk.client.webhookRequests.cancel({ id });
    const run = await act.run(workflowId, isDone);
    expect([told(run), run.journal[0]?.outcome]).toEqual([
      ["done", "call skipped", "escalate done"],
      { kind: "skipped", reason: "by-hand" },
    ]);
    await expect(desk.client.webhookRequests.retryNow({ id })).rejects.toMatchObject({ code: "PD_WEBHOOK_OVER" });
    await act.pass(HOUR_MS);
    expect(receiver.calls).toHaveLength(2);
  });

  test("of one ticket to one address waits for the one before it; another ticket's does not", async () => {
    const receiver = await startReceiver((call, response, count) => {
      response.writeHead(count === 1 ? 500 : 200).end(call.body);
    });
    const act = actions(desk);
    await act.allow(receiver);
    const body = (name: string) => ({ body: `{{ ticket.subject }} ${name}`, contentType: "text/plain" });
    await act.workflow([send(receiver.origin, body("one"))]);
    await act.workflow([send(receiver.origin, body("two"))]);
    await act.receive();
    await act.request(({ attempts }) => attempts.length === 1);
    await act.receive({ messageId: "other@example.com", from: "Bea <bea@example.com>", subject: "Socks" });
    await receiver.called(3);
    await act.pass(5_500);
    await receiver.called(5);
    expect(receiver.calls.map((call) => call.body)).toEqual([
      "Boots one",
      "Socks one",
      "Socks two",
      "Boots one",
      "Boots two",
    ]);
  });

  test("in a chat is one line of text in JSON", async () => {
    const receiver = await startReceiver(statuses(200));
    const act = actions(desk);
    await act.allow(receiver);
    const workflowId = await act.workflow([
      {
        id: stepId("say"),
        type: "post-chat",
        url: `${receiver.origin}/services/T0/B0/x`,
        text: "New: {{ ticket.subject }}",
      },
    ]);
    const ticketId = await act.receive({ messageId: "first@example.com", subject: 'Say "hi"' });
    expect(told(await act.run(workflowId, isDone))).toEqual(["done", "say done"]);
    expect(receiver.calls.map(({ method, path, body }) => [method, path, body])).toEqual([
      ["POST", "/services/T0/B0/x", '{"text":"New: Say \\"hi\\""}'],
    ]);
    const { activities } = await desk.client.tickets.open({ id: ticketId });
    expect(activities.map(({ body }) => body)).toContainEqual({
      type: "workflow.acted",
      action: "chat",
      about: receiver.host,
    });
  });
});
