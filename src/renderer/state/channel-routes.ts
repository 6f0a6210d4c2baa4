import type { Route } from "#renderer/state/routes.ts";
import type { ChannelId, PipelineId } from "#shared/model/ids.ts";

const SECTION = "channels";
/** No channel has this id: ids begin with `ch_` or come from an import. */
export const NEW = "new";
/** The tab of a channel that has no mailbox yet. */
export const CONNECT = "connect";

export const CHANNELS: Route = { page: "settings", section: SECTION, id: null, tab: null };

export function channelRoute(id: ChannelId): Route {
  return { page: "settings", section: SECTION, id, tab: null };
}

/** Adding a mailbox; new conversations go to `pipelineId` unless the person chooses another. */
export function newMailboxRoute(pipelineId: PipelineId | null): Route {
  return { page: "settings", section: SECTION, id: NEW, tab: pipelineId };
}

export function connectRoute(id: ChannelId): Route {
  return { page: "settings", section: SECTION, id, tab: CONNECT };
}
