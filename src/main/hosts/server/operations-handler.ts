import type { IncomingMessage, ServerResponse } from "node:http";
import { equalSecrets } from "#main/desk/equal-secrets.ts";
import type { Metrics } from "./metrics.ts";

export const HEALTH_PATHS = { alive: "/healthz", ready: "/readyz", metrics: "/metrics" } as const;

export type OperationsOptions = {
  /** Resolves where the database answers; rejects, or is false, where no work can be done. */
  readonly isReady: () => Promise<boolean>;
  readonly metrics: Metrics;
  /** Opens `/metrics` to others than this machine; null: nobody else. */
  readonly metricsToken: string | null;
};

/**
 * `/healthz`: the process answers. `/readyz`: it can do work; a load balancer sends nothing otherwise. `/metrics`: for Prometheus, on this machine without a proxy between, or by its token.
 * They are asked under whatever name a balancer has for this machine.
 * @returns false where the request is for somebody else
 */
export function createOperationsHandler({ isReady, metrics, metricsToken }: OperationsOptions) {
  async function ready(): Promise<boolean> {
    try {
      return await isReady();
    } catch {
      return false;
    }
  }

  return async (request: IncomingMessage, response: ServerResponse, pathname: string): Promise<boolean> => {
    switch (pathname) {
      case HEALTH_PATHS.alive:
        send(response, 200, "text/plain; charset=utf-8", "ok\n");
        return true;
      case HEALTH_PATHS.ready: {
        const isUp = await ready();
        send(response, isUp ? 200 : 503, "text/plain; charset=utf-8", isUp ? "ready\n" : "not ready\n");
        return true;
      }
      case HEALTH_PATHS.metrics:
        if (mayRead(request, metricsToken)) send(response, 200, metrics.contentType, await metrics.text());
        else send(response, 403, "text/plain; charset=utf-8", "for this machine, or by the token for metrics\n");
        return true;
      default:
        return false;
    }
  };
}

function mayRead({ headers, socket }: IncomingMessage, token: string | null): boolean {
  const given = /^Bearer +(\S+)$/iu.exec(headers.authorization ?? "")?.[1];
  if (given !== undefined) return token !== null && equalSecrets(given, token);
  // What a proxy on this machine passes on comes from this machine too, but says so.
  const isForwarded = headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined;
  return !isForwarded && /^(?:::ffff:)?127\.|^::1$/u.test(socket.remoteAddress ?? "");
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { "Content-Type": contentType, "Content-Length": Buffer.byteLength(body) }).end(body);
}
