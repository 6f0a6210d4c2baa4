import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { Refusal } from "#renderer/components/team/Refusal.tsx";
import { useAsking } from "#renderer/components/use-asking.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { Section } from "../form/Section.tsx";
import { asFolder } from "./as-folder.ts";
import css from "./DataSettings.module.css";
import { PathField } from "./PathField.tsx";
import { useIsWorking, WorkPanel } from "./WorkPanel.tsx";

const cx = classNamesOf(css);

/** @param folder where it goes unless another place is named */
export function BackupSection({ folder }: { readonly folder: string }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const asking = useAsking();
  const isWorking = useIsWorking();
  const [path, setPath] = useState(asFolder(folder));
  return (
    <Section title={t("data.backup.title")} text={t("data.backup.text")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void asking.run(() => client.data.backUp({ path }));
        }}
      >
        <Group gap="sm" align="flex-end">
          <PathField label={t("data.backup.to")} value={path} onChange={setPath} />
          <Button type="submit" disabled={path.trim() === "" || isWorking} loading={asking.isBusy}>
            {t("data.backup.action")}
          </Button>
        </Group>
      </form>
      <p className={cx("line")} style={{ marginTop: 8, maxWidth: "46rem" }}>
        {t("data.backup.secrets")}
      </p>
      {asking.error === null ? null : <Refusal text={asking.error.text} />}
      <WorkPanel whats={["backup"]} />
    </Section>
  );
}
