import { Button, Checkbox, Group, Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { Refusal } from "#renderer/components/team/Refusal.tsx";
import { useAsking } from "#renderer/components/use-asking.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { Section } from "../form/Section.tsx";
import { PathField } from "./PathField.tsx";
import { useIsWorking, WorkPanel } from "./WorkPanel.tsx";

/** @param folder where it goes unless another place is named */
export function ExportSection({ folder }: { readonly folder: string }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const asking = useAsking();
  const isWorking = useIsWorking();
  const [path, setPath] = useState(folder);
  const [as, setAs] = useState<"jsonl" | "mbox">("jsonl");
  const [withFiles, setWithFiles] = useState(false);
  return (
    <Section title={t("data.export.title")} text={t("data.export.text")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void asking.run(() => client.data.export({ path, as, withFiles: as === "jsonl" && withFiles }));
        }}
      >
        <Stack gap="sm">
          <Radio.Group
            aria-label={t("data.export.as")}
            value={as}
            onChange={(value) => setAs(value === "mbox" ? "mbox" : "jsonl")}
          >
            <Stack gap="xs">
              <Radio size="sm" value="jsonl" label={t("data.export.jsonl")} description={t("data.export.jsonl.text")} />
              <Checkbox
                size="sm"
                ml="xl"
                label={t("data.export.files")}
                disabled={as !== "jsonl"}
                checked={withFiles}
                onChange={(event) => setWithFiles(event.currentTarget.checked)}
              />
              <Radio size="sm" value="mbox" label={t("data.export.mbox")} description={t("data.export.mbox.text")} />
            </Stack>
          </Radio.Group>
          <Group gap="sm" align="flex-end">
            <PathField label={t("data.export.to")} value={path} onChange={setPath} />
            <Button type="submit" variant="default" disabled={path.trim() === "" || isWorking} loading={asking.isBusy}>
              {t("data.export.action")}
            </Button>
          </Group>
        </Stack>
      </form>
      {asking.error === null ? null : <Refusal text={asking.error.text} />}
      <WorkPanel whats={["export-jsonl", "export-mbox"]} />
    </Section>
  );
}
