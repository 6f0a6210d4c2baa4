import { STATUS_CODES, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { contractError, type ContractError } from "../rpc/contract-error.ts";

/** Answers with the error's JSON: `{ code, status, message, data }`, the same shape as from a procedure. */
export function sendError(response: ServerResponse, error: ContractError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error.status === 401) response.setHeader("WWW-Authenticate", 'Bearer realm="Pipedesk"');
  const body = JSON.stringify(error.toJSON());
  response.writeHead(error.status, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}

/** What to answer to what is no request, by the code of Node's error: too long a header, too slow a client, not HTTP at all. */
export function unreadableRequest(code: string | undefined): ContractError {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return contractError("PD_INPUT_TOO_LARGE", "The address or the header is too long.", { status: 431 });
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return contractError("PD_INPUT_INVALID", "The request did not arrive in time.", { status: 408 });
    default:
      return contractError("PD_INPUT_INVALID", "This is no request that can be read.");
  }
}

/** Refuses a WebSocket before it is one, and what is no request. */
export function refuseUpgrade(socket: Duplex, error: ContractError): void {
  const body = JSON.stringify(error.toJSON());
  socket.end(
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? ""}\r\n` +
      "Content-Type: application/json\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n" +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}

/** True where a browser asked in order to show a page, not a program for data. */
export function wantsPage(request: IncomingMessage): boolean {
  return request.headers.accept?.includes("text/html") === true;
}
