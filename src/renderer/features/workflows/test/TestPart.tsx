import { useMemo } from "react";
import { useEditor, useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { flowGraphOf } from "#renderer/components/workflow/editor/flow-graph.ts";
import { useLookedAt } from "#renderer/components/workflow/editor/use-looked-at.ts";
import { useTicketChoice } from "#renderer/components/workflow/preview/use-ticket-choice.ts";
import { useProblems } from "#renderer/components/workflow/problems/problems-context.tsx";
import type { DryRun } from "#shared/contract/explanations/dry-run.ts";
import { LookedAt, type View } from "../overlay/LookedAt.tsx";
import { marksOfRun, NO_MARKS, type Marks, type Standing } from "../overlay/marks.ts";
import { useWalk } from "../overlay/use-walk.ts";
import { TestPanel } from "./TestPanel.tsx";
import { useDryRun } from "./use-dry-run.ts";
import type { TestSession } from "./use-test-session.ts";

const NO_PATH: DryRun["path"] = [];

/** Tries the draft out with a ticket: the path on the canvas, what each step would do, and what comes of it where one fails. Nothing is done or sent. */
export function TestPart(props: {
  readonly session: TestSession;
  readonly view: View;
  /** Goes to where mistakes are mended. */
  readonly onMend: () => void;
}) {
  const { session, view, onMend } = props;
  const editor = useEditor();
  const draft = useEditorState((state) => state.history.draft);
  const problems = useProblems();
  const choice = useTicketChoice(session.picked);
  const told = useDryRun(editor.id, draft.definition, choice.ticketId, session);
  const shown = useLookedAt(draft);
  const { run } = told;
  const path = run?.path ?? NO_PATH;
  const stops = useMemo(() => path.map(({ entry }) => ({ stepId: entry.stepId })), [path]);
  const walk = useWalk(shown, choice.ticketId, stops, 0);
  const { isStepwise } = session;
  const marks = useMemo<Marks>(() => {
    if (run === null) return NO_MARKS;
    const journal = path.map(({ entry }) => entry);
    const graph = flowGraphOf(draft.definition.steps);
    const isAtEnd = !isStepwise || walk.place === null || walk.place === journal.length - 1;
    const seen = isAtEnd ? journal : journal.slice(0, (walk.place ?? 0) + 1);
    const standing = isAtEnd ? standingOf(run) : null;
    return marksOfRun(graph, { journal: seen, standing, isDone: isAtEnd && run.end.status === "done" }, walk.place);
  }, [draft, run, path, isStepwise, walk.place]);
  return (
    <LookedAt shown={shown} marks={marks} view={view}>
      <TestPanel
        session={session}
        choice={choice}
        told={told}
        walk={walk}
        mistakes={problems.filter(({ level }) => level === "error")}
        onMend={(boxId) => {
          onMend();
          editor.openPanel("chosen");
          editor.choose(boxId);
        }}
      />
    </LookedAt>
  );
}

function standingOf({ end }: DryRun): Standing | null {
  if (end.stepId === null || (end.status !== "waiting" && end.status !== "cut")) return null;
  return { stepId: end.stepId, state: "waiting", sinceEpochMs: end.atEpochMs, untilEpochMs: null };
}
