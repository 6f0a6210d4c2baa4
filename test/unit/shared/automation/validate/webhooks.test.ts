import { describe, expect, test } from "vitest";
import { StepId } from "#shared/model/ids.ts";
import { postChat } from "#shared/automation/steps/post-chat.ts";
import { sendWebhook, type SendWebhookStep } from "#shared/automation/steps/send-webhook.ts";
import { validateStep, type DefinitionContext } from "#shared/automation/validate/validate.ts";

const CONTEXT: DefinitionContext = { has: () => true, hasStage: () => true, pipelineId: null };

function issuesOf(step: Parameters<typeof validateStep>[0]): string[] {
  const issues: string[] = [];
  validateStep(step, "steps.0", CONTEXT, (path, key) => void issues.push(`${path} ${key}`));
  return issues;
}

const base: SendWebhookStep = {
  id: StepId.parse("call"),
  type: "send-webhook",
  method: "POST",
  url: "https://shop.example/in",
  headers: {},
  body: null,
  contentType: "application/json",
  secretName: null,
};
const withHeaders = (headers: Record<string, string>) => issuesOf({ ...base, headers });

describe("[F5] a webhook's headers", () => {
  test("may be any others than those that the desk sets, once each", () => {
    expect(withHeaders({ Authorization: "Bearer {{ ticket.number }}", "X-Desk": "a b\u00e9" })).toEqual([]);
    for (const name of [
      "Host",
      "content-length",
      "Content-Type",
      "Transfer-Encoding",
      "Connection",
      "Webhook-Id",
      "webhook-signature",
    ])
      expect(withHeaders({ [name]: "x" })).toEqual([`steps.0.headers.${name} bad-header`]);
    expect(withHeaders({ "X-A": "1", "x-a": "2" })).toEqual(["steps.0.headers.x-a bad-header"]);
  });

  test.each(["", "a b", "a:b", "a\r\nb", "ü"])("have no name like %j", (name) => {
    expect(withHeaders({ [name]: "x" })).toEqual([`steps.0.headers.${name} bad-header`]);
  });

  test.each(["a\r\nHost: x", "a\nb", "a\0"])("have no value like %j", (value) => {
    expect(withHeaders({ "X-A": value })).toEqual(["steps.0.headers.X-A bad-header"]);
  });
});

test("[F6] placeholders are checked wherever they may stand, and may not stand in the address", () => {
  expect(issuesOf({ ...base, headers: { "X-A": "{{ nothing.here }}" }, body: "{{ ticket.subjekt }}" })).toEqual([
    "steps.0.body bad-placeholder",
    "steps.0.headers.X-A bad-placeholder",
  ]);
  expect(issuesOf({ ...base, url: "https://shop.example/{{ ticket.number }}" })).toEqual([
    "steps.0.url bad-placeholder",
  ]);
  const chat = {
    id: StepId.parse("say"),
    type: "post-chat" as const,
    url: "https://chat.example/x",
    text: "{{ ticket.x }}",
  };
  expect(issuesOf(chat)).toEqual(["steps.0.text bad-placeholder"]);
});

test("a body with GET, a content type that is none, and a password in the address don't fit", () => {
  expect(
    issuesOf({ ...base, method: "GET", body: "x", contentType: "json\r\nX: y", url: "https://a:b@shop.example/" }),
  ).toEqual(["steps.0.url does-not-fit", "steps.0.contentType bad-header", "steps.0.body does-not-fit"]);
  expect(issuesOf({ ...base, contentType: 'application/json; charset="utf-8"' })).toEqual([]);
});

test.each(["ftp://shop.example/", "file:///etc/passwd", "javascript:alert(1)", "shop.example", "//shop.example/", ""])(
  "the schema refuses %j as an address",
  (url) => {
    expect([
      sendWebhook.schema.safeParse({ ...base, url }).success,
      postChat.schema.shape.url.safeParse(url).success,
    ]).toEqual([false, false]);
  },
);
