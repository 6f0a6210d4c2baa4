import { Button, Group, Modal, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { nameOf } from "#renderer/components/person-name.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { navigate } from "#renderer/state/routes.ts";
import type { WhyEntry } from "#shared/contract/explanations/why.ts";
import type { TicketView } from "#shared/contract/views.ts";
import type { TicketId } from "#shared/model/ids.ts";
import { createNames, type Names } from "../timeline/names.ts";
import { WhyChain, WhyFailed, WhyWaiting } from "../timeline/WhyChain.tsx";
import { useWhyHere } from "./use-why-here.ts";

/** Why a ticket is in its status, from what began it: asked from a list, without opening the ticket. `ticketId` null: nothing is asked. */
export function WhyHereDialog(props: { readonly ticketId: TicketId | null; readonly onClose: () => void }) {
  const [attempt, setAttempt] = useState(0);
  const { ticketId, onClose } = props;
  if (ticketId === null) return null;
  return (
    <Asked
      key={`${ticketId} ${attempt}`}
      ticketId={ticketId}
      onClose={onClose}
      onRetry={() => setAttempt((count) => count + 1)}
    />
  );
}

function Asked(props: { readonly ticketId: TicketId; readonly onClose: () => void; readonly onRetry: () => void }) {
  const { ticketId, onClose } = props;
  const { t } = useI18n();
  const answer = useWhyHere(ticketId);
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const title = (ticket: TicketView): string => {
    const stage = pipelines.flatMap(({ stages }) => stages).find(({ id }) => id === ticket.stageId);
    const name = ticket.number === null ? `“${ticket.subject}”` : `#${ticket.number}`;
    return t("whyHere.title", { ticket: name, stage: stage?.name ?? t("ticket.name.deletedStage") });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={answer.kind === "ready" ? title(answer.ticket) : t("whyHere.titleUnknown")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
      // A link within leads elsewhere.
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("a") !== null) onClose();
      }}
    >
      <div style={{ minHeight: "5rem" }}>
        {answer.kind === "loading" ? <WhyWaiting /> : null}
        {answer.kind === "failed" ? <WhyFailed error={answer.error} onRetry={props.onRetry} /> : null}
        {answer.kind === "ready" ? <Answer ticket={answer.ticket} entry={answer.entry} /> : null}
      </div>
      <Group justify="flex-end" mt="md">
        <Button
          data-autofocus
          variant="default"
          onClick={() => {
            onClose();
            navigate({ page: "ticket", ticketId });
          }}
        >
          {t("whyHere.open")}
        </Button>
      </Group>
    </Modal>
  );
}

function Answer({ ticket, entry }: { readonly ticket: TicketView; readonly entry: WhyEntry | null }) {
  const { t } = useI18n();
  const names = useNamesOf(entry);
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" dir="auto" style={{ overflowWrap: "anywhere" }}>
        {ticket.subject === "" ? t("board.noSubject") : ticket.subject}
      </Text>
      {entry === null ? (
        <Text size="sm">{t("whyHere.nothing")}</Text>
      ) : (
        <WhyChain entry={entry} pipelineId={ticket.pipelineId} names={names} />
      )}
    </>
  );
}

/** The messages of the ticket are not at hand: the chain itself tells who wrote those that it names. */
function useNamesOf(entry: WhyEntry | null): Names {
  const { t, language } = useI18n();
  const { now } = useDesk();
  const setup = useDeskState((state) => state.setup);
  const meId = useDeskState((state) => state.status?.me.id ?? null);
  return useMemo(() => {
    const when = (epochMs: number) => formatMoment(epochMs, now(), language);
    const names = createNames({ t, language, meId, when, setup, messages: [], ticketNumbers: new Map() });
    const writers = new Map(
      (entry?.chain ?? []).flatMap((link) =>
        link.kind === "change" && link.message !== null ? [[link.message.id, link] as const] : [],
      ),
    );
    return {
      ...names,
      author: (id) => nameOf(writers.get(id)?.message ?? { name: "", address: "" }) || names.author(id),
      isMine: (id) => {
        const cause = writers.get(id)?.activity.cause;
        return cause?.kind === "user" && cause.userId === meId;
      },
    };
  }, [t, language, now, setup, meId, entry]);
}
