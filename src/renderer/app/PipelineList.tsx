import { useMayWrite } from "../state/use-access.ts";
import { ActionIcon, Switch, Tooltip } from "@mantine/core";
import { IconSettings } from "@tabler/icons-react";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import { FirstStepsPanel } from "../features/first-steps/FirstStepsPanel.tsx";
import { classNamesOf } from "../components/class-names.ts";
import { useToasts } from "../components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n, usePreferences } from "../state/desk-context.tsx";
import { openTicketCount } from "../state/counts.ts";
import css from "./PipelineList.module.css";
import { hrefOf, useRoute } from "../state/routes.ts";
import { ViewList } from "./ViewList.tsx";

const cx = classNamesOf(css);

/** The list beside the rail: every pipeline with the number of its open tickets, and the views. */
export function PipelineList() {
  const { t } = useI18n();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const deskName = useDeskState((state) => state.status?.deskName ?? "");
  return (
    <div className={cx("list")}>
      <nav aria-label={t("shell.pipelines")}>
        <p className={cx("desk")} title={deskName}>
          {deskName}
        </p>
        <h2 className={cx("heading")}>{t("shell.pipelines")}</h2>
        <ul className={cx("items")}>
          {pipelines.map((pipeline) => (
            <PipelineItem key={pipeline.id} pipeline={pipeline} />
          ))}
        </ul>
      </nav>
      <ViewList />
      <span className={cx("gap")} />
      <FirstStepsPanel />
      <Simulator />
    </div>
  );
}

function PipelineItem({ pipeline }: { readonly pipeline: PipelineView }) {
  const { t } = useI18n();
  const route = useRoute();
  const last = usePreferences((preferences) => preferences.lastPipelineId);
  const count = useDeskState((state) => openTicketCount(state, pipeline));
  const ticketPipelineId = useDeskState(({ board }) =>
    route.page === "ticket" ? board.cards.get(route.ticketId)?.pipelineId : undefined,
  );
  const shownId =
    route.page === "board" ? (route.pipelineId ?? last) : route.page === "ticket" ? (ticketPipelineId ?? last) : null;
  const current = shownId === pipeline.id;
  return (
    <li className={cx("item", current && "current")}>
      <a
        className={cx("link")}
        href={hrefOf({ page: "board", pipelineId: pipeline.id })}
        aria-current={current ? "page" : undefined}
        title={`${pipeline.name}: ${t("shell.openTicketCount", { count })}`}
      >
        <span className={cx("name")}>{pipeline.name}</span>
        <span className={cx("count")}>{count}</span>
      </a>
      <Tooltip label={t("shell.pipelineSettings", { pipeline: pipeline.name })}>
        <ActionIcon
          className={cx("settings")}
          component="a"
          size="sm"
          href={hrefOf({ page: "settings", section: "pipelines", id: pipeline.id, tab: null })}
          aria-label={t("shell.pipelineSettings", { pipeline: pipeline.name })}
        >
          <IconSettings size={14} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}

/** Only on a demo desk: lets mail arrive, or stops it. */
function Simulator() {
  const { t } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const isDemo = useDeskState((state) => state.status?.startedAs === "demo");
  const running = useDeskState((state) => state.status?.simulating ?? false);
  const mayWrite = useMayWrite();
  if (!isDemo || !mayWrite) return null;
  return (
    <Tooltip label={t("shell.simulatorHint")} multiline w={220}>
      <Switch
        className={cx("simulator")}
        size="xs"
        label={t("shell.simulator")}
        checked={running}
        onChange={(event) => {
          client.desk
            .setSimulator({ running: event.currentTarget.checked })
            .catch((error: unknown) => toasts.failed(error));
        }}
      />
    </Tooltip>
  );
}
