import type { IncomingMessage, ServerResponse } from "node:http";
import { sendError, wantsPage } from "../http/error-response.ts";
import { sendNotice } from "../http/page.ts";
import { contractError } from "../rpc/contract-error.ts";
import type { AccessGuard } from "./access.ts";

/** Shows the page to who has the token, or its cookie; takes it from `/?token=…`. @returns true where it has answered */
export function createPageGate(access: AccessGuard) {
  return (request: IncomingMessage, response: ServerResponse, url: URL): boolean => {
    const given = url.pathname === "/" ? url.searchParams.get("token") : null;
    if (given !== null && access.isToken(given)) {
      // Off the address bar, the history and every screenshot.
      response.writeHead(303, { "Set-Cookie": access.cookieHeader, Location: "/" }).end();
      return true;
    }
    if (given === null && access.mayShowPage(request)) return false;
    if (wantsPage(request)) sendNotice(request, response, 401, "host.locked", "host.lockedHelp");
    else sendError(response, contractError("PD_ACCESS_TOKEN", "The token is missing or wrong."));
    return true;
  };
}
