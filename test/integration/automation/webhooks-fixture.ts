import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { RunView } from "#shared/contract/workflows.ts";
import type { WebhookRequestView } from "#shared/contract/webhook-requests.ts";
import { StepId, TicketId, type WorkflowId } from "#shared/model/ids.ts";
import { rawMail, type RawMail } from "../../support/raw-mail.ts";
import type { MailDesk } from "../../support/mail/mail-desk.ts";
import { INBOUND } from "../../support/test-desk.ts";
import { definition } from "./explanations-fixture.ts";

type Steps = WorkflowDefinition["steps"];

/** A call as the receiver saw it. */
export type Call = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type Receiver = {
  readonly origin: string;
  /** `host:port`, as it must be allowed. */
  readonly host: string;
  readonly calls: readonly Call[];
  /** Resolves when that many calls have come. */
  called(count: number): Promise<void>;
  close(): Promise<void>;
};

export type Answer = (call: Call, response: ServerResponse, count: number) => void;

/** Another program on this machine, which answers each call as it is told. */
export async function startReceiver(answer: Answer): Promise<Receiver> {
  const calls: Call[] = [];
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const call = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
      calls.push(call);
      answer(call, response, calls.length);
      waiting.forEach((tell) => tell());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(close);
  return {
    origin: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    calls,
    close,
    called: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (calls.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** Answers with these statuses, one after the other; the last one stays. */
export function statuses(...list: readonly (number | readonly [number, Record<string, string>])[]): Answer {
  return (_call, response, count) => {
    const one = list[Math.min(count, list.length) - 1] ?? 200;
    const [status, headers] = typeof one === "number" ? [one, {}] : one;
    response.writeHead(status, headers).end(`answer ${count}`);
  };
}

export const stepId = (name: string) => StepId.parse(name);

export type SendWebhook = Extract<Steps[number], { type: "send-webhook" }>;

export const send = (url: string, changes: Partial<SendWebhook> = {}): SendWebhook => ({
  id: stepId("call"),
  type: "send-webhook",
  method: "POST",
  url,
  headers: {},
  body: null,
  contentType: "application/json",
  secretName: null,
  ...changes,
});

export const escalate: Steps[number] = {
  id: stepId("escalate"),
  type: "set-property",
  change: { property: "priority", value: "urgent" },
};

/** What the tests do with a desk. */
export function actions(desk: MailDesk) {
  const { client, core } = desk;
  const webhooks = client.webhookRequests;
  return {
    async workflow(steps: Steps, changes: Partial<WorkflowDefinition> = {}): Promise<WorkflowId> {
      return (await client.workflows.create({ name: "Call", enabled: true, definition: definition(steps, changes) }))
        .id;
    },
    async receive(mail: Partial<RawMail> & { messageId: string } = { messageId: "first@example.com" }) {
      const raw = rawMail({
        from: "Anna <anna@example.com>",
        to: "help@desk.example",
        subject: "Boots",
        text: "Leak",
        ...mail,
      });
      const { ticketId } = await client.channels.ingest({ params: { id: INBOUND }, body: new Blob([raw]) });
      return TicketId.parse(ticketId);
    },
    allow: (...receivers: readonly Receiver[]) => webhooks.setHosts({ items: receivers.map(({ host }) => host) }),
    requests: async () => (await webhooks.list({})).items,
    /** The only request, once it is as `is` wants it. */
    request: (is: (request: WebhookRequestView) => boolean): Promise<WebhookRequestView> =>
      until(desk, async () => (await webhooks.list({})).items.find(is) ?? null),
    /** So many requests, once all of them are over and told. */
    settled: (count: number): Promise<readonly WebhookRequestView[]> =>
      until(desk, async () => {
        const { items } = await webhooks.list({});
        return items.length === count && items.every(({ reported }) => reported) ? items : null;
      }),
    run: (workflowId: WorkflowId, is: (run: RunView) => boolean): Promise<RunView> =>
      until(desk, async () => (await client.workflows.runs({ id: workflowId })).items.find(is) ?? null),
    async pass(durationMs: number): Promise<void> {
      await desk.time.advance(durationMs);
      await core.context.queue.idle();
    },
  };
}

/** Asks until the answer isn't null; again whenever a request or a run changed. */
async function until<Value>({ core }: MailDesk, ask: () => Promise<Value | null>): Promise<Value> {
  const { store } = core.context;
  let changed = Promise.withResolvers<void>();
  const tell = () => changed.resolve();
  const subscriptions = [store.webhookRequests.changes.subscribe(tell), store.runs.changes.subscribe(tell)];
  try {
    for (;;) {
      // Listened to before asking, so that nothing slips through in between.
      changed = Promise.withResolvers<void>();
      const answer = await ask();
      if (answer !== null) return answer;
      await changed.promise;
    }
  } finally {
    for (const subscription of subscriptions) subscription.unsubscribe();
  }
}
