import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import type { Timers } from "#main/desk/timers.ts";
import { ANSWER_TIMEOUT_MS, ATTEMPT_TIMEOUT_MS, MAX_ANSWER_BYTES } from "./limits.ts";

export type Outgoing = {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly lookup: LookupFunction;
};

/** What came back. `retryAfter` is the header as it was. */
export type Exchanged =
  | { readonly kind: "answered"; readonly status: number; readonly answer: string; readonly retryAfter: string | null }
  | { readonly kind: "no-answer"; readonly error: Error }
  /** The desk closes. */
  | { readonly kind: "aborted" };

export type ExchangeDeps = { readonly timers: Timers; readonly signal: AbortSignal };

/**
 * One HTTP exchange on a connection of its own. Never throws, follows no redirect, ends within its time and reads no more of the answer than it keeps,
 * whatever the other side does. The status alone decides: a body that is cut, late or broken is only missing in the log.
 */
export function exchange(outgoing: Outgoing, { timers, signal }: ExchangeDeps): Promise<Exchanged> {
  const { url, method, headers, body, lookup } = outgoing;
  return new Promise((resolve) => {
    let status: number | null = null;
    let retryAfter: string | null = null;
    let sizeBytes = 0;
    const chunks: Buffer[] = [];
    let cancelTimer = () => {};

    const request = (url.protocol === "https:" ? httpsRequest : httpRequest)(url, {
      method,
      lookup,
      headers: {
        ...headers,
        ...(body === "" ? {} : { "Content-Length": Buffer.byteLength(body) }),
        Connection: "close",
      },
      // A connection of its own: one that was opened before its address was looked at is never used again.
      agent: false,
      // Also where the environment says otherwise.
      rejectUnauthorized: true,
    });

    const end = (result: Exchanged): void => {
      cancelTimer();
      signal.removeEventListener("abort", abort);
      request.destroy();
      resolve(result);
    };
    const abort = () => end({ kind: "aborted" });
    const finish = (error: Error | null): void => {
      if (status !== null) end({ kind: "answered", status, answer: textOf(chunks), retryAfter });
      else end({ kind: "no-answer", error: error ?? new Error("The connection ended without an answer.") });
    };
    const within = (timeoutMs: number, words: string) => {
      cancelTimer();
      cancelTimer = timers.after(timeoutMs, () => finish(Object.assign(new Error(words), { code: "ETIMEDOUT" })));
    };

    request.on("response", (response: IncomingMessage) => {
      status = response.statusCode ?? 0;
      retryAfter = response.headers["retry-after"] ?? null;
      within(ANSWER_TIMEOUT_MS, "");
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk.subarray(0, Math.max(MAX_ANSWER_BYTES - sizeBytes, 0)));
        sizeBytes += chunk.length;
        if (sizeBytes >= MAX_ANSWER_BYTES) finish(null);
      });
      response.on("end", () => finish(null));
      response.on("error", finish);
    });
    // Stays: a connection that is cut may complain after everything is over.
    request.on("error", finish);
    request.on("close", () => finish(null));
    signal.addEventListener("abort", abort, { once: true });
    within(ATTEMPT_TIMEOUT_MS, `There was no answer within ${ATTEMPT_TIMEOUT_MS / 1000} seconds.`);
    if (signal.aborted) abort();
    // As bytes: with a text Node would write the header in the text's encoding too.
    else request.end(Buffer.from(body));
  });
}

/** As a log shows it: control characters would break its lines. */
function textOf(chunks: readonly Buffer[]): string {
  const text = new TextDecoder().decode(Buffer.concat(chunks));
  return text.replaceAll(/[^\P{Cc}\t\n\r]/gu, "\u{fffd}");
}
