import { useMemo } from "react";
import type { ViewLook } from "#shared/automation/documents/saved-view.ts";
import { isReadyView, readyView } from "#shared/automation/ticket-views/ready-views.ts";
import type { SavedViewView } from "#shared/contract/saved-views.ts";
import { canonicalJson } from "#shared/model/canonical-json.ts";
import { mayChangeView } from "#shared/rules/access/views.ts";
import { useDeskState, useI18n, useServices, useShellState } from "#renderer/state/desk-context.tsx";
import { useMayWrite } from "#renderer/state/use-access.ts";

export type ShownView = {
  readonly id: string;
  readonly name: string;
  /** null: a ready-made one. */
  readonly saved: SavedViewView | null;
  /** As it is saved. */
  readonly base: ViewLook;
  /** As the person has it on the screen. */
  readonly look: ViewLook;
  readonly isChanged: boolean;
  readonly mayChange: boolean;
  readonly change: (change: Partial<ViewLook>) => void;
  readonly discard: () => void;
};

/** The view with what the person changed of it; null where there is none (any more). */
export function useView(id: string): ShownView | null {
  const { t } = useI18n();
  const { shell } = useServices();
  const saved = useDeskState((state) => state.setup.views.find((view) => view.id === id) ?? null);
  const workflows = useDeskState((state) => state.setup.workflows);
  const me = useDeskState((state) => state.status?.me ?? null);
  const mayWrite = useMayWrite();
  const changed = useShellState((state) => state.viewChanges.get(id));
  return useMemo(() => {
    const base = saved ?? (isReadyView(id) ? readyView(id, workflows) : null);
    if (base === null) return null;
    const put = (look: ViewLook | null) =>
      shell.setState(({ viewChanges }) => {
        const next = new Map(viewChanges);
        if (look === null || isSame(look, base)) next.delete(id);
        else next.set(id, look);
        return { viewChanges: next };
      });
    const look = changed ?? base;
    return {
      id,
      name: saved?.name ?? (isReadyView(id) ? t(`views.ready.${id}`) : ""),
      saved,
      base,
      look,
      isChanged: changed !== undefined && !isSame(changed, base),
      mayChange: saved !== null && mayWrite && me !== null && mayChangeView(saved, me),
      change: (change) => put({ ...lookOf(look), ...change }),
      discard: () => put(null),
    };
  }, [id, saved, workflows, me, mayWrite, changed, shell, t]);
}

export const lookOf = ({ filter, columns, sort, grouping }: ViewLook): ViewLook => ({
  filter,
  columns,
  sort,
  grouping,
});

const isSame = (one: ViewLook, other: ViewLook) => canonicalJson(lookOf(one)) === canonicalJson(lookOf(other));
