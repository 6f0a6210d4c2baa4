import { modals } from "@mantine/modals";
import { useMemo } from "react";
import { useToasts } from "../use-toasts.tsx";
import { useUndo } from "../use-undo.ts";
import { stepAfter } from "../../state/undo-stack.ts";
import { stepOfMove } from "./undo-move.ts";
import { useDesk, useI18n } from "../../state/desk-context.tsx";
import { failureOf, failureText } from "../../state/failure.ts";
import type { MoveTarget } from "../../state/pending-move.ts";
import { useAnnounce } from "../../state/use-shell.ts";
import { foreseeMove, type Movable } from "./foresee-move.ts";
import { refusalText } from "./refusal-text.ts";
import { RequiredPropertiesForm } from "./RequiredPropertiesForm.tsx";

/** Moves a ticket and tells the person what came of it. Resolves to true where it was moved. */
export type MoveTicket = (ticket: Movable, target: MoveTarget) => Promise<boolean>;

const REQUIRED_MODAL = "required-properties";

/**
 * The one way by which screens move tickets: paints at once, tells the outcome in a toast (with Undo) and to screen readers, explains a
 * refusal (G6), and asks for what the stage requires (G4).
 */
export function useMoveTicket(): MoveTicket {
  const desk = useDesk();
  const toasts = useToasts();
  const undo = useUndo();
  const announce = useAnnounce();
  const { t, language } = useI18n();

  return useMemo(() => {
    const nameOf = (target: MoveTarget) => {
      const pipeline = desk.store.getState().setup.pipelines.find(({ id }) => id === target.pipelineId);
      const stage = pipeline?.stages.find(({ id }) => id === target.stageId);
      return { pipeline, stage, stageName: stage?.name ?? "" };
    };

    const own = () => desk.store.getState().setup.properties;

    const refuse = (ticket: Movable, target: MoveTarget, error: unknown, reason: string) => {
      announce(t("move.announcedRefused", { subject: ticket.subject, reason }));
      toasts.failed(error, {
        title: t("move.refusedTitle", { stage: nameOf(target).stageName }),
        text: reason,
      });
      return false;
    };

    const askFor = (ticket: Movable, target: MoveTarget, missing: readonly string[]): Promise<boolean> => {
      const { pipeline, stage } = nameOf(target);
      if (pipeline === undefined || stage === undefined) return Promise.resolve(false);
      const { promise, resolve } = Promise.withResolvers<boolean>();
      modals.open({
        modalId: REQUIRED_MODAL,
        title: t("move.required.title", { stage: stage.name }),
        onClose: () => resolve(false),
        children: (
          <RequiredPropertiesForm
            pipelineName={pipeline.name}
            stageName={stage.name}
            missing={missing}
            onCancel={() => modals.close(REQUIRED_MODAL)}
            onSubmit={(properties) => {
              resolve(move(ticket, { ...target, properties: { ...target.properties, ...properties } }));
              modals.close(REQUIRED_MODAL);
            }}
          />
        ),
      });
      return promise;
    };

    const move: MoveTicket = async (ticket, target) => {
      const { setup, status } = desk.store.getState();
      const verdict = foreseeMove(ticket, target, setup, status?.me);
      const { pipeline, stageName } = nameOf(target);
      if (!verdict.allowed) {
        if (verdict.rule === "G4") return askFor(ticket, target, verdict.missing);
        const fromPipeline = setup.pipelines.find(({ id }) => id === ticket.pipelineId);
        const ruled = verdict.rule === "G5" ? fromPipeline : pipeline;
        return refuse(
          ticket,
          target,
          undefined,
          ruled === undefined ? t("error.PD_RULE_REFUSED") : refusalText(verdict, ruled, t, language, own()),
        );
      }
      const name = ticket.number === null || ticket.number === undefined ? ticket.subject : `#${ticket.number}`;
      const answer = desk.moveTicket(ticket.id, target, ticket);
      // From now on: keys may come faster than the desk answers.
      const step = stepAfter(
        answer,
        stepOfMove(desk, ticket, target, t("undo.move", { ticket: name, stage: stageName })),
      );
      undo.record(step);
      const outcome = await answer;
      if (outcome.kind !== "moved") undo.drop(step);
      if (outcome.kind === "nothing") return false;
      if (outcome.kind === "refused") {
        const { code, data } = failureOf(outcome.error);
        if (code !== "PD_RULE_REFUSED" || pipeline === undefined)
          return refuse(ticket, target, outcome.error, failureText(outcome.error, t));
        if (data.rule === "G4" && data.missing !== undefined && data.missing.length > 0)
          return askFor(ticket, target, data.missing);
        return refuse(ticket, target, outcome.error, refusalText(data, pipeline, t, language, own()));
      }
      announce(t("move.announced", { subject: ticket.subject, stage: stageName }));
      toasts.done(t("move.done", { stage: stageName }), { step: { step, takeBack: () => undo.takeBack(step) } });
      return true;
    };
    return move;
  }, [desk, toasts, undo, announce, t, language]);
}
