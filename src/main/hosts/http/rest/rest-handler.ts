import type { IncomingMessage, ServerResponse } from "node:http";
import { OpenAPIHandler } from "@orpc/openapi/node";
import type { Log } from "#main/desk/context.ts";
import { contractError } from "../../rpc/contract-error.ts";
import type { CoreContext, DeskCore } from "../../rpc/desk-core.ts";
import { errorMapping, toContractError } from "../../rpc/error-mapping.ts";
import { sendError } from "../error-response.ts";
import { sendFilesAsDownloads } from "./downloads.ts";
import { createOpenApiDocument } from "./openapi-document.ts";
import { readMailBody, readStructuredBody } from "./request-body.ts";
import { createRoutes, REST_PREFIX } from "./routes.ts";

export type RestHandler = {
  /** Answers a request below `/api/v1`, always; never throws. The caller has checked that it may ask. */
  handle(request: IncomingMessage, response: ServerResponse, pathname: string, caller: CoreContext): Promise<void>;
};

export function createRestHandler({ core, log, version }: { core: DeskCore; log: Log; version: string }): RestHandler {
  const mapping = errorMapping(log);
  const handler = new OpenAPIHandler(core.router, {
    ...mapping,
    interceptors: [...mapping.interceptors, sendFilesAsDownloads],
  });
  const routes = createRoutes(core.router);
  // Made when it is first asked for: it takes longer than the whole start.
  let openApiDocument: Promise<string> | undefined;

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    pathname: string,
    caller: CoreContext,
  ): Promise<void> {
    const method = request.method ?? "GET";
    if (pathname === `${REST_PREFIX}/openapi.json` && method === "GET") {
      openApiDocument ??= createOpenApiDocument(version);
      const document = await openApiDocument;
      response.writeHead(200, { "Content-Type": "application/json" }).end(document);
      return;
    }
    const route = await routes.find(method, pathname);
    if (route.kind === "unknown") throw nothingHere(404);
    if (route.kind === "other-methods") {
      response.setHeader("Allow", route.allow.join(", "));
      throw nothingHere(405);
    }
    // oRPC takes a body that is already parsed from the request.
    const handle = async (body?: unknown): Promise<void> => {
      if (body !== undefined) Object.assign(request, { body });
      await handler.handle(request, response, { prefix: REST_PREFIX, context: caller });
    };
    if (method === "GET") return handle();
    if (!route.takesRawBody) return handle(await readStructuredBody(request));
    const body = await readMailBody(request, core.work);
    try {
      await handle(body.mail);
    } finally {
      await body.remove();
    }
  }

  return {
    handle: async (request, response, pathname, caller) => {
      try {
        await answer(request, response, pathname, caller);
      } catch (error) {
        sendError(response, toContractError(error, log, `${request.method} ${pathname}`));
      }
    },
  };
}

function nothingHere(status: 404 | 405) {
  const message = status === 405 ? "This address has other methods only." : "There is nothing at this address.";
  return contractError("PD_DESK_NOT_FOUND", message, { details: { what: "address" }, status });
}
