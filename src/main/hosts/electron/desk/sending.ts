import { createRouterClient } from "@orpc/server";
import type { DeskCore } from "../../rpc/desk-core.ts";

/** Whether the bytes of a mail are going out at this moment, or may be: then nothing may end the program that can wait. */
export async function isSendingMail(core: DeskCore): Promise<boolean> {
  const { outbox } = createRouterClient(core.router, { context: { userId: core.owner() } });
  const { items } = await outbox.list({ state: "sending", limit: 1 });
  return items.length > 0;
}
