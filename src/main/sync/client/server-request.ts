import { request as httpRequest, type Agent, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { MAX_SYNC_MESSAGE_BYTES } from "#shared/sync/limits.ts";
import { ANSWER_TIMEOUT_MS } from "../limits.ts";
import { notTheServer, offline, unreachable } from "./envelope.ts";

export type ServerAnswer = { readonly status: number; readonly isJson: boolean; readonly text: string };

/**
 * One request to a team's server, below its address; a body makes it a `POST` of JSON.
 * @throws PD_SYNC_OFFLINE, PD_SYNC_CERTIFICATE where no answer came, PD_SYNC_NOT_THE_SERVER where one came that is too long for any of ours
 */
export function requestServer(
  serverUrl: string,
  path: string,
  options: {
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly agent?: Agent | undefined;
    readonly signal?: AbortSignal;
  } = {},
): Promise<ServerAnswer> {
  const { body, headers = {}, agent, signal } = options;
  const url = new URL(serverUrl.replace(/\/+$/u, "") + path);
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: body === undefined ? "GET" : "POST",
        timeout: ANSWER_TIMEOUT_MS,
        headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
        ...(signal === undefined ? {} : { signal }),
        ...(agent === undefined ? {} : { agent }),
      },
      (response) => void answerOf(response).then(resolve, reject),
    );
    sent.on("timeout", () => sent.destroy(new Error("no answer in time")));
    sent.on("error", (cause) => reject(unreachable(cause)));
    sent.end(body);
  });
}

async function answerOf(response: IncomingMessage): Promise<ServerAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > MAX_SYNC_MESSAGE_BYTES) throw notTheServer("What answered says more than any server of Pipedesk.");
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof PipedeskError ? error : offline("The answer broke off.", error);
  }
  return {
    status: response.statusCode ?? 0,
    isJson: (response.headers["content-type"] ?? "").startsWith("application/json"),
    text: Buffer.concat(chunks).toString("utf8"),
  };
}
