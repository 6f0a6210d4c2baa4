import { checkTemplate } from "../placeholders/check-template.ts";
import type { Step } from "../steps/step.ts";
import type { DefinitionContext, Report } from "./issue.ts";

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

/** Media type with parameters (RFC 9110 §8.3.1). */
const CONTENT_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;\s*[\w.-]+=(?:[\w.+-]+|"[^"\p{Cc}]*"))*$/u;

/** What the schema of webhooks steps can't see. Steps of other kinds are passed over. */
export function validateWebhook(step: Step, path: string, _context: DefinitionContext, report: Report): void {
  const template = (text: string, at: string) => {
    for (const { message } of checkTemplate(text)) report(at, "bad-placeholder", message);
  };
  if (step.type === "post-chat") {
    checkAddress(step.url, path, report);
    template(step.text, `${path}.text`);
    return;
  }
  if (step.type !== "send-webhook") return;
  checkAddress(step.url, path, report);
  if (!CONTENT_TYPE.test(step.contentType)) report(`${path}.contentType`, "bad-header", step.contentType);
  if (step.body !== null && step.method === "GET") report(`${path}.body`, "does-not-fit", "GET");
  if (step.body !== null) template(step.body, `${path}.body`);
  const seen = new Set<string>();
  for (const [name, value] of Object.entries(step.headers)) {
    const at = `${path}.headers.${name}`;
    const lower = name.toLowerCase();
    const isBad =
      !HEADER_NAME.test(name) ||
      RESERVED.has(lower) ||
      lower.startsWith("webhook-") ||
      seen.has(lower) ||
      /\p{Cc}/u.test(value);
    if (isBad) report(at, "bad-header", name);
    seen.add(lower);
    template(value, at);
  }
}

/** The address is fixed: what is filled in could lead the request to somebody else. Names and passwords in it would stand in every log. */
function checkAddress(url: string, path: string, report: Report): void {
  const at = `${path}.url`;
  if (url.includes("{{") || url.includes("{%")) report(at, "bad-placeholder", "An address takes no placeholders.");
  const { username, password } = new URL(url);
  if (username !== "" || password !== "") report(at, "does-not-fit", "An address takes no name and password.");
}
