import { useMemo } from "react";
import type { UserView } from "#shared/contract/people.ts";
import { mayChangeAutomation } from "#shared/rules/access/permissions.ts";
import { mayOwn, mayWrite, type Role, roleOf } from "#shared/rules/access/roles.ts";
import { useDeskState } from "./desk-context.tsx";

/** A3: whether the person may change pipelines, channels and automations. The core refuses all the same, whatever is shown here. */
export function useMayChange(): boolean {
  return useDeskState((state) => (state.status === null ? false : mayChangeAutomation(state.status.me.permissions)));
}

/** A3: whether the person may change anything of the desk: a viewer may not. */
export function useMayWrite(): boolean {
  return useDeskState((state) => state.status !== null && mayWrite(state.status.me));
}

/** The person's own role; null before the desk is there. */
export function useRole(): Role | null {
  return useDeskState((state) => (state.status === null ? null : roleOf(state.status.me.permissions)));
}

/** Who can be given a ticket or a task. @param hadId whose it is: shown whatever they are, or the field would seem empty */
export function useAssignableUsers(hadId: string | null = null): readonly UserView[] {
  const users = useDeskState((state) => state.setup.users);
  return useMemo(() => users.filter((user) => user.id === hadId || mayOwn(user)), [users, hadId]);
}
