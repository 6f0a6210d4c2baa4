import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** A part of the server below a path of its own, with its own way of knowing who asks. Where a request comes from (`Host`, `Origin`) was checked. */
export type Mount = {
  /** `/sync`; what is below it comes too. */
  readonly prefix: string;
  /** Answers always. What it throws is answered as an error of the contract. */
  handle(request: IncomingMessage, response: ServerResponse, from: MountedFrom): Promise<void>;
  /** Takes a connection that asks to become a WebSocket, or ends it. Absent: there are none. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer, from: MountedFrom): void;
  /** At the stop of the server: says goodbye to its connections, by force after that time. */
  close?(drainMs: number): Promise<void>;
  /** Connections that are open. */
  sockets?(): number;
};

export type MountedFrom = {
  readonly pathname: string;
  /** Of whoever asks, behind all trusted proxies. */
  readonly address: string;
};

export function mountOf(mounts: readonly Mount[], pathname: string): Mount | undefined {
  return mounts.find(({ prefix }) => pathname === prefix || pathname.startsWith(`${prefix}/`));
}
