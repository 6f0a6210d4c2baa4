import { ORPCError } from "@orpc/server";
import { PipedeskError } from "#shared/errors/pipedesk-error.ts";

/** What a refused call answers: its code, then the issues as `path message`. */
export async function refusalOf(call: Promise<unknown>): Promise<readonly string[]> {
  try {
    await call;
  } catch (error) {
    if (error instanceof PipedeskError)
      return [error.code, ...(error.details.issues ?? []).map(({ path, message }) => `${path} ${message}`.trim())];
    if (error instanceof ORPCError) return [error.code];
    throw error;
  }
  return ["allowed"];
}

export const wait = (id = "wait") => ({ id, type: "wait-for", duration: { amount: 2, unit: "minutes" } });
export const urgent = (id = "urgent") => ({
  id,
  type: "set-property",
  change: { property: "priority", value: "urgent" },
});
export const moveTo = (stageId: string, id = "move") => ({ id, type: "move-stage", stageId });
export const WEBHOOK = { id: "t1", type: "incoming-webhook", token: "x".repeat(32) };
