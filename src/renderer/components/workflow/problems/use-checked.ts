import { useEffect, useRef, useState } from "react";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import type { Problems } from "#shared/contract/workflow-files.ts";
import type { PipelineId, WorkflowId } from "#shared/model/ids.ts";
import { useDesk } from "#renderer/state/desk-context.tsx";
import { placeOfPath } from "./place-of-path.ts";
import type { PlacedProblem } from "./problems-context.tsx";

/** Typing goes on without a check at each letter. */
const PAUSE_MS = 300;

/** Has the desk check the workflow as it is on the screen, each time that it has changed. What was told of an older state is kept until then. */
export function useChecked(
  id: WorkflowId,
  pipelineId: PipelineId | null,
  definition: WorkflowDefinition,
): readonly PlacedProblem[] {
  const { client } = useDesk();
  const [problems, setProblems] = useState<readonly PlacedProblem[]>([]);
  const isFirst = useRef(true);
  useEffect(() => {
    let isCurrent = true;
    const check = () =>
      client.workflows.lint({ id, pipelineId, definition }).then(
        (told) => isCurrent && setProblems(placed(told, definition)),
        // The desk is away: the frame says so, and saving will be refused if something is wrong.
        () => undefined,
      );
    const timer = setTimeout(() => void check(), isFirst.current ? 0 : PAUSE_MS);
    isFirst.current = false;
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, id, pipelineId, definition]);
  return problems;
}

function placed({ errors, warnings }: Problems, definition: WorkflowDefinition): readonly PlacedProblem[] {
  const of = (level: PlacedProblem["level"]) => (problem: Problems["errors"][number]) => ({
    ...problem,
    ...placeOfPath(definition, problem.path, problem.about),
    level,
  });
  return [...errors.map(of("error")), ...warnings.map(of("warning"))];
}
