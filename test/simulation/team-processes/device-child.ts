/** A member's laptop in a process of its own, which works on its desk and is killed meanwhile. */
import { createCore } from "#main/core.ts";
import { createFileSecrets } from "#main/hosts/secrets/file-secrets.ts";
import { NO_NETWORK, SILENT } from "../../support/test-desk.ts";
import { answerParent } from "./answer-parent.ts";
import type { DeviceTask } from "./child-messages.ts";
import { fastTime } from "./fast-time.ts";

const { dataDir, baseEpochMs } = JSON.parse(process.argv[2] ?? "{}") as DeviceTask;
const core = await createCore({
  dataDir,
  ...fastTime(baseEpochMs),
  log: SILENT,
  version: "0.0.0",
  secrets: createFileSecrets({ dataDir }),
  network: NO_NETWORK,
});
core.start();
answerParent(core, null);
