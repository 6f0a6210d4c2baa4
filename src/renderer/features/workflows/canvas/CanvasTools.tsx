import { ActionIcon, Tooltip } from "@mantine/core";
import { IconMaximize, IconMinus, IconPlus } from "@tabler/icons-react";
import { Panel, useReactFlow } from "@xyflow/react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import css from "./Canvas.module.css";

const cx = classNamesOf(css);

/** Zoom and fit. */
export function CanvasTools() {
  const { t } = useI18n();
  const flow = useReactFlow();
  const tools = [
    { key: "in", label: t("workflows.zoomIn"), icon: IconPlus, run: () => flow.zoomIn() },
    { key: "out", label: t("workflows.zoomOut"), icon: IconMinus, run: () => flow.zoomOut() },
    { key: "fit", label: t("workflows.fit"), icon: IconMaximize, run: () => flow.fitView({ padding: 0.1 }) },
  ] as const;
  return (
    <Panel position="bottom-left" className={cx("tools")}>
      {tools.map(({ key, label, icon: Icon, run }) => (
        <Tooltip key={key} label={label} position="right">
          <ActionIcon aria-label={label} onClick={() => void run()}>
            <Icon size={16} />
          </ActionIcon>
        </Tooltip>
      ))}
    </Panel>
  );
}
