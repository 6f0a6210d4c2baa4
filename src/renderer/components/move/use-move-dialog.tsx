import { modals } from "@mantine/modals";
import { useCallback } from "react";
import { classNamesOf } from "../class-names.ts";
import { useI18n } from "../../state/desk-context.tsx";
import type { Movable } from "./foresee-move.ts";
import css from "./MoveList.module.css";
import { MoveList } from "./MoveList.tsx";
import { useMoveTicket } from "./use-move-ticket.tsx";

const cx = classNamesOf(css);
const MOVE_MODAL = "move";

/** `onMove` gets the outcome of the move once the person has chosen. */
export type OpenMoveDialog = (ticket: Movable, onMove?: (moved: Promise<boolean>) => void) => void;

/** Opens the list of stages for a ticket (`m`); choosing one moves it. */
export function useMoveDialog(): OpenMoveDialog {
  const move = useMoveTicket();
  const { t } = useI18n();
  return useCallback(
    (ticket, onMove) => {
      modals.open({
        modalId: MOVE_MODAL,
        title: (
          <span className={cx("title")}>
            {t("move.titleOf", { subject: ticket.subject === "" ? t("board.noSubject") : ticket.subject })}
          </span>
        ),
        size: "sm",
        padding: "sm",
        children: (
          <MoveList
            ticket={ticket}
            onChoose={(target) => {
              modals.close(MOVE_MODAL);
              const moved = move(ticket, target);
              onMove?.(moved);
            }}
          />
        ),
      });
    },
    [move, t],
  );
}
