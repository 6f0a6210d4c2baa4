import { errorCodeOf } from "#shared/errors/pipedesk-error.ts";
import type { Core } from "#main/core.ts";
import { copyOf } from "../../support/team.ts";
import { isThrough } from "../mixed-kill/run-load.ts";
import type { ChildState, FromChild, ToChild } from "./child-messages.ts";
import { doOperation } from "./do-operation.ts";
import { clientOf } from "./fast-time.ts";

/** Does what the harness asks until it is gone. */
export function answerParent(core: Core, setUpUrl: string | null): void {
  const tell = (message: FromChild) => process.send?.(message);
  process.on("message", (message: ToChild) => {
    answer(core, message).then(
      (value) => tell({ type: "answer", id: message.id, value }),
      (error: unknown) =>
        tell({ type: "failed", id: message.id, code: errorCodeOf(error) ?? null, why: String(error) }),
    );
  });
  process.once("disconnect", () => process.exit(0));
  tell({ type: "open", setUpUrl });
}

async function answer(core: Core, message: ToChild): Promise<unknown> {
  switch (message.ask) {
    case "call": {
      const found = message.procedure
        .split(".")
        .reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], clientOf(core));
      return (await (found as (input: unknown) => Promise<unknown>)(message.input)) ?? null;
    }
    case "do":
      return doOperation(core, message.operation);
    case "copy":
      return Array.from(await copyOf(core));
    case "state":
      return stateOf(core);
  }
}

async function stateOf(core: Core): Promise<ChildState> {
  const { host } = core.context;
  const { member } = core;
  const isQuiet =
    member === null
      ? await isThrough({ core, client: clientOf(core) })
      : member.status().state === "synced" && (await member.replica.waiting()) === 0;
  return { mode: host.mode(), isHost: host.isHost(), isThrough: isQuiet };
}
