import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "#main/desk/context.ts";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { contractError } from "../../rpc/contract-error.ts";
import type { DeskCore } from "../../rpc/desk-core.ts";
import { toContractError } from "../../rpc/error-mapping.ts";
import { sendError } from "../error-response.ts";
import { readCallBody } from "./request-body.ts";

export const HOOKS_PREFIX = "/hooks/";

/** Names of the header under which programs repeat a call: that of the IETF's draft, and that of Standard Webhooks. */
const KEY_HEADERS = ["idempotency-key", "webhook-id"] as const;
const MAX_KEY_CHARACTERS = 255;

/** Where HTTP has a better word than the error's own status. */
const STATUS: Readonly<Record<string, number>> = { PD_WEBHOOK_OFF: 410, PD_WEBHOOK_CALLS: 429 };

export type HookHandler = {
  /** Answers a request below `/hooks/`, always; never throws. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

/** `POST /hooks/{workflowId}/{token}`: another program sets a workflow off (F2). */
export function createHookHandler({ core, log }: { core: Pick<DeskCore, "webhooks">; log: Log }): HookHandler {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [workflowId, token, ...rest] = pathOf(request);
    if (workflowId === undefined || token === undefined || rest.length > 0) throw nothingHere(404);
    if (request.method !== "POST") {
      response.setHeader("Allow", "POST");
      throw nothingHere(405);
    }
    const data = await readCallBody(request);
    const { ticketId, ticketNumber, repeated } = await core.webhooks.receive({
      workflowId,
      token,
      data,
      key: keyOf(request),
    });
    const body = JSON.stringify({ ticketId, ticketNumber, repeated });
    response
      .writeHead(202, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) })
      .end(body);
  }

  return {
    async handle(request, response) {
      try {
        await answer(request, response);
      } catch (error) {
        // The address is a secret: no log may show it.
        const told = toContractError(error, log, `${request.method} ${HOOKS_PREFIX}`);
        const status = STATUS[errorCodeOf(error) ?? ""];
        if (status === 429) response.setHeader("Retry-After", "60");
        const code = errorCodeOf(error);
        sendError(
          response,
          status === undefined || code === undefined ? told : contractError(code, told.message, { status }),
        );
      }
    },
  };
}

function pathOf({ url = "" }: IncomingMessage): string[] {
  const [path = ""] = url.slice(HOOKS_PREFIX.length).split("?");
  try {
    return path.split("/").map((part) => decodeURIComponent(part));
  } catch {
    return [];
  }
}

/** Null where the caller gives none; each call then counts by itself. */
function keyOf({ headers }: IncomingMessage): string | null {
  for (const name of KEY_HEADERS) {
    const value = headers[name];
    if (typeof value === "string" && value.trim() !== "") return value.trim().slice(0, MAX_KEY_CHARACTERS);
  }
  return null;
}

function nothingHere(status: 404 | 405) {
  const message = status === 405 ? "This address takes POST only." : "There is nothing at this address.";
  return contractError("PD_DESK_NOT_FOUND", message, { details: { what: "address" }, status });
}
