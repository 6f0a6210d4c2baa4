/** The team's server, as this machine reaches it. */
import type { Finding } from "#shared/contract/data.ts";
import type { SyncView } from "#shared/contract/membership.ts";
import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import { askSignIn } from "#main/sync/place/ask-sign-in.ts";
import { agentFor } from "#main/sync/client/open-link.ts";
import { ONLINE_CHECK_MS } from "../limits.ts";
import { finding, wordsOf } from "./finding.ts";
import { inTime } from "./in-time.ts";

/** Whether a Pipedesk server answers at the address. @param network asks it; default: over the network */
export async function serverFindings(
  serverUrl: string,
  ask: (serverUrl: string) => Promise<unknown> = (url) => askSignIn(url, "state", null, agentFor(url, process.env)),
): Promise<Finding[]> {
  const server = serverUrl;
  try {
    await inTime(ask(serverUrl), ONLINE_CHECK_MS);
    return [finding("ok", "team-fine", { server })];
  } catch (error) {
    const isOther = errorCodeOf(error) === "PD_SYNC_NOT_THE_SERVER";
    return [
      finding(isOther ? "problem" : "note", isOther ? "team-not-the-server" : "team-offline", {
        server,
        reason: wordsOf(error),
      }),
    ];
  }
}

/** What the running exchange knows beside: whether the server takes this machine for who it is, and what its clock says. */
export function syncFindings({ state, serverUrl, errorCode, clockAheadMs }: SyncView): Finding[] {
  return [
    ...(state === "stopped" ? [finding("problem", "team-stopped", { server: serverUrl, code: errorCode ?? "" })] : []),
    ...(clockAheadMs === null
      ? []
      : [finding("problem", "team-clock", { minutes: Math.round(Math.abs(clockAheadMs) / 60_000) })]),
  ];
}
