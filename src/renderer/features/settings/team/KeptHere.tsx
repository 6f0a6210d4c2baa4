import { Group, Select } from "@mantine/core";
import { useState } from "react";
import { formatSize } from "#renderer/components/format-amounts.ts";
import { closedSince, SCOPE_MONTHS } from "#renderer/components/team/join-values.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { SyncView } from "#shared/contract/membership.ts";
import { SavedMark } from "../form/SavedMark.tsx";
import { Section } from "../form/Section.tsx";
import { useSaving } from "../form/use-saving.ts";

const BUDGETS_BYTES: readonly number[] = [0, 500e6, 2e9, 10e9, 50e9];

/** How much of the team's desk this machine has with it: which closed tickets, and how much room their files take. */
export function KeptHere({ sync }: { readonly sync: SyncView }) {
  const { t, language } = useI18n();
  const { client, now } = useDesk();
  const saving = useSaving();
  const since = sync.scope.closedSinceEpochMs;
  const [months, setMonths] = useState<string | null>(since === null ? "null" : null);
  const sizes = BUDGETS_BYTES.includes(sync.fileBudgetBytes)
    ? BUDGETS_BYTES
    : [...BUDGETS_BYTES, sync.fileBudgetBytes].toSorted((a, b) => a - b);
  return (
    <Section title={t("team.kept")} text={t("team.kept.text")} action={<SavedMark state={saving.state} />}>
      <Group gap="md" align="flex-start">
        <Select
          label={t("team.kept.tickets")}
          placeholder={t("team.kept.chosen")}
          w={260}
          data={SCOPE_MONTHS.map((count) => ({
            value: String(count),
            label: count === null ? t("team.scope.all") : t("team.scope.months", { count }),
          }))}
          value={months}
          onChange={(value) => {
            const chosen = SCOPE_MONTHS.find((count) => String(count) === value);
            if (chosen === undefined) return;
            setMonths(value);
            void saving.run(() =>
              client.membership.keepHere({ scope: { closedSinceEpochMs: closedSince(chosen, now()) } }),
            );
          }}
        />
        <Select
          label={t("team.kept.files")}
          inputWrapperOrder={["label", "input", "description"]}
          description={t("team.kept.filesUsed", { size: formatSize(sync.fileBytes, language) })}
          w={260}
          data={sizes.map((bytes) => ({
            value: String(bytes),
            label: bytes === 0 ? t("team.kept.noFiles") : formatSize(bytes, language),
          }))}
          value={String(sync.fileBudgetBytes)}
          onChange={(value) => {
            if (value !== null) void saving.run(() => client.membership.keepHere({ fileBudgetBytes: Number(value) }));
          }}
        />
      </Group>
    </Section>
  );
}
