import { ActionIcon, Button } from "@mantine/core";
import { IconChevronDown, IconChevronRight, IconPlus } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { describeArm, describeStep } from "#shared/automation/describe/describe.ts";
import { allSteps, type ListPlace } from "#shared/automation/edit-steps/places.ts";
import { isBranch, kindOf, type BranchStep, type Step } from "#shared/automation/steps/step.ts";
import { armsOf } from "#shared/automation/step-tree.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { armNodeId, TRIGGERS_ID } from "#renderer/components/workflow/editor/flow-graph.ts";
import { KindIcon } from "#renderer/components/workflow/KindIcon.tsx";
import { useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { useBoxKeys, walkInOrder } from "#renderer/components/workflow/editor/use-box-keys.ts";
import { useTriggerWords } from "../editor/use-trigger-words.ts";
import { useMarks } from "#renderer/components/workflow/problems/problems-context.tsx";
import { OutlineOverlay } from "../overlay/OverlayParts.tsx";
import css from "./Outline.module.css";

const cx = classNamesOf(css);

/** The same workflow as lists in lists: read from top to bottom, and edited at each line by the same keys as on the canvas. */
export function Outline() {
  const { t } = useI18n();
  const editor = useEditor();
  const own = useRef<HTMLDivElement>(null);
  useBoxKeys(own, {
    onKey(box, { key }) {
      if (key === "ArrowUp" || key === "ArrowDown") walkInOrder(own.current, box, key === "ArrowUp" ? -1 : 1);
      else if (key === "c") editor.toggleFold(box);
      else if (key === "C") editor.toggleAllFolds();
      else return false;
      return true;
    },
  });
  const steps = useEditorState((state) => state.history.draft.definition.steps);
  const trigger = useTriggerWords();
  return (
    <div ref={own} className={cx("outline")}>
      <Line boxId={TRIGGERS_ID} icon="send" title={t("workflows.triggers")} text={trigger} />
      <List steps={steps} list={null} label={t("workflows.steps")} />
    </div>
  );
}

function List(props: { readonly steps: readonly Step[]; readonly list: ListPlace; readonly label: string }) {
  const { steps, list, label } = props;
  const { names, say } = useWords();
  const editor = useEditor();
  return (
    <ol className={cx("list")} aria-label={label}>
      <li>
        <Add list={list} index={0} />
      </li>
      {steps.map((step, index) => {
        const kind = kindOf(step);
        return (
          <li key={step.id}>
            <Line
              boxId={step.id}
              icon={kind.icon}
              title={say({ key: kind.label, params: {} })}
              text={say(describeStep(step, names, (id) => editor.step(id)))}
            />
            {isBranch(step) ? <Arms branch={step} /> : null}
            <Add list={list} index={index + 1} />
          </li>
        );
      })}
    </ol>
  );
}

function Arms({ branch }: { readonly branch: BranchStep }) {
  const { t } = useI18n();
  const { names, say } = useWords();
  const editor = useEditor();
  const folded = useEditorState((state) => state.folded);
  return (
    <ul className={cx("arms")} aria-label={t("workflows.arms")}>
      {armsOf(branch).map(({ id, steps }) => {
        const name = branch.arms.find((arm) => arm.id === id)?.name || say(describeArm(branch, id, names));
        const boxId = armNodeId(branch.id, id);
        const count = allSteps(steps).length;
        const isFolded = count > 0 && folded.has(boxId);
        return (
          <li key={id ?? ""}>
            <div className={cx("head")}>
              <Line
                boxId={boxId}
                icon={null}
                title={name}
                text={isFolded ? `${count} ${t("workflows.fold.hidden", { count })}` : ""}
              />
              {count === 0 ? null : (
                <ActionIcon
                  aria-expanded={!isFolded}
                  aria-label={t(isFolded ? "workflows.fold.show" : "workflows.fold.hide", { count })}
                  onClick={() => editor.toggleFold(boxId)}
                >
                  {isFolded ? <IconChevronRight size={15} /> : <IconChevronDown size={15} />}
                </ActionIcon>
              )}
            </div>
            {isFolded ? null : (
              <List steps={steps} list={{ branchId: branch.id, armId: id }} label={t("workflows.arm", { name })} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Line(props: {
  readonly boxId: string;
  readonly icon: string | null;
  readonly title: string;
  readonly text: string;
}) {
  const { boxId, icon, title, text } = props;
  const { t } = useI18n();
  const editor = useEditor();
  const own = useRef<HTMLButtonElement>(null);
  const isChosen = useEditorState((state) => state.chosen === boxId);
  const isMoving = useEditorState((state) => state.moving === boxId);
  const isFound = useEditorState((state) => state.found?.has(boxId) === true);
  const shown = useEditorState((state) => (state.chosen === boxId ? state.shown : 0));
  const marks = useMarks(boxId);
  useEffect(() => {
    if (shown > 0) own.current?.focus();
  }, [shown]);
  useEffect(() => {
    if (isChosen) own.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return (
    <button
      ref={own}
      type="button"
      className={cx("line", isChosen && "chosen", isMoving && "moving", isFound && "found")}
      aria-pressed={isChosen}
      data-box={boxId}
      onFocus={() => editor.focused(boxId)}
      onClick={() => editor.chooseHere(boxId)}
    >
      {icon === null ? null : <KindIcon icon={icon} size={16} />}
      <span className={cx("title")}>{title}</span>
      <span className={cx("text")}>{text}</span>
      <OutlineOverlay boxId={boxId} />
      {marks === null ? null : <span className={cx(marks)}>{t(`workflows.mark.${marks}`)}</span>}
    </button>
  );
}

function Add({ list, index }: { readonly list: ListPlace; readonly index: number }) {
  const { t } = useI18n();
  const editor = useEditor();
  const mayEdit = useEditorState((state) => state.mayEdit);
  const isMoving = useEditorState((state) => state.moving !== null);
  if (!mayEdit) return null;
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-xs"
      leftSection={<IconPlus size={13} />}
      onClick={() => editor.beginAdding({ list, index })}
    >
      {t(isMoving ? "workflows.moveHere" : "workflows.addHere")}
    </Button>
  );
}
