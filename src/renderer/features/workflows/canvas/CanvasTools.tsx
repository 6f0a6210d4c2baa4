import { ActionIcon, Tooltip } from "@mantine/core";
import { IconFold, IconMaximize, IconMinus, IconPlus } from "@tabler/icons-react";
import { Panel, useReactFlow } from "@xyflow/react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import css from "./Canvas.module.css";

const cx = classNamesOf(css);

/** Zoom and fit; where there are arms, folding them all. */
export function CanvasTools() {
  const { t } = useI18n();
  const flow = useReactFlow();
  const editor = useEditor();
  const hasArms = useEditorState(editor.graph).nodes.some((node) => node.kind === "arm" && node.count > 0);
  const tools = [
    { key: "in", label: t("workflows.zoomIn"), icon: IconPlus, run: () => void flow.zoomIn() },
    { key: "out", label: t("workflows.zoomOut"), icon: IconMinus, run: () => void flow.zoomOut() },
    { key: "fit", label: t("workflows.fit"), icon: IconMaximize, run: () => void flow.fitView({ padding: 0.1 }) },
    ...(hasArms ? [{ key: "fold", label: t("workflows.fold.all"), icon: IconFold, run: editor.toggleAllFolds }] : []),
  ];
  return (
    <Panel position="bottom-left" className={cx("tools")}>
      {tools.map(({ key, label, icon: Icon, run }) => (
        <Tooltip key={key} label={label} position="right">
          <ActionIcon aria-label={label} onClick={run}>
            <Icon size={16} />
          </ActionIcon>
        </Tooltip>
      ))}
    </Panel>
  );
}
