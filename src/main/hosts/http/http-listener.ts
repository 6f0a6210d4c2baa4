/**
 * A server's connections from the first request to the last: answers that fail, requests that can't be read, and an end that lets what is being answered finish.
 */
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { Log } from "#main/desk/context.ts";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { refuseUpgrade, unreadableRequest } from "./error-response.ts";

export type HttpListenerOptions = {
  readonly server: Server;
  readonly log: Log;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Ends the WebSockets, by force after that time. */
  readonly closeSockets: (drainMs: number) => Promise<void>;
};

export type HttpListener = {
  /** Stops listening, lets running requests end, closes every connection, by force after that time. */
  close(drainMs: number): Promise<void>;
};

export function createHttpListener({ server, log, answer, upgrade, closeSockets }: HttpListenerOptions): HttpListener {
  const responses = new Set<ServerResponse>();
  let closing = false;

  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    responses.add(response);
    response.once("close", () => {
      responses.delete(response);
      // Its connection would be kept for the client's next request, and close() would wait for that.
      if (closing) setImmediate(() => server.closeIdleConnections());
    });
    answer(request, response).catch((error: unknown) => {
      // Even the answer that something failed could not be given. Thrown on, it would end the desk.
      log.error("A request could not be answered.", { error });
      response.destroy();
    });
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    const answering = Array.from(responses).find((response) => response.socket === socket);
    const isLost = !socket.writable || error.code === "ECONNRESET";
    if (isLost || answering?.headersSent === true) socket.destroy();
    // What follows a whole request can't be read: the request itself still has its answer.
    else if (answering?.req.complete === true) answering.once("finish", () => socket.end());
    else refuseUpgrade(socket, unreadableRequest(error.code));
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => upgrade(request, socket, head));
  // A connection that can't be taken (too many open files): the next one may.
  server.on("error", (error) => log.error("A connection could not be taken.", { error }));

  return {
    async close(drainMs) {
      closing = true;
      const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
      // Live feeds never end by themselves.
      for (const response of responses) if (isEventStream(response)) response.destroy();
      server.closeIdleConnections();
      const force = setTimeout(() => server.closeAllConnections(), drainMs);
      await Promise.all([closeSockets(drainMs), stopped]);
      clearTimeout(force);
    },
  };
}

function isEventStream(response: ServerResponse): boolean {
  return String(response.getHeader("content-type")).startsWith("text/event-stream");
}

/** @returns the port it listens on @throws PD_HOST_PORT_IN_USE where another program listens there, PD_INPUT_INVALID where this user may not, or the machine has no such address */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address() as AddressInfo;
      resolve(address.port);
    });
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): PipedeskError {
  switch (error.code) {
    case "EADDRINUSE":
      return new PipedeskError(
        "PD_HOST_PORT_IN_USE",
        `Port ${port} is used by another program. Close it, or choose another port with --port.`,
        { cause: error },
      );
    case "EACCES":
    case "EPERM":
      return invalid("port", `This user may not listen on port ${port}. Choose one above 1023 with --port.`, error);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return invalid("host", `This machine has no address "${host}" to listen on. Choose another with --host.`, error);
    default:
      return new PipedeskError("PD_INTERNAL", `The desk can't listen on port ${port}: ${error.message}`, {
        cause: error,
      });
  }
}

function invalid(path: string, message: string, cause: unknown): PipedeskError {
  return new PipedeskError("PD_INPUT_INVALID", message, { cause, details: { issues: [{ path, message }] } });
}
