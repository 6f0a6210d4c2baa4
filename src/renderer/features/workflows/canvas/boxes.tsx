/** The boxes of the canvas. Each is a button: chosen by a click, or by the arrow keys, which bring the focus along. */
import { VisuallyHidden } from "@mantine/core";
import { IconBolt, IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { Handle, Position, type Node, type NodeProps } from "@xyflow/react";
import { memo, useEffect, useRef, type ReactNode } from "react";
import { ProblemMark } from "#renderer/components/workflow/problems/ProblemMark.tsx";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { describeArm, describeStep } from "#shared/automation/describe/describe.ts";
import { words } from "#shared/automation/describe/words.ts";
import { isLead, kindOf } from "#shared/automation/steps/step.ts";
import { BoxOverlay, useBoxLook } from "../overlay/OverlayParts.tsx";
import { useChangeMark } from "../changes/change-marks.ts";
import { useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { useMarks } from "#renderer/components/workflow/problems/problems-context.tsx";
import { useTriggerWords } from "../editor/use-trigger-words.ts";
import css from "./Canvas.module.css";
import { useIsFar } from "./far-context.ts";
import { END_ID, TRIGGERS_ID, type ArmNode, type FlowNode } from "#renderer/components/workflow/editor/flow-graph.ts";
import { KindIcon } from "#renderer/components/workflow/KindIcon.tsx";

const cx = classNamesOf(css);

export type BoxData = { readonly node: FlowNode };
type BoxProps = NodeProps<Node<BoxData>>;

/** Lines come in at the top and leave at the bottom; jumps at the side. Where that is, the canvas says too: both have to say the same. */
const HANDLES = (
  <>
    <Handle type="target" position={Position.Top} isConnectable={false} className={cx("handle")} />
    <Handle type="source" position={Position.Bottom} isConnectable={false} className={cx("handle")} />
  </>
);
const SIDE_HANDLES = (
  <>
    <Handle id="side" type="source" position={Position.Right} isConnectable={false} className={cx("handle")} />
    <Handle id="side-in" type="target" position={Position.Right} isConnectable={false} className={cx("handle")} />
  </>
);

/** What is the same for all: chosen, focus, a click. */
function Box(props: {
  readonly id: string;
  readonly look: "box" | "arm";
  readonly arm?: ArmNode;
  /** What it says where its words are too small to be read. */
  readonly says: string;
  readonly children: ReactNode;
}) {
  const { t } = useI18n();
  const editor = useEditor();
  const own = useRef<HTMLButtonElement>(null);
  const isPressed = useRef(false);
  const isChosen = useEditorState((state) => state.chosen === props.id);
  const isMoving = useEditorState((state) => state.moving === props.id);
  const isFound = useEditorState((state) => state.found?.has(props.id) === true);
  const isFar = useIsFar();
  const change = useChangeMark(props.id);
  const look = useBoxLook(props.id);
  const shown = useEditorState((state) => (state.chosen === props.id ? state.shown : 0));
  useEffect(() => {
    // At first the focus stays where the person is.
    if (shown > 0) own.current?.focus({ preventScroll: true });
  }, [shown]);
  return (
    <button
      ref={own}
      type="button"
      className={`${cx(props.look, isChosen && "chosen", isMoving && "moving", isFound && "found", change !== null && change, props.arm !== undefined && props.arm.count > 0 && "withFold", props.arm?.isFolded === true && "foldedArm", isFar && "far")} ${look} nopan`}
      tabIndex={isChosen ? 0 : -1}
      aria-pressed={isChosen}
      aria-label={isFar ? props.says : undefined}
      data-box={props.id}
      onPointerDown={() => (isPressed.current = true)}
      onPointerUp={() => (isPressed.current = false)}
      onPointerLeave={() => (isPressed.current = false)}
      // By the pointer it is chosen with the click: chosen as the button goes down, a box at the edge would move away from under it.
      onFocus={() => void (isPressed.current || editor.focused(props.id))}
      onClick={() => editor.chooseHere(props.id)}
    >
      {isFar ? null : props.children}
      <BoxOverlay boxId={props.id} />
      {change === null ? null : <VisuallyHidden>{t(`workflows.change.${change}`)}</VisuallyHidden>}
    </button>
  );
}

export const StepBox = memo(function StepBox({ data: { node } }: BoxProps) {
  const editor = useEditor();
  const { names, say } = useWords();
  const marks = useMarks(node.id);
  // A jump is told by what its target does.
  useEditorState(({ history }) => (node.kind === "step" && isLead(node.step) ? history.draft.definition.steps : null));
  if (node.kind !== "step") return null;
  const kind = kindOf(node.step);
  const title = say(words(kind.label));
  const summary = say(describeStep(node.step, names, (id) => editor.step(id)));
  return (
    <>
      {HANDLES}
      <Box id={node.id} look="box" says={`${title}: ${summary}`}>
        <span className={cx("icon", kind.category === "delay" && "delay", kind.category === "branch" && "branch")}>
          <KindIcon icon={kind.icon} />
        </span>
        <span className={cx("words")}>
          <span className={cx("title")}>{title}</span>
          <span className={cx("summary")} title={summary}>
            {summary}
          </span>
        </span>
        <Mark marks={marks} />
      </Box>
      {SIDE_HANDLES}
    </>
  );
});

export const TriggersBox = memo(function TriggersBox() {
  const { t } = useI18n();
  const summary = useTriggerWords();
  const marks = useMarks(TRIGGERS_ID);
  const title = t("workflows.triggers");
  return (
    <>
      <Box id={TRIGGERS_ID} look="box" says={`${title}: ${summary}`}>
        <span className={cx("icon", "start")}>
          <IconBolt size={18} stroke={1.75} aria-hidden />
        </span>
        <span className={cx("words")}>
          <span className={cx("title")}>{title}</span>
          <span className={cx("summary")} title={summary}>
            {summary}
          </span>
        </span>
        <Mark marks={marks} />
      </Box>
      <Handle type="source" position={Position.Bottom} isConnectable={false} className={cx("handle")} />
    </>
  );
});

export const ArmBox = memo(function ArmBox({ data: { node } }: BoxProps) {
  const { t } = useI18n();
  const { names, say } = useWords();
  const isFar = useIsFar();
  const marks = useMarks(node.id);
  if (node.kind !== "arm") return null;
  const arm = node.branch.arms.find(({ id }) => id === node.armId);
  const name = arm !== undefined && arm.name !== "" ? arm.name : say(describeArm(node.branch, node.armId, names));
  return (
    <>
      {HANDLES}
      <Box id={node.id} look="arm" arm={node} says={name}>
        <span className={cx("armName")} title={name}>
          {name}
        </span>
        {node.isFolded ? (
          <span className={cx("hidden")}>
            {node.count}
            <VisuallyHidden>{t("workflows.fold.hidden", { count: node.count })}</VisuallyHidden>
          </span>
        ) : null}
        <Mark marks={marks} />
      </Box>
      {node.count > 0 && !isFar ? <Fold node={node} /> : null}
      {SIDE_HANDLES}
    </>
  );
});

/** By keyboard an arm is folded from its box. */
function Fold({ node }: { readonly node: ArmNode }) {
  const { t } = useI18n();
  const editor = useEditor();
  const label = t(node.isFolded ? "workflows.fold.show" : "workflows.fold.hide", { count: node.count });
  const Icon = node.isFolded ? IconChevronRight : IconChevronDown;
  return (
    <span className={`${cx("fold")} nopan`}>
      <button
        type="button"
        tabIndex={-1}
        aria-expanded={!node.isFolded}
        aria-label={label}
        title={label}
        onClick={() => editor.toggleFold(node.id)}
      >
        <Icon size={14} aria-hidden />
      </button>
    </span>
  );
}

export const JoinBox = memo(function JoinBox() {
  return (
    <>
      {HANDLES}
      <span className={cx("join")} />
    </>
  );
});

export const EndBox = memo(function EndBox() {
  const { t } = useI18n();
  const look = useBoxLook(END_ID);
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} className={cx("handle")} />
      <span className={`${cx("end")} ${look}`}>{t("workflows.end")}</span>
    </>
  );
});

function Mark({ marks }: { readonly marks: "error" | "warning" | null }) {
  return marks === null ? null : <ProblemMark marks={marks} className={cx("mark", marks)} />;
}
