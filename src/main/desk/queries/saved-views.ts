import type { SavedView } from "#shared/automation/documents/saved-view.ts";
import type { Filter } from "#shared/automation/filters/filter.ts";
import { READY_VIEW_IDS, readyView } from "#shared/automation/ticket-views/ready-views.ts";
import { notFound } from "#shared/errors/pipedesk-error.ts";
import type { UserId, ViewId } from "#shared/model/ids.ts";
import { mayChangeAutomation } from "#shared/rules/access/permissions.ts";
import { seesView } from "#shared/rules/access/views.ts";
import type { Stored } from "#main/store/read-repository.ts";
import type { Actor } from "../context.ts";
import type { ReadContext } from "../read-context.ts";
import type { SetupReads } from "../setup-cache.ts";

type Setup = Pick<ReadContext, "setup">;

/** The views in a user's list. */
export function viewsOf({ setup }: { readonly setup: Pick<SetupReads, "all"> }, { user }: Actor): Stored<SavedView>[] {
  return setup.all("view").filter((view) => seesView(view, user.id));
}

/** Who looks after the desk may also ask for somebody else's. @throws PD_DESK_NOT_FOUND */
export function requireView({ setup }: Setup, { user }: Actor, id: ViewId): Stored<SavedView> {
  const view = setup.require("view", id);
  if (!seesView(view, user.id) && !mayChangeAutomation(user.permissions)) throw notFound("view", id);
  return view;
}

/** The views whose number of tickets a user is shown: the ready-made ones but the one of what is over, and those that are pinned. */
export function countedViews({ setup }: Setup, userId: UserId): { readonly id: string; readonly filter: Filter }[] {
  const workflows = setup.all("workflow");
  const ready = READY_VIEW_IDS.filter((id) => id !== "closed-recently").map((id) => ({
    id,
    filter: readyView(id, workflows).filter,
  }));
  const pinned = setup.all("view").filter((view) => view.pinned && seesView(view, userId));
  return [...ready, ...pinned.map(({ id, filter }) => ({ id, filter }))];
}
