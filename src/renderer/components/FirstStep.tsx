import { Button } from "@mantine/core";
import { newMailboxRoute } from "../state/channel-routes.ts";
import { useDeskState, useI18n } from "../state/desk-context.tsx";
import { hrefOf } from "../state/routes.ts";

/** What an empty list offers: a mailbox while there is none, from which all that fills lists comes; else the way to the work. */
export function FirstStep() {
  const { t } = useI18n();
  const hasMailbox = useDeskState((state) => state.setup.channels.some(({ mailbox }) => mailbox !== null));
  return (
    <Button
      variant="default"
      component="a"
      href={hrefOf(hasMailbox ? { page: "board", pipelineId: null } : newMailboxRoute(null))}
    >
      {t(hasMailbox ? "shell.crash.board" : "mailbox.add")}
    </Button>
  );
}
