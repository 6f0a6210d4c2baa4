import { Button, Group, Kbd, SimpleGrid, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { type FormEvent, useEffect, useState } from "react";
import type { PipelineId, StageId } from "#shared/model/ids.ts";
import { navigate } from "../../state/routes.ts";
import { DraftNotice } from "../../components/composer/draft/DraftNotice.tsx";
import { draftKey } from "../../components/composer/draft/draft-key.ts";
import { useDraft } from "../../components/composer/draft/use-draft.ts";
import { isMac } from "../../components/is-mac.ts";
import { submitOnEnter } from "../../components/submit-on-enter.ts";
import { useToasts } from "../../components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n, usePreferences } from "../../state/desk-context.tsx";
import { failureOf, failureText } from "../../state/failure.ts";
import type { MoveProperties } from "../../state/pending-move.ts";
import { PropertyField } from "../../components/move/PropertyField.tsx";
import { refusalText } from "../../components/move/refusal-text.ts";
import { OwnValueInput } from "../../components/properties/OwnValueInput.tsx";
import { checkDraft, requiredOwn, type DraftProblems } from "./new-ticket-draft.ts";
import { StagePicker } from "./StagePicker.tsx";
import { EMPTY_TICKET, ticketCodec, type WrittenTicket } from "./ticket-draft-codec.ts";

/**
 * The dialog's form. Errors stand at their fields; what a rule of the pipeline asks for (G3, G4) is said before anything is sent. What is written stays
 * when the dialog is left, whichever way, and is there in the next one.
 */
export function NewTicketForm(props: {
  readonly pipelineId: PipelineId | undefined;
  readonly stageId: StageId | undefined;
  readonly onClose: () => void;
  /** Opens the dialog again, with what was thrown away. */
  readonly onBringBack: (written: WrittenTicket) => void;
  /** What the dialog begins with, beside what was kept; null: nothing. */
  readonly broughtBack: WrittenTicket | null;
}) {
  const { t, language } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const own = useDeskState((state) => state.setup.properties);
  const me = useDeskState((state) => state.status?.me);
  const last = usePreferences((preferences) => preferences.lastPipelineId);
  const kept = useDraft(draftKey("ticket", "new", me?.id ?? ""), ticketCodec);
  const draft = kept.content;
  const [problems, setProblems] = useState<DraftProblems>({});
  const [failed, setFailed] = useState("");
  const [sending, setSending] = useState(false);
  const { loaded, replace } = kept;
  const { broughtBack } = props;
  useEffect(() => {
    if (loaded && broughtBack !== null) replace((present) => ticketCodec.join(present, broughtBack));
  }, [loaded, replace, broughtBack]);

  const wanted = draft.pipelineId ?? props.pipelineId ?? last;
  const stageId = draft.stageId ?? (draft.pipelineId === null ? props.stageId : undefined);
  const pipeline = pipelines.find(({ id }) => id === wanted) ?? pipelines[0];
  if (pipeline === undefined) return <Text>{t("board.noPipeline.title")}</Text>;
  const beginsIn = pipeline.rules.newTicketStageIds;
  const stage =
    pipeline.stages.find(({ id }) => id === stageId) ??
    pipeline.stages.find(({ id, kind }) => (beginsIn === null ? kind === "open" : beginsIn.includes(id)));

  const change = (part: Partial<WrittenTicket>) => {
    kept.change((before) => ({ ...before, ...part }));
    setProblems({});
  };
  const setProperties = (part: MoveProperties) => change({ properties: { ...draft.properties, ...part } });
  const discard = () => {
    const before = draft;
    kept.replace(() => EMPTY_TICKET);
    props.onClose();
    toasts.done(t("ticket.composer.discarded"), { undo: () => props.onBringBack(before) });
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (stage === undefined || me === undefined) return;
    const checked = checkDraft(draft, pipeline, stage, me);
    setProblems(checked.problems);
    if (checked.input === undefined) {
      setFailed(checked.refusal === undefined ? "" : refusalText(checked.refusal, pipeline, t, language, own));
      return;
    }
    setSending(true);
    try {
      const ticket = await client.tickets.create({ ...checked.input, draftId: kept.id(draft) });
      kept.end(draft);
      props.onClose();
      const { id, number } = ticket;
      toasts.done(
        number === null ? t("newTicket.createdUnnumbered") : t("newTicket.created", { number: String(number) }),
        {
          action: { label: t("newTicket.open"), run: () => navigate({ page: "ticket", ticketId: id }) },
        },
      );
    } catch (error) {
      const { code, data } = failureOf(error);
      if (code === "PD_DRAFT_SENT") kept.renew();
      setFailed(code === "PD_RULE_REFUSED" ? refusalText(data, pipeline, t, language, own) : failureText(error, t));
      setSending(false);
    }
  };

  const subject = draft.properties.subject ?? "";
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm" role="presentation" onKeyDown={submitOnEnter} onBlur={kept.leaveField}>
        <TextInput
          data-autofocus
          label={t("property.subject")}
          placeholder={t("newTicket.subjectPlaceholder")}
          withAsterisk
          maxLength={500}
          value={subject}
          error={problems.subject === undefined ? undefined : t("newTicket.subjectMissing")}
          onChange={(event) => setProperties({ subject: event.currentTarget.value })}
        />
        <StagePicker
          pipeline={pipeline}
          stageId={stage?.id ?? null}
          onChange={(chosen) => {
            change({ pipelineId: chosen.pipelineId, stageId: chosen.stageId ?? null });
            setFailed("");
          }}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput
            label={t("newTicket.contactAddress")}
            type="email"
            maxLength={320}
            value={draft.contactAddress}
            error={problems.contactAddress === undefined ? undefined : t("newTicket.addressWrong")}
            onChange={(event) => change({ contactAddress: event.currentTarget.value })}
          />
          <TextInput
            label={t("newTicket.contactName")}
            maxLength={200}
            value={draft.contactName}
            onChange={(event) => change({ contactName: event.currentTarget.value })}
          />
          {(["priority", "ownerId", "dueAtEpochMs", "tags"] as const).map((property) => (
            <PropertyField
              key={property}
              property={property}
              values={draft.properties}
              onChange={setProperties}
              error={
                problems[property] === undefined ? undefined : t("newTicket.required", { stage: stage?.name ?? "" })
              }
            />
          ))}
          {requiredOwn(own, pipeline, stage?.id, draft.properties).map((property) => (
            <OwnValueInput
              key={property.id}
              property={property}
              label={property.name}
              withAsterisk
              value={draft.properties.values?.[property.id] ?? null}
              error={
                problems.values?.includes(property.id) === true
                  ? t("newTicket.required", { stage: stage?.name ?? "" })
                  : undefined
              }
              onChange={(value) => setProperties({ values: { ...draft.properties.values, [property.id]: value } })}
            />
          ))}
        </SimpleGrid>
        <Textarea
          label={t("newTicket.note")}
          placeholder={t("newTicket.notePlaceholder")}
          autosize
          minRows={3}
          maxRows={10}
          maxLength={100_000}
          value={draft.note}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
        <DraftNotice draft={kept} />
        {failed === "" ? null : (
          <Text c="var(--pd-danger)" size="xs" role="alert">
            {failed}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          {ticketCodec.isEmpty(draft) ? null : (
            <>
              <Button variant="subtle" color="gray" leftSection={<IconTrash size={14} />} onClick={discard}>
                {t("ticket.composer.discard")}
              </Button>
              <Text size="xs" c="dimmed" flex={1}>
                {t(kept.safe ? "newTicket.kept" : "ticket.composer.unsafe")}
              </Text>
            </>
          )}
          <Kbd size="xs">{isMac() ? "⌘" : "Ctrl"} + ↵</Kbd>
          <Button type="submit" loading={sending}>
            {t("newTicket.create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
