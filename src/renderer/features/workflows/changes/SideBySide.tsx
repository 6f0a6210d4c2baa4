import { useMemo } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import type { Draft } from "#shared/automation/edit-steps/draft.ts";
import { Canvas } from "../canvas/Canvas.tsx";
import { EditorContext } from "#renderer/components/workflow/editor/editor-context.tsx";
import { useLookedAt } from "#renderer/components/workflow/editor/use-looked-at.ts";
import { ChangeMarksContext, changeMarks, type ChangeMarks } from "./change-marks.ts";
import css from "./changes.module.css";

const cx = classNamesOf(css);

export type SideOf = { readonly title: string; readonly draft: Draft };

/** Two states of a workflow beside each other, with what differs coloured. To be looked at only. */
export function SideBySide({ before, after }: { readonly before: SideOf; readonly after: SideOf }) {
  const marks = useMemo(
    () => changeMarks(before.draft.definition, after.draft.definition),
    [before.draft, after.draft],
  );
  return (
    <div className={cx("sides")}>
      <OneSide side={before} marks={marks.before} />
      <OneSide side={after} marks={marks.after} />
    </div>
  );
}

function OneSide({ side, marks }: { readonly side: SideOf; readonly marks: ChangeMarks }) {
  const { draft, title } = side;
  const shown = useLookedAt(draft);
  return (
    <section className={cx("side")} aria-label={title}>
      <h3 className={cx("sideTitle")}>{title}</h3>
      <div className={cx("sideCanvas")}>
        <EditorContext value={shown}>
          <ChangeMarksContext value={marks}>
            <Canvas key={draft.definition.steps.length} at={marks.keys().next().value} />
          </ChangeMarksContext>
        </EditorContext>
      </div>
    </section>
  );
}
