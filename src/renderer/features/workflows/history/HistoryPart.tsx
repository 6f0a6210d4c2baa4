import { useMemo, useState } from "react";
import { useLookedAt } from "#renderer/components/workflow/editor/use-looked-at.ts";
import { flowGraphOf } from "#renderer/components/workflow/editor/flow-graph.ts";
import { navigate, useRoute } from "#renderer/state/routes.ts";
import { draftOf } from "#shared/automation/edit-steps/draft.ts";
import type { WorkflowView } from "#shared/contract/workflows.ts";
import type { RunId } from "#shared/model/ids.ts";
import { LookedAt, type View } from "../overlay/LookedAt.tsx";
import { marksOfCourses, marksOfRun, NO_MARKS, type Marks } from "../overlay/marks.ts";
import { lastStopAt, useWalk } from "../overlay/use-walk.ts";
import { CoursesHead } from "./CoursesHead.tsx";
import { RunNotice } from "./RunNotice.tsx";
import { RunList } from "./RunList.tsx";
import { RunPanel } from "./RunPanel.tsx";
import { standingOf, stopsOf, type Stop } from "./stops.ts";
import { useCourses } from "./use-courses.ts";
import { useRun } from "./use-run.ts";

const NO_STOPS: readonly Stop[] = [];

/** What the workflow did: its runs at the side, the chosen one on the canvas, as the workflow was then; without one, how often each way was gone. */
export function HistoryPart({ workflow, view }: { readonly workflow: WorkflowView; readonly view: View }) {
  const route = useRoute();
  const at = route.page === "workflows" ? (route.at ?? null) : null;
  const runId = at?.runId ?? null;
  const { shown: told, error, refresh } = useRun(workflow, runId);
  // While another one is loaded the last is shown, and nothing flashes.
  const run = runId === null ? null : told;
  const [days, setDays] = useState(30);
  const courses = useCourses(workflow.id, days, runId === null);
  const present = useMemo(() => draftOf(workflow), [workflow]);
  const definition = run?.definition ?? null;
  const draft = useMemo(() => (definition === null ? present : { ...present, definition }), [present, definition]);
  const shown = useLookedAt(draft);
  const stops = useMemo(() => (run === null ? NO_STOPS : stopsOf(run.record)), [run]);
  const linked = at === null || at.stepId === null ? -1 : lastStopAt(stops, at.stepId);
  const walk = useWalk(shown, run?.runId ?? null, stops, linked === -1 ? "last" : linked);
  const marks = useMemo<Marks>(() => {
    const graph = flowGraphOf(draft.definition.steps);
    if (runId === null) return courses.told === null ? NO_MARKS : marksOfCourses(graph, courses.told);
    if (run === null) return NO_MARKS;
    const { journal, status } = run.record.run;
    return marksOfRun(graph, { journal, standing: standingOf(run.record.run), isDone: status === "done" }, walk.place);
  }, [draft, runId, courses.told, run, walk.place]);
  const choose = (id: RunId | null): void =>
    navigate(
      id === null
        ? { page: "workflows", workflowId: workflow.id, look: "history" }
        : { page: "workflows", workflowId: workflow.id, at: { runId: id, stepId: null } },
      { replace: true },
    );
  return (
    <LookedAt
      shown={shown}
      marks={marks}
      view={view}
      start={<RunList id={workflow.id} chosenId={runId} onChoose={choose} />}
      head={
        runId === null ? (
          <CoursesHead courses={courses} days={days} onDays={setDays} revision={workflow.revision} />
        ) : (
          <RunNotice run={run} error={error} present={workflow} />
        )
      }
    >
      {run === null ? null : (
        <RunPanel run={run} stops={stops} walk={walk} workflowId={workflow.id} refresh={refresh} />
      )}
    </LookedAt>
  );
}
