import { Title } from "@mantine/core";
import { IconServer2 } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { Warning } from "#renderer/components/Warning.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { Route } from "#renderer/state/routes.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import { PageFrame } from "../form/PageFrame.tsx";
import { BackupSection } from "./BackupSection.tsx";
import { CheckSection } from "./CheckSection.tsx";
import { EraseSection } from "./EraseSection.tsx";
import { ExportSection } from "./ExportSection.tsx";
import { RestoreSection } from "./RestoreSection.tsx";

const SETTINGS: Route = { page: "settings", section: null, id: null, tab: null };

/** Settings › Data: checking the desk, backups, taking everything out, erasing a person. */
export function DataSettings() {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const mode = useDeskState((state) => state.status?.host?.mode ?? "solo");
  usePageTitle(t("data.title"));
  return (
    <PageFrame
      path={[{ label: t("settings.title"), route: SETTINGS }]}
      title={<Title order={1}>{t("data.title")}</Title>}
      guarded
      guardedText={t("data.readOnly")}
    >
      {mode === "solo" ? null : (
        <Warning icon={<IconServer2 size={18} />} title={t("team.title")}>
          {t(mode === "server" ? "data.server" : "data.member")}
        </Warning>
      )}
      {mayChange ? <Parts mode={mode} /> : null}
    </PageFrame>
  );
}

function Parts({ mode }: { readonly mode: "solo" | "member" | "server" }) {
  const folder = useSuggestedFolder();
  return (
    <>
      <CheckSection />
      {mode === "server" || folder === null ? null : (
        <>
          <BackupSection folder={folder} />
          {mode === "member" ? null : <RestoreSection folder={folder} />}
          <ExportSection folder={folder} />
        </>
      )}
      {mode === "member" ? null : <EraseSection />}
    </>
  );
}

/** Where backups and exports go unless somebody names another place; null until that is known. */
function useSuggestedFolder(): string | null {
  const { client } = useDesk();
  const [folder, setFolder] = useState<string | null>(null);
  useEffect(() => {
    let isHere = true;
    client.data.work().then(
      ({ suggestedFolder }) => isHere && setFolder(suggestedFolder),
      () => isHere && setFolder(""),
    );
    return () => {
      isHere = false;
    };
  }, [client]);
  return folder;
}
