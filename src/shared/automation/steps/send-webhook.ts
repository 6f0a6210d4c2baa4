import { z } from "zod";
import { asksAll } from "../asked.ts";
import { words } from "../describe/words.ts";
import { namesNothing } from "../kind.ts";
import { MAX_TEMPLATE_CHARACTERS } from "../limits.ts";
import type { Report } from "../validate/issue.ts";
import { changesNothing } from "./changes.ts";
import { StepBase } from "./common.ts";
import type { ActionKind } from "./kind.ts";
import { hostOf, NO_ADDRESS_YET, validateAddress, WebAddress } from "./web-address.ts";

/** Of a signing secret. */
export const SecretName = z.string().regex(/^[\w.-]{1,60}$/u);

/** The run waits for the answer; the request is tried again where that can help. */
const schema = StepBase.extend({
  type: z.literal("send-webhook"),
  method: z.enum(["POST", "PUT", "PATCH", "GET", "DELETE"]).default("POST"),
  url: WebAddress,
  headers: z.record(z.string().max(100), z.string().max(2000)).default({}),
  /** A Liquid template; null: the ticket, its contact and the event as JSON. */
  body: z.string().max(MAX_TEMPLATE_CHARACTERS).nullable().default(null),
  contentType: z.string().max(100).default("application/json"),
  /** Name of the signing secret, which is kept on the machine and never in the definition; null: unsigned. */
  secretName: SecretName.nullable().default(null),
});
export type SendWebhookStep = z.infer<typeof schema>;

export const sendWebhook: ActionKind<typeof schema> = {
  type: "send-webhook",
  category: "other",
  icon: "webhook",
  label: "words.kind.send-webhook",
  schema,
  awaitsAnswer: true,
  defaults: () => ({
    type: "send-webhook",
    method: "POST",
    url: NO_ADDRESS_YET,
    headers: {},
    body: null,
    contentType: "application/json",
    secretName: null,
  }),
  references: namesNothing,
  withoutSecrets(step, path, leaveOut) {
    const headers = Object.fromEntries(
      Object.entries(step.headers).map(([name, value]) => {
        if (!SECRET_NAME.test(name) || value === "") return [name, value];
        leaveOut(`${path}.headers.${name}`);
        return [name, ""];
      }),
    );
    const url = new URL(step.url);
    const keys = Array.from(url.searchParams.keys()).filter((name) => SECRET_NAME.test(name));
    if (keys.length === 0 && url.username === "" && url.password === "") return { ...step, headers };
    leaveOut(`${path}.url`);
    url.username = "";
    url.password = "";
    for (const name of keys) url.searchParams.set(name, "");
    return { ...step, headers, url: url.href };
  },
  templates: ({ body, headers }) => [
    ...(body === null ? [] : [{ field: "body", text: body }]),
    ...Object.entries(headers).map(([name, text]) => ({ field: `headers.${name}`, text })),
  ],
  asks: asksAll,
  changes: changesNothing,
  validate(step, path, _context, report) {
    validateAddress(step.url, path, report);
    if (!CONTENT_TYPE.test(step.contentType)) report(`${path}.contentType`, "bad-header", step.contentType);
    if (step.body !== null && step.method === "GET") report(`${path}.body`, "does-not-fit", "GET");
    validateHeaders(step.headers, `${path}.headers`, report);
  },
  describe: ({ method, url }) => words("words.step.send-webhook", { method, host: hostOf(url) }),
};

/** Header and query names whose values are keys. */
const SECRET_NAME = /auth|token|secret|passw|pwd|cookie|signature|credential|(?:^|[-_.])(?:key|sig)$|api-?_?key/iu;

/** Media type with parameters (RFC 9110 §8.3.1). */
const CONTENT_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;\s*[\w.-]+=(?:[\w.+-]+|"[^"\p{Cc}]*"))*$/u;

/** A token (RFC 9110 §5.6.2). */
const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/u;

/** Headers that the desk or the connection itself sets; another value would lie to the receiver, or smuggle a second request. */
const RESERVED = new Set([
  "connection",
  "content-length",
  "content-type",
  "expect",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
]);

function validateHeaders(headers: SendWebhookStep["headers"], path: string, report: Report): void {
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    const isBad =
      !HEADER_NAME.test(name) ||
      RESERVED.has(lower) ||
      lower.startsWith("webhook-") ||
      seen.has(lower) ||
      /\p{Cc}/u.test(value);
    if (isBad) report(`${path}.${name}`, "bad-header", name);
    seen.add(lower);
  }
}
