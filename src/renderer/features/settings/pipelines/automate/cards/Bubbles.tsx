import { ActionIcon, Tooltip } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Fragment, useEffect, useRef, type RefObject } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { armNodeId } from "#renderer/components/workflow/editor/flow-graph.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useWords } from "#renderer/state/use-words.ts";
import { describeArm } from "#shared/automation/describe/describe.ts";
import type { ListPlace } from "#shared/automation/edit-steps/places.ts";
import { isBranch, type BranchStep, type Step } from "#shared/automation/steps/step.ts";
import { armsOf } from "#shared/automation/step-tree.ts";
import type { Stage } from "#shared/model/setup/pipeline.ts";
import { Bubble } from "./Bubble.tsx";
import { useCards } from "./cards-context.tsx";
import { useBubbleKeys } from "./use-bubble-keys.ts";
import css from "./cards.module.css";

const cx = classNamesOf(css);

/** The actions in their order, joined by a line, with places for more before, between and after. */
export function Bubbles({ stage }: { readonly stage: Stage }) {
  const { t } = useI18n();
  const { activate } = useCards();
  const frame = useRef<HTMLDivElement>(null);
  const steps = useEditorState((state) => state.history.draft.definition.steps);
  useBubbleKeys(frame, () => activate(stage.id));
  useShown(frame);
  return (
    <div ref={frame} className={cx("flow")}>
      <List steps={steps} list={null} label={t("workflows.steps")} />
    </div>
  );
}

/** What is chosen by a key, or after something was done, gets the focus; where it has no box, the first place for an action does. While the panel is open the focus is there. */
function useShown(frame: RefObject<HTMLElement | null>): void {
  const chosen = useEditorState((state) => state.chosen);
  const shown = useEditorState((state) => state.shown);
  const panel = useEditorState((state) => state.panel);
  const answered = useRef(shown);
  useEffect(() => {
    if (shown === answered.current) return;
    answered.current = shown;
    if (panel !== null) return;
    const boxes = [...(frame.current?.querySelectorAll<HTMLElement>("[data-box]") ?? [])];
    const box = boxes.find(({ dataset }) => dataset["box"] === chosen);
    (box ?? frame.current?.querySelector<HTMLElement>("[data-add]"))?.focus();
  }, [frame, shown, panel, chosen]);
}

function List(props: { readonly steps: readonly Step[]; readonly list: ListPlace; readonly label: string }) {
  const { steps, list, label } = props;
  return (
    <ol className={cx("bubbles")} aria-label={label}>
      {steps.map((step, index) => (
        <Fragment key={step.id}>
          <Add list={list} index={index} />
          <li>
            <Bubble step={step} />
            {isBranch(step) ? <Arms branch={step} /> : null}
          </li>
        </Fragment>
      ))}
      <Add list={list} index={steps.length} />
    </ol>
  );
}

function Arms({ branch }: { readonly branch: BranchStep }) {
  const { t } = useI18n();
  const { names, say } = useWords();
  const editor = useEditor();
  const chosen = useEditorState((state) => state.chosen);
  return (
    <ul className={cx("arms")} aria-label={t("workflows.arms")}>
      {armsOf(branch).map(({ id, steps }) => {
        const boxId = armNodeId(branch.id, id);
        const name = branch.arms.find((arm) => arm.id === id)?.name || say(describeArm(branch, id, names));
        return (
          <li key={boxId}>
            <button
              type="button"
              className={cx("arm", chosen === boxId && "chosen")}
              data-box={boxId}
              dir="auto"
              onClick={() => editor.chooseHere(boxId)}
            >
              {name}
            </button>
            <List steps={steps} list={{ branchId: branch.id, armId: id }} label={t("workflows.arm", { name })} />
          </li>
        );
      })}
    </ul>
  );
}

/** A place for an action on the line; while one looks for another place, it goes there. */
function Add({ list, index }: { readonly list: ListPlace; readonly index: number }) {
  const { t } = useI18n();
  const editor = useEditor();
  const mayEdit = useEditorState((state) => state.mayEdit);
  const isMoving = useEditorState((state) => state.moving !== null);
  const label = t(isMoving ? "workflows.moveHere" : "workflows.addHere");
  return (
    <li className={cx("add", index === 0 && "first")}>
      {mayEdit ? (
        <Tooltip label={label}>
          <ActionIcon
            size="xs"
            radius="xl"
            variant={isMoving ? "filled" : "default"}
            aria-label={label}
            data-add
            onClick={() => editor.beginAdding({ list, index })}
            onPaste={(event) => {
              event.preventDefault();
              editor.paste(event.clipboardData.getData("text/plain"), { list, index });
            }}
          >
            <IconPlus size={12} />
          </ActionIcon>
        </Tooltip>
      ) : null}
    </li>
  );
}
