import { useDeskState } from "./desk-context.tsx";
import { mayChangeAutomation } from "#shared/rules/access/permissions.ts";

/** A3: whether the person may change pipelines, channels and automations. The core refuses all the same, whatever is shown here. */
export function useMayChange(): boolean {
  return useDeskState((state) => (state.status === null ? false : mayChangeAutomation(state.status.me.permissions)));
}
