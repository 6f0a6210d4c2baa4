import { useMemo, useState } from "react";
import { useEditorState } from "#renderer/components/workflow/editor/editor-context.tsx";
import { flowGraphOf } from "#renderer/components/workflow/editor/flow-graph.ts";
import { useLookedAt } from "#renderer/components/workflow/editor/use-looked-at.ts";
import { LookedAt, type View } from "../overlay/LookedAt.tsx";
import { NO_MARKS, type BoxMark, type Marks } from "../overlay/marks.ts";
import { ReplayPanel } from "./ReplayPanel.tsx";
import type { ReplaySession } from "./use-replay-session.ts";

/** What the draft would have done to the tickets of the last days, beside what was done. */
export function ReplayPart({ session, view }: { readonly session: ReplaySession; readonly view: View }) {
  const draft = useEditorState((state) => state.history.draft);
  const { asked, state } = session;
  const definition = asked?.definition ?? null;
  // What was gone through is drawn, also where it was edited since.
  const drawn = useMemo(() => (definition === null ? draft : { ...draft, definition }), [draft, definition]);
  const shown = useLookedAt(drawn);
  const differences = state?.differences;
  const marks = useMemo<Marks>(() => {
    if (differences === undefined) return NO_MARKS;
    const known = new Set(flowGraphOf(drawn.definition.steps).nodes.map(({ id }) => id));
    const times = new Map<string, number>();
    for (const { would, did } of differences) {
      const stepId = (would ?? did)?.stepId;
      if (stepId !== undefined && known.has(stepId)) times.set(stepId, (times.get(stepId) ?? 0) + 1);
    }
    const figures = (count: number): BoxMark => ({ kind: "figures", times: count, failed: 0, standing: 0 });
    return { boxes: new Map(Array.from(times, ([id, count]) => [id, figures(count)])), lines: new Map() };
  }, [drawn, differences]);
  const [chosenStep, chooseStep] = useState<string | null>(null);
  return (
    <LookedAt shown={shown} marks={marks} view={view}>
      <ReplayPanel session={session} draft={draft.definition} stepId={chosenStep} onStep={chooseStep} />
    </LookedAt>
  );
}
