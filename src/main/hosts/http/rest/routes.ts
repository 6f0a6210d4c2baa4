import { StandardOpenAPIMatcher } from "@orpc/openapi/standard";
import type { HTTPPath } from "@orpc/client";
import type { DeskCore } from "../../rpc/desk-core.ts";

export const REST_PREFIX = "/api/v1";

export type Route =
  /** `takesRawBody`: the body is no JSON but bytes that must stay as they are. */
  | { readonly kind: "procedure"; readonly takesRawBody: boolean }
  | { readonly kind: "other-methods"; readonly allow: readonly string[] }
  | { readonly kind: "unknown" };

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Finds what a request would reach before any of its body is read. */
export function createRoutes(router: DeskCore["router"]): { find(method: string, pathname: string): Promise<Route> } {
  const matcher = new StandardOpenAPIMatcher();
  matcher.init(router);
  return {
    find: async (method, pathname) => {
      const path: HTTPPath = `/${pathname.slice(REST_PREFIX.length).replaceAll(/^\/|\/$/gu, "")}`;
      const match = await matcher.match(method, path);
      // The contract asks for the detailed structure exactly where the body isn't JSON.
      if (match)
        return { kind: "procedure", takesRawBody: match.procedure["~orpc"].route.inputStructure === "detailed" };
      const allow: string[] = [];
      for (const other of METHODS) if (await matcher.match(other, path)) allow.push(other);
      return allow.length > 0 ? { kind: "other-methods", allow } : { kind: "unknown" };
    },
  };
}
