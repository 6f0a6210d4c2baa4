import type { ContractRouterClient } from "@orpc/contract";
import { shell } from "./shell.ts";

/** What the desktop app offers to its own window, beside the desk's contract: over the window's MessagePort only, never over a network. */
export const desktopContract = { desktop: { ...shell } };
export type DesktopContract = typeof desktopContract;
export type DesktopClient = ContractRouterClient<DesktopContract>["desktop"];
