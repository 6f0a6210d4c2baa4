import { Button, Modal, Text } from "@mantine/core";
import { IconAffiliate, IconFileImport, IconSparkles, IconSquareRoundedPlus } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { AppearanceMenu } from "../../components/AppearanceMenu.tsx";
import { navigate } from "../../state/routes.ts";
import { classNamesOf } from "../../components/class-names.ts";
import { useDesk, useDeskState, useI18n } from "../../state/desk-context.tsx";
import { failureText } from "../../state/failure.ts";
import { Choice } from "./Choice.tsx";
import { ImportChoice } from "../../components/import/ImportChoice.tsx";
import { JobPanel } from "../../components/import/JobPanel.tsx";
import { useImport } from "../../components/import/use-import.ts";
import { JoinTeam } from "../../components/team/JoinTeam.tsx";
import { TeamEnded } from "../../components/team/TeamEnded.tsx";
import css from "./WelcomePage.module.css";

const cx = classNamesOf(css);
const ICON = { size: 22, stroke: 1.6 } as const;

/** The first start: a demo desk, the person's own mail, or an empty desk. Then the progress of what was chosen. */
export function WelcomePage() {
  const { t } = useI18n();
  const startedAs = useDeskState((state) => state.status?.startedAs ?? null);
  const jobState = useDeskState((state) => state.status?.job?.state);
  const importing = useImport();
  const [watched, setWatched] = useState(false);
  if (jobState === "running" && !watched) setWatched(true);

  const isBusy = importing.state.kind !== "idle";
  const isChoosing = startedAs === null && !isBusy;
  useEffect(() => {
    // Nothing to choose and nothing to watch: an old link to this page, or the demo desk is ready.
    if (startedAs === null || isBusy || jobState === "running" || jobState === "failed" || jobState === "cancelled")
      return;
    if (startedAs === "import" && watched) return;
    navigate({ page: "board", pipelineId: null }, { replace: true });
  }, [startedAs, jobState, isBusy, watched]);

  return (
    <div className={cx("page")}>
      <div className={cx("corner")}>
        <AppearanceMenu />
      </div>
      <div className={cx("content")}>
        <img src={new URL("../../icon.svg", import.meta.url).href} alt="" width={48} height={48} />
        <h1 className={cx("title")}>{t("welcome.title")}</h1>
        <Text className={cx("text")}>
          {t("welcome.text")} {isChoosing ? t("welcome.question") : ""}
        </Text>
        {isChoosing ? <TeamEnded /> : null}
        {isChoosing ? <Choices onImport={importing.start} /> : <JobPanel importing={importing.state} />}
      </div>
    </div>
  );
}

function Choices({
  onImport,
}: {
  readonly onImport: (files: readonly File[], ownAddresses: readonly string[]) => void;
}) {
  const { t } = useI18n();
  const { client } = useDesk();
  const [busy, setBusy] = useState<"demo" | "empty" | null>(null);
  const [error, setError] = useState<unknown>();
  const [isJoining, setJoining] = useState(false);

  const start = async (as: "demo" | "empty") => {
    setBusy(as);
    setError(undefined);
    try {
      await client.desk.start({ as });
    } catch (reason) {
      setError(reason);
    } finally {
      setBusy(null);
    }
  };

  return (
    <>
      <div className={cx("choices")}>
        <Choice icon={<IconSparkles {...ICON} />} title={t("welcome.demo.title")} text={t("welcome.demo.text")}>
          <Button
            fullWidth
            size="sm"
            loading={busy === "demo"}
            disabled={busy !== null}
            onClick={() => void start("demo")}
          >
            {t("welcome.demo.action")}
          </Button>
        </Choice>
        <Choice icon={<IconFileImport {...ICON} />} title={t("welcome.import.title")} text={t("welcome.import.text")}>
          <ImportChoice disabled={busy !== null} onImport={onImport} />
        </Choice>
        <Choice
          icon={<IconSquareRoundedPlus {...ICON} />}
          title={t("welcome.empty.title")}
          text={t("welcome.empty.text")}
        >
          <Button
            fullWidth
            size="sm"
            variant="default"
            loading={busy === "empty"}
            disabled={busy !== null}
            onClick={() => void start("empty")}
          >
            {t("welcome.empty.action")}
          </Button>
        </Choice>
      </div>
      <Button variant="subtle" leftSection={<IconAffiliate size={16} stroke={1.6} />} onClick={() => setJoining(true)}>
        {t("team.welcome")}
      </Button>
      <Modal
        opened={isJoining}
        onClose={() => setJoining(false)}
        title={t("team.solo.title")}
        closeButtonProps={{ "aria-label": t("shell.close") }}
        closeOnClickOutside={false}
      >
        <JoinTeam isNew disabled={false} />
      </Modal>
      {error === undefined ? null : (
        <Text c="var(--pd-danger)" role="alert">
          {failureText(error, t)}
        </Text>
      )}
    </>
  );
}
