import type { Messages } from "../message.ts";

export const shell = {} as const satisfies Messages;
