import { Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useAutomations } from "#renderer/components/automations/use-automations.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import css from "./attention.module.css";

const cx = classNamesOf(css);

/** Whether all automations are stopped, what waits for that by workflow, and the two ways on. */
export function PausePart() {
  const { t, language } = useI18n();
  const mayChange = useMayChange();
  const { view, isBusy, pause, resume } = useAutomations();
  const paused = useDeskState((state) => state.status?.automationsPaused ?? null);
  const users = useDeskState((state) => state.setup.users);
  const workflows = useDeskState((state) => state.setup.workflows);
  const { due = 0, inAll = 0, workflows: waiting = [] } = view?.waiting ?? {};
  const held = waiting.filter((one) => one.due > 0).toSorted((a, b) => b.due - a.due);
  if (paused === null) {
    return (
      <section className={cx("pause")} aria-labelledby="attention-pause">
        <div>
          <h2 id="attention-pause">{t("attention.pause.running")}</h2>
          <p className={cx("lead")}>
            {inAll === 0 ? t("settings.pause.noneWaiting") : t("settings.pause.waiting", { count: inAll })}
          </p>
        </div>
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={15} />}
          disabled={!mayChange}
          loading={isBusy}
          onClick={pause}
        >
          {t("settings.pause.action")}
        </Button>
      </section>
    );
  }
  return (
    <section className={cx("pause", "stopped")} aria-labelledby="attention-pause">
      <div>
        <h2 id="attention-pause">{t("attention.pause.stopped")}</h2>
        <p className={cx("lead")}>
          {t("settings.pause.since", {
            when: formatAbsolute(paused.sinceEpochMs, language),
            name: users.find(({ id }) => id === paused.userId)?.name ?? t("settings.name.deletedUser"),
          })}
        </p>
        <p className={cx("lead")}>
          {due === 0 ? t("settings.pause.noneDue") : t("settings.pause.due", { count: due })}
        </p>
        {held.length === 0 ? null : (
          <ul className={cx("held")} aria-label={t("attention.pause.byWorkflow")}>
            {held.map(({ workflowId, due: count }) => (
              <li key={workflowId}>
                <a href={hrefOf({ page: "workflows", workflowId })} dir="auto">
                  {workflows.find(({ id }) => id === workflowId)?.name ?? t("ticket.name.deletedWorkflow")}
                </a>{" "}
                <span>{t("attention.pause.waiting", { count })}</span>
              </li>
            ))}
          </ul>
        )}
        <p className={cx("lead")}>{t("settings.pause.how")}</p>
      </div>
      <div className={cx("ways")}>
        <Button
          leftSection={<IconPlayerPlay size={15} />}
          disabled={!mayChange}
          loading={isBusy}
          onClick={() => resume("go-on")}
        >
          {t("settings.pause.resume")}
        </Button>
        {due === 0 ? null : (
          <Button variant="default" color="red" disabled={!mayChange || isBusy} onClick={() => resume("leave-out")}>
            {t("settings.pause.leaveOut")}
          </Button>
        )}
      </div>
    </section>
  );
}
