/** Work on a desk's data that the contract begins, from the command line: shown as it goes on, until it has ended. */
import { setTimeout as pause } from "node:timers/promises";
import type { DataWork } from "#shared/contract/data.ts";
import type { DeskClient } from "#shared/contract/index.ts";
import { errorCodeOf, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import { createProgressBar } from "../../progress-bar.ts";
import type { Terminal } from "../../terminal.ts";

/** As often as a person sees it change. */
const ASK_INTERVAL_MS = 100;

/** @returns the work when it is done @throws what it failed with; PD_DATA_CANCELLED where the person stopped it */
export async function followWork(client: DeskClient, begun: DataWork, terminal: Terminal): Promise<DataWork> {
  const bar = createProgressBar(terminal, () => performance.now());
  let isAsked = false;
  try {
    for (let work = begun; ;) {
      if (work.state === "done") return work;
      if (work.state === "cancelled")
        throw new PipedeskError("PD_DATA_CANCELLED", terminal.t("error.PD_DATA_CANCELLED"));
      if (work.state === "failed")
        throw new PipedeskError(errorCodeOf({ code: work.errorCode }) ?? "PD_INTERNAL", work.error);
      if (terminal.stop.aborted && !isAsked) {
        isAsked = true;
        await client.data.cancel();
      }
      const share = work.total === 0 ? 0 : work.done / work.total;
      bar.show(share, `${terminal.t(`data.step.${work.step}`)} ${Math.floor(share * 100)} %`);
      await pause(ASK_INTERVAL_MS);
      const next = (await client.data.work()).work;
      if (next?.id !== begun.id) throw new PipedeskError("PD_DESK_UNREACHABLE", "The desk was closed meanwhile.");
      work = next;
    }
  } finally {
    bar.clear();
  }
}
