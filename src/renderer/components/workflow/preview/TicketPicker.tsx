import { Select } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { TicketChoice } from "./use-ticket-choice.ts";

/** Finds a ticket by number, subject or person. @param label default: for whom a mail would go out */
export function TicketPicker({ choice, label }: { readonly choice: TicketChoice; readonly label?: string }) {
  const { t } = useI18n();
  const { chosen, options, hasNone, typed, type, choose } = choice;
  return (
    <Select
      searchable
      label={label ?? t("preview.ticket")}
      data={[...options]}
      // The desk has searched already.
      filter={({ options: all }) => all}
      value={chosen?.value ?? null}
      searchValue={typed}
      onSearchChange={type}
      onChange={(value) => {
        const option = options.find((one) => one.value === value);
        if (option !== undefined) choose(option);
      }}
      nothingFoundMessage={t("workflows.nothingFound")}
      {...(hasNone ? { disabled: true, description: t("preview.noTickets") } : {})}
    />
  );
}
