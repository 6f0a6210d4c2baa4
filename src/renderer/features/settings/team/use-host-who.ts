import { useDeskState } from "#renderer/state/desk-context.tsx";
import { SERVER_HOST_ID } from "#shared/model/setup/host-record.ts";

/** Who fetches, sends and keeps the timers of a team: its server, this computer in its place, or another one. */
export function useHostWho(): "server" | "here" | "elsewhere" {
  return useDeskState(({ status }) => {
    const host = status?.host;
    if (host === undefined || host.hostId === SERVER_HOST_ID) return "server";
    return host.mode === "member" && host.isHost ? "here" : "elsewhere";
  });
}
