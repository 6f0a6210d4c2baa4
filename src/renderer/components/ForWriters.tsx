import type { ReactNode } from "react";
import { useMayWrite } from "../state/use-access.ts";

/** What changes the desk, for whoever may (A3); for a viewer nothing, or what is given `instead`. */
export function ForWriters({ children, instead }: { readonly children: ReactNode; readonly instead?: ReactNode }) {
  return useMayWrite() ? children : (instead ?? null);
}
