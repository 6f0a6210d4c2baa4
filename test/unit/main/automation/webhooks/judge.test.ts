import { describe, expect, test } from "vitest";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { afterAttempt, judge } from "#main/automation/webhooks/judge.ts";
import type { Exchanged } from "#main/automation/webhooks/exchange.ts";
import { NOW, sampleAttempt, sampleRequest } from "./sample-request.ts";

const DAY_MS = 86_400_000;
const answered = (status: number, retryAfter: string | null = null): Exchanged & { kind: "answered" } => ({
  kind: "answered",
  status,
  answer: "",
  retryAfter,
});
const failure = (code: string): Exchanged & { kind: "no-answer" } => ({
  kind: "no-answer",
  error: Object.assign(new Error("words"), { code }),
});

describe("[F5] an answer", () => {
  test.each([
    [200, "delivered"],
    [204, "delivered"],
    [299, "delivered"],
    [100, "failed"],
    [301, "failed"],
    [304, "failed"],
    [400, "failed"],
    [401, "failed"],
    [404, "failed"],
    [410, "failed"],
    [422, "failed"],
    [408, "retry"],
    [425, "retry"],
    [429, "retry"],
    [500, "retry"],
    [503, "retry"],
    [599, "retry"],
    [0, "failed"],
  ])("of %i means %s", (status, kind) => {
    expect(judge(answered(status), NOW).verdict.kind).toBe(kind);
  });

  test.each([
    ["120", 120_000],
    [" 7 ", 7_000],
    ["999999999", DAY_MS],
    [new Date(NOW + 60_000).toUTCString(), 60_000],
    [new Date(NOW - 60_000).toUTCString(), 0],
    ["soon", 0],
    ["-5", 0],
    ["", 0],
    ["1e99", 0],
  ])("that asks for a pause of %j is left alone that long", (retryAfter, retryAfterMs) => {
    expect(judge(answered(503, retryAfter), NOW).verdict).toEqual({ kind: "retry", retryAfterMs });
  });

  test("is kept in part, and as text that any log takes", () => {
    const long = { ...answered(500), answer: `${"x".repeat(3_999)}😀 and more` };
    const { attempt } = judge(long, NOW);
    expect([attempt.answer.length, attempt.answer.isWellFormed()]).toEqual([4_000, true]);
  });
});

test("[F5] no answer is tried again; without a network it does not count; what can't work is not tried again", () => {
  const told = [
    "ECONNREFUSED",
    "ECONNRESET",
    "ETIMEDOUT",
    "CERT_HAS_EXPIRED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ENETUNREACH",
  ].map((code) => [code, judge(failure(code), NOW).verdict.kind, judge(failure(code), NOW).attempt.offline]);
  expect(told).toEqual([
    ["ECONNREFUSED", "retry", false],
    ["ECONNRESET", "retry", false],
    ["ETIMEDOUT", "retry", false],
    ["CERT_HAS_EXPIRED", "retry", false],
    ["ENOTFOUND", "retry", true],
    ["EAI_AGAIN", "retry", true],
    ["ENETUNREACH", "retry", true],
  ]);
  const refused = {
    kind: "no-answer" as const,
    error: new PipedeskError("PD_WEBHOOK_ADDRESS", "Within this network."),
  };
  expect(judge(refused, NOW).verdict).toEqual({
    kind: "failed",
    code: "PD_WEBHOOK_ADDRESS",
    message: "Within this network.",
  });
});

describe("[F5] after an attempt", () => {
  const retry = { kind: "retry", retryAfterMs: 0 } as const;

  test("the pauses grow, are spread at random, and end after ten", () => {
    let request = sampleRequest();
    const pauses: number[] = [];
    for (; request.state === "queued"; pauses.push(request.retryAtEpochMs - NOW))
      request = afterAttempt(request, sampleAttempt(), retry, NOW, 0);
    const seconds = pauses.map((pauseMs) => pauseMs / 1000);
    expect(seconds.slice(0, -1)).toEqual([5, 30, 120, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400]);
    expect([request.state, request.failure?.code, request.attempts.length]).toEqual([
      "failed",
      "PD_WEBHOOK_FAILED",
      11,
    ]);
    const most = afterAttempt(sampleRequest(), sampleAttempt(), retry, NOW, 1).retryAtEpochMs;
    expect(most - NOW).toBe(6_000);
  });

  test("a longer pause that the receiver asked for is kept", () => {
    const next = afterAttempt(sampleRequest(), sampleAttempt(), { kind: "retry", retryAfterMs: 60_000 }, NOW, 0);
    expect(next.retryAtEpochMs - NOW).toBe(60_000);
  });

  test("a request of more than three days is given up, one without a network only after two weeks", () => {
    const offline = sampleAttempt({ status: null, offline: true });
    const stateAt = (ageMs: number, attempt = sampleAttempt()) =>
      afterAttempt(sampleRequest(), attempt, retry, NOW + ageMs, 0).state;
    expect([
      stateAt(3 * DAY_MS),
      stateAt(3 * DAY_MS + 1),
      stateAt(14 * DAY_MS, offline),
      stateAt(14 * DAY_MS + 1, offline),
    ]).toEqual(["queued", "failed", "queued", "failed"]);
  });

  test("attempts without a network use none up, pause at most five minutes, and do not pile up", () => {
    const offline = sampleAttempt({ status: null, offline: true });
    let request = afterAttempt(sampleRequest(), sampleAttempt(), retry, NOW, 0);
    const pauses: number[] = [];
    for (let count = 0; count < 100; count += 1) {
      request = afterAttempt(request, offline, retry, NOW, 0);
      pauses.push((request.retryAtEpochMs - NOW) / 1000);
    }
    expect([pauses.slice(0, 5), pauses.at(-1)]).toEqual([[15, 30, 60, 300, 300], 300]);
    expect([request.state, request.attempts.length, request.attempts[0]?.offline]).toEqual(["queued", 30, false]);
    const counted = afterAttempt(request, sampleAttempt(), retry, NOW, 0);
    expect((counted.retryAtEpochMs - NOW) / 1000).toBe(30);
  });

  test("one that was cancelled meanwhile stays so, and tells what came", () => {
    const cancelled = sampleRequest({ state: "cancelled" });
    const next = afterAttempt(cancelled, sampleAttempt({ status: 200 }), { kind: "delivered" }, NOW, 0);
    expect([next.state, next.attempts.length]).toEqual(["cancelled", 1]);
  });
});
