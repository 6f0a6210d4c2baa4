import { Button, Loader } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { EmptyState } from "../components/EmptyState.tsx";
import { useDesk, useDeskState, useI18n } from "../state/desk-context.tsx";
import { QUIET_START_MS } from "../state/limits.ts";
import classes from "./Waiting.module.css";

/** Before the desk has answered for the first time. Says nothing at first: it usually answers before anybody could read it. */
export function Waiting() {
  const { t } = useI18n();
  const desk = useDesk();
  const { kind } = useDeskState((state) => state.connection);
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), QUIET_START_MS);
    return () => clearTimeout(timer);
  }, []);
  if (patient) return null;
  if (kind === "outdated") {
    return (
      <main className={classes["root"]}>
        <EmptyState
          title={t("shell.connection.outdated")}
          text={t("shell.connection.outdatedHint")}
          action={<Button onClick={() => window.location.reload()}>{t("shell.connection.reload")}</Button>}
        />
      </main>
    );
  }
  const lost = kind === "lost";
  return (
    <main className={classes["root"]} aria-busy={!lost}>
      <EmptyState
        icon={lost ? <IconPlugConnectedX size={32} stroke={1.5} /> : <Loader size="sm" />}
        title={lost ? t("shell.connection.lost") : t("shell.waiting.title")}
        {...(lost
          ? {
              text: t("shell.waiting.lost"),
              action: <Button onClick={() => desk.retryNow()}>{t("shell.connection.retry")}</Button>,
            }
          : {})}
      />
    </main>
  );
}
