import { Select } from "@mantine/core";
import { useState } from "react";
import { useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { useTicketOptions, type TicketOption } from "#renderer/components/workflow/preview/use-ticket-choice.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";

const noNewest = () => undefined;

/** Only what is about one ticket: found by number, subject or person. */
export function TicketFilter(props: {
  readonly chosen: TicketOption | null;
  readonly onChoose: (ticket: TicketOption | null) => void;
}) {
  const { chosen, onChoose } = props;
  const { t } = useI18n();
  const [typed, type] = useState("");
  const pipelineId = useEditorState((state) => state.history.draft.pipelineId);
  const found = useTicketOptions(pipelineId, typed === chosen?.label ? "" : typed.trim(), noNewest);
  const isOffered = chosen === null || found.some(({ value }) => value === chosen.value);
  const options = isOffered ? found : [chosen, ...found];
  return (
    <Select
      searchable
      clearable
      aria-label={t("workflows.history.ticket")}
      placeholder={t("workflows.history.anyTicket")}
      data={[...options]}
      // The desk has searched already.
      filter={({ options: all }) => all}
      value={chosen?.value ?? null}
      searchValue={typed}
      onSearchChange={type}
      onChange={(value) => onChoose(options.find((one) => one.value === value) ?? null)}
      nothingFoundMessage={t("workflows.nothingFound")}
      clearButtonProps={{ "aria-label": t("workflows.history.anyTicket") }}
    />
  );
}
