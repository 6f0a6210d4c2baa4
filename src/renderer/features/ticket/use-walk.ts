import { useEffect } from "react";
import { useDesk, useI18n, useServices, useShellState } from "#renderer/state/desk-context.tsx";
import { navigate } from "#renderer/state/routes.ts";
import { placeIn, type WalkPlace, walkWith } from "#renderer/state/ticket-walk.ts";
import { useAnnounce } from "#renderer/state/use-shell.ts";
import type { PipelineId, StageId, TicketId } from "#shared/model/ids.ts";

export type Walk = WalkPlace & { readonly go: (direction: "next" | "previous") => void };

/**
 * Next and previous ticket of the list from which this one was opened. Back leads to the list all the same, and there the focus is on the ticket that
 * was seen last.
 */
export function useWalk(ticket: {
  readonly id: TicketId;
  readonly pipelineId: PipelineId;
  readonly stageId: StageId;
}): Walk {
  const { shell } = useServices();
  const desk = useDesk();
  const { t } = useI18n();
  const announce = useAnnounce();
  const { id, pipelineId, stageId } = ticket;
  const walk = useShellState((state) => state.walk);
  const place = placeIn(walk, id);

  useEffect(() => {
    const begin = (): void => {
      const { walk: present, boardPlaces } = shell.getState();
      const next = walkWith(present, id, desk.store.getState().board);
      if (next !== present) shell.setState({ walk: next });
      const seen = boardPlaces.get(pipelineId);
      if (seen !== undefined)
        shell.setState({ boardPlaces: new Map(boardPlaces).set(pipelineId, { ...seen, focusedId: id }) });
    };
    begin();
    // Opened by a link: no board has loaded the list yet.
    if (shell.getState().walk === null) void desk.loadMore(pipelineId, stageId).then(begin);
  }, [shell, desk, id, pipelineId, stageId]);

  const go = (direction: "next" | "previous"): void => {
    const to = place[direction];
    if (to !== null) navigate({ page: "ticket", ticketId: to }, { replace: true });
    else announce(t(direction === "next" ? "ticket.walk.atEnd" : "ticket.walk.atStart"));
  };
  return { ...place, go };
}
