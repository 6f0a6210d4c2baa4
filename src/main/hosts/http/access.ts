import type { IncomingMessage } from "node:http";
import type { ContractError } from "../rpc/contract-error.ts";
import type { CoreContext } from "../rpc/desk-core.ts";

export type AccessRequest = Pick<IncomingMessage, "method" | "headers" | "socket">;

/** On whose behalf a request is made. */
export type Caller = CoreContext;

export type CallerOrError = Caller | ContractError;

/** What a host asks of a request before it is answered. */
export type RequestAccess = {
  /** Whether it may come at all, by its `Host` and `Origin`; undefined where it may go on. */
  checkSource(request: AccessRequest): ContractError | undefined;
  /** Who asks, of the API. */
  checkToken(request: AccessRequest): CallerOrError | Promise<CallerOrError>;
  /** Who opens a WebSocket, which is a GET by its method but may do anything. Asked again as long as it is open. */
  checkSocketToken(request: AccessRequest): CallerOrError | Promise<CallerOrError>;
};
