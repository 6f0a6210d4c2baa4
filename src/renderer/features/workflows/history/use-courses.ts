import { useCallback, useEffect, useState } from "react";
import { useDesk } from "#renderer/state/desk-context.tsx";
import type { RunCourses } from "#shared/contract/explanations/run-history.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { useRan } from "./use-ran.ts";

export type Courses = { readonly told: RunCourses | null; readonly error: unknown };

const NOT_NOW = () => Promise.resolve();

/** How often each way was gone of late; kept up while tickets go through. Null until the desk has told; what was told last stays until the next answer. */
export function useCourses(id: WorkflowId, days: number, isShown: boolean): Courses {
  const { client } = useDesk();
  const [courses, setCourses] = useState<Courses>({ told: null, error: undefined });
  const ask = useCallback(
    (): Promise<void> =>
      client.workflows.courses({ id, days }).then(
        (told) => setCourses({ told, error: undefined }),
        (error: unknown) => setCourses(({ told }) => ({ told, error })),
      ),
    [client, id, days],
  );
  useEffect(() => {
    if (isShown) void ask();
  }, [ask, isShown]);
  useRan(id, isShown ? ask : NOT_NOW);
  return courses;
}
