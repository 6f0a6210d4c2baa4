import { useMayWrite } from "#renderer/state/use-access.ts";
import { Anchor, Button, Group, Select, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useState } from "react";
import type { ConversationView } from "#shared/contract/views.ts";
import { hrefOf, navigate } from "../../state/routes.ts";
import { useToasts } from "../../components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n, usePreferences } from "../../state/desk-context.tsx";
import { failureOf } from "../../state/failure.ts";
import type { MoveProperties } from "../../state/pending-move.ts";
import { refusalText } from "../../components/move/refusal-text.ts";
import { RequiredPropertiesForm } from "../../components/move/RequiredPropertiesForm.tsx";
import { stayingPipelines } from "#shared/rules/pipeline-rules/removal.ts";

const REQUIRED_MODAL = "required-properties";

/** Makes a ticket of the conversation in a pipeline and stage; or leads to the ticket it has. */
export function CreateTicketBar({ conversation }: { readonly conversation: ConversationView }) {
  const { t, language } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const own = useDeskState((state) => state.setup.properties);
  const last = usePreferences((preferences) => preferences.lastPipelineId);
  const channel = useDeskState((state) => state.setup.channels.find(({ id }) => id === conversation.channelId));
  // Where the channel would have put it.
  const [pipelineId, setPipelineId] = useState<string | null>(channel?.pipelineId ?? last);
  const [stageId, setStageId] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const mayWrite = useMayWrite();

  if (conversation.ticketId !== null) {
    return (
      <Text>
        {t("inbox.hasTicket")}{" "}
        <Anchor href={hrefOf({ page: "ticket", ticketId: conversation.ticketId })}>{t("inbox.openTicket")}</Anchor>
      </Text>
    );
  }
  const pipeline = pipelines.find(({ id }) => id === pipelineId) ?? pipelines[0];
  const allowed = pipeline?.rules.newTicketStageIds ?? null;
  const stages = pipeline?.stages.filter(({ id }) => allowed === null || allowed.includes(id)) ?? [];
  const ofChannel = channel?.pipelineId === pipeline?.id ? channel?.stageId : undefined;
  const stage =
    stages.find(({ id }) => id === (stageId ?? ofChannel)) ?? stages.find(({ kind }) => kind === "open") ?? stages[0];
  if (pipeline === undefined || stage === undefined || !mayWrite) return null;

  const askFor = (missing: readonly string[]) =>
    modals.open({
      modalId: REQUIRED_MODAL,
      title: t("move.required.title", { stage: stage.name }),
      children: (
        <RequiredPropertiesForm
          pipelineName={pipeline.name}
          stageName={stage.name}
          missing={missing}
          action={t("inbox.createTicket")}
          onCancel={() => modals.close(REQUIRED_MODAL)}
          onSubmit={(properties) => {
            modals.close(REQUIRED_MODAL);
            void create(properties);
          }}
        />
      ),
    });
  const create = async (properties?: MoveProperties) => {
    setBusy(true);
    try {
      const ticket = await client.conversations.createTicket({
        id: conversation.id,
        pipelineId: pipeline.id,
        stageId: stage.id,
        ...(properties === undefined ? {} : { properties }),
      });
      const text =
        ticket.number === null
          ? t("inbox.createdUnnumbered", { stage: stage.name })
          : t("inbox.created", { number: String(ticket.number), stage: stage.name });
      toasts.done(text, {
        action: { label: t("inbox.openTicket"), run: () => navigate({ page: "ticket", ticketId: ticket.id }) },
      });
    } catch (error) {
      const { code, data } = failureOf(error);
      if (data.rule === "G4" && data.missing !== undefined && data.missing.length > 0) return askFor(data.missing);
      toasts.failed(error, code === "PD_RULE_REFUSED" ? { text: refusalText(data, pipeline, t, language, own) } : {});
    } finally {
      setBusy(false);
    }
  };

  return (
    <Group gap="xs" align="flex-end">
      {pipelines.length > 1 ? (
        <Select
          aria-label={t("move.pipeline")}
          w={170}
          data={stayingPipelines(pipelines).map(({ id, name }) => ({ value: id, label: name }))}
          value={pipeline.id}
          onChange={(value) => {
            setPipelineId(value);
            setStageId(null);
          }}
        />
      ) : null}
      <Select
        aria-label={t("move.stage")}
        w={190}
        data={stages.map(({ id, name }) => ({ value: id, label: name }))}
        value={stage.id}
        onChange={setStageId}
      />
      <Button loading={busy} onClick={() => void create()}>
        {t("inbox.createTicket")}
      </Button>
    </Group>
  );
}
