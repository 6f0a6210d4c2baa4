import type { SavedView, ViewLook } from "#shared/automation/documents/saved-view.ts";
import { isReadyView, readyView } from "#shared/automation/ticket-views/ready-views.ts";
import { validateFilter } from "#shared/automation/validate/filters.ts";
import { PipedeskError, type InputIssue } from "#shared/errors/pipedesk-error.ts";
import { ViewId } from "#shared/model/ids.ts";
import { mayChangeView } from "#shared/rules/access/views.ts";
import type { Stored } from "#main/store/repository.ts";
import type { Actor, DeskContext } from "../context.ts";
import { invalid } from "../definition-fits.ts";
import { derivedId } from "../derived-ids.ts";
import { MAX_VIEWS } from "../limits.ts";
import { requireView, viewsOf } from "../queries/saved-views.ts";
import { addSetup, removeSetup, writeSetup } from "./change-setup.ts";

type Given = Pick<SavedView, "name" | "shared" | "pinned"> & ViewLook;

/** @throws PD_ACCESS_PERMISSION where it is shared (A3), PD_INPUT_INVALID for what can't be asked of a ticket, or where there are too many */
export function createView(context: DeskContext, actor: Actor, given: Given): Promise<SavedView> {
  return context.queue.run(async () => {
    requireMayChange({ authorId: actor.user.id, shared: given.shared }, actor);
    requireLook(given);
    return addView(context, actor, given);
  });
}

/** Changes what is given and leaves the rest. @throws PD_DESK_NOT_FOUND, PD_ACCESS_PERMISSION for what is shared or somebody else's, PD_INPUT_INVALID */
export function updateView(
  context: DeskContext,
  actor: Actor,
  { id, ...given }: { readonly id: ViewId } & { readonly [Name in keyof Given]?: Given[Name] | undefined },
): Promise<SavedView> {
  return context.queue.run(async () => {
    const view = requireView(context, actor, id);
    requireMayChange(view, actor);
    requireMayChange({ authorId: view.authorId, shared: given.shared ?? view.shared }, actor);
    requireLook(given);
    await writeSetup<SavedView>(context, view, given as Partial<SavedView>);
    return context.setup.require("view", id);
  });
}

/** A copy of a view that the actor sees, or of a ready-made one, is theirs. @throws PD_DESK_NOT_FOUND, PD_INPUT_INVALID where there are too many */
export function duplicateView(
  context: DeskContext,
  actor: Actor,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<SavedView> {
  return context.queue.run(async () => {
    const look: ViewLook = isReadyView(id)
      ? readyView(id, context.setup.all("workflow"))
      : requireView(context, actor, ViewId.parse(id));
    const { filter, columns, sort, grouping } = look;
    return addView(context, actor, { name, filter, columns, sort, grouping, shared: false, pinned: true });
  });
}

/** @throws PD_DESK_NOT_FOUND, PD_ACCESS_PERMISSION */
export function removeView(context: DeskContext, actor: Actor, id: ViewId): Promise<void> {
  return context.queue.run(async () => {
    const view = requireView(context, actor, id);
    requireMayChange(view, actor);
    await removeSetup(context, [view]);
  });
}

/**
 * The named views change places among themselves.
 * @returns all that the actor sees, in their new order
 * @throws PD_DESK_NOT_FOUND, PD_ACCESS_PERMISSION, PD_INPUT_INVALID where one is named twice
 */
export function orderViews(context: DeskContext, actor: Actor, ids: readonly ViewId[]): Promise<Stored<SavedView>[]> {
  return context.queue.run(async () => {
    const named = ids.map((id) => requireView(context, actor, id));
    if (new Set(ids).size !== ids.length)
      throw invalid("Each view has one place.", [{ path: "ids", message: "twice" }]);
    for (const view of named) requireMayChange(view, actor);
    const places = named.map(({ order }) => order).toSorted((a, b) => a - b);
    // Two that were made on two machines may have one place: each gets its own.
    const orders = places.map((order, at) => Math.max(order, (places[0] ?? 0) + at));
    for (const [at, view] of named.entries()) {
      const order = orders[at] ?? view.order;
      if (order !== view.order) await writeSetup<SavedView>(context, view, { order });
    }
    return viewsOf(context, actor);
  });
}

async function addView(context: DeskContext, actor: Actor, given: Given): Promise<SavedView> {
  const present = context.setup.all("view");
  const own = present.filter(({ authorId }) => authorId === actor.user.id);
  if (own.length >= MAX_VIEWS)
    throw invalid("You have too many views.", [{ path: "name", message: String(MAX_VIEWS) }]);
  const id = ViewId.parse(derivedId("v", context.nextStamp()));
  const order = Math.max(-1, ...present.map((view) => view.order)) + 1;
  const view: SavedView = {
    ...given,
    id,
    kind: "view",
    authorId: actor.user.id,
    order,
    createdAtEpochMs: context.clock.nowEpochMs(),
    stamps: {},
  };
  await addSetup(context, [view]);
  return context.setup.require("view", id);
}

/** A view may go on naming what is gone; what could never be asked it may not. */
function requireLook({ filter, columns }: { readonly [Name in keyof ViewLook]?: ViewLook[Name] | undefined }): void {
  const issues: InputIssue[] = [];
  if (filter) {
    const everything = { has: () => true, hasStage: () => true, pipelineId: null };
    validateFilter(filter, "filter", everything, (path, key, about = "") => {
      issues.push({ path, message: `${key}: ${about}` });
    });
  }
  if (columns && new Set(columns.map(({ column }) => column)).size !== columns.length)
    issues.push({ path: "columns", message: "Each column is shown once." });
  if (issues.length > 0) throw invalid("The view asks what can't be asked of a ticket.", issues);
}

function requireMayChange(view: Pick<SavedView, "authorId" | "shared">, { user }: Actor): void {
  if (mayChangeView(view, user)) return;
  throw new PipedeskError(
    "PD_ACCESS_PERMISSION",
    view.shared
      ? "Only a super admin or a user with account access may change what everybody has in their list."
      : "It is somebody else's view.",
    { details: { missing: ["super-admin", "account-access"] } },
  );
}
