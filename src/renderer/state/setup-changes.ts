/** What the live feed's changes do to the setup that the interface holds. Pure. */
import type { DeskSetup, SetupChanges } from "#shared/contract/desk.ts";
import { compareSetup } from "#shared/model/setup/setup-order.ts";

/** The lists that nothing changed in stay the same objects. */
export function withSetupChanges(setup: DeskSetup, { changed, removed }: SetupChanges): DeskSetup {
  const gone: ReadonlySet<string> = new Set(removed);
  return {
    pipelines: patched(setup.pipelines, changed.pipelines, gone),
    workflows: patched(setup.workflows, changed.workflows, gone),
    channels: patched(setup.channels, changed.channels, gone),
    users: patched(setup.users, changed.users, gone),
    teams: patched(setup.teams, changed.teams, gone),
    properties: patched(setup.properties, changed.properties, gone),
    slaPolicies: patched(setup.slaPolicies, changed.slaPolicies, gone),
    workCalendars: patched(setup.workCalendars, changed.workCalendars, gone),
    mailTemplates: patched(setup.mailTemplates, changed.mailTemplates, gone),
    snippets: patched(setup.snippets, changed.snippets, gone),
    macros: patched(setup.macros, changed.macros, gone),
    workflowDrafts: patched(setup.workflowDrafts, changed.workflowDrafts, gone),
    views: patched(setup.views, changed.views, gone),
  };
}

function patched<Item extends { readonly id: string }>(
  items: Item[],
  changed: readonly Item[] = [],
  gone: ReadonlySet<string>,
): Item[] {
  if (changed.length === 0 && !items.some(({ id }) => gone.has(id))) return items;
  const changedById = new Map(changed.map((item) => [item.id, item]));
  const known = new Set(items.map(({ id }) => id));
  const kept = items.filter(({ id }) => !gone.has(id)).map((item) => changedById.get(item.id) ?? item);
  // What is new was made last.
  return [...kept, ...changed.filter(({ id }) => !known.has(id))].toSorted(compareSetup);
}
