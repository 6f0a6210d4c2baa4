import type { ContractRouterClient } from "@orpc/contract";
import { files } from "./files.ts";
import { links } from "./links.ts";
import { shell } from "./shell.ts";
import { updates } from "./updates.ts";

/** What the desktop app offers to its own window, beside the desk's contract: over the window's MessagePort only, never over a network. */
export const desktopContract = { desktop: { ...shell, ...files, ...links, updates } };
export type DesktopContract = typeof desktopContract;
export type DesktopClient = ContractRouterClient<DesktopContract>["desktop"];
