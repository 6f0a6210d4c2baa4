import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { Report, ReportDimension } from "#shared/contract/reports.ts";
import { useDesk } from "#renderer/state/desk-context.tsx";
import { rangeBefore, type TimeRange } from "./time-range.ts";

type AskedReport = {
  readonly range: TimeRange;
  readonly by: ReportDimension;
  readonly q: string;
  readonly timeZone: string;
  readonly isCompared: boolean;
};

export type ReportState = {
  readonly asked: AskedReport;
  readonly report: Report;
  /** Null: it is compared with nothing. */
  readonly before: Report | null;
};

/** Pause in typing the filter after which is counted. */
const PAUSE_MS = 200;

/** The figures of what is asked for. Those before stay until the next are there. @param asked null: nothing can be asked */
export function useReport(asked: AskedReport | null): { readonly state: ReportState | null; readonly error: unknown } {
  const { client } = useDesk();
  const key = asked === null ? null : JSON.stringify(asked);
  const [settled] = useDebouncedValue(key, PAUSE_MS);
  const [state, setState] = useState<ReportState | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (settled === null) return undefined;
    const wanted = JSON.parse(settled) as AskedReport;
    const { range, by, q, timeZone, isCompared } = wanted;
    const ended = new AbortController();
    const get = (time: TimeRange) => client.reports.get({ ...time, by, q, timeZone }, { signal: ended.signal });
    Promise.all([get(range), isCompared ? get(rangeBefore(range)) : null]).then(
      ([report, before]) => {
        if (ended.signal.aborted) return;
        setState({ asked: wanted, report, before });
        setError(null);
      },
      (failure: unknown) => !ended.signal.aborted && setError(failure),
    );
    return () => ended.abort();
  }, [client, settled]);
  return { state, error };
}
