import { Button, Group } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { saveText } from "#renderer/components/save-file.ts";
import { csvOf } from "#renderer/components/csv.ts";
import type { EffectRow } from "./rows.ts";

/** What is listed, as a file. */
export function ExportButtons({ rows }: { readonly rows: readonly EffectRow[] }) {
  const { t } = useI18n();
  const name = useEditorState((state) => state.history.draft.name);
  const base = `${name.replaceAll(/[^\p{L}\p{N}]+/gu, "-")}-replay`;
  const iso = (epochMs: number | null) => (epochMs === null ? null : new Date(epochMs).toISOString());
  const csv = (): string =>
    csvOf(
      [
        t("workflows.replay.head.number"),
        t("workflows.replay.head.ticket"),
        t("workflows.replay.head.when"),
        t("workflows.replay.head.really"),
        t("workflows.replay.kind"),
        t("workflows.replay.step"),
        t("workflows.replay.head.what"),
      ],
      rows.map((row) => [
        row.number,
        row.subject,
        iso(row.atEpochMs),
        iso(row.didAtEpochMs),
        t(`workflows.replay.kind.${row.kind}`),
        row.step,
        row.what,
      ]),
    );
  const json = (): string =>
    JSON.stringify(
      rows.map(({ atEpochMs, didAtEpochMs, ...row }) => ({ ...row, at: iso(atEpochMs), didAt: iso(didAtEpochMs) })),
      null,
      2,
    );
  return (
    <Group gap={4}>
      {(["csv", "json"] as const).map((kind) => (
        <Button
          key={kind}
          size="compact-xs"
          variant="default"
          leftSection={<IconDownload size={13} />}
          disabled={rows.length === 0}
          onClick={() =>
            kind === "csv" ? saveText(`${base}.csv`, csv(), "text/csv") : saveText(`${base}.json`, json())
          }
        >
          {t(`workflows.replay.export.${kind}`)}
        </Button>
      ))}
    </Group>
  );
}
