import { ForWriters } from "#renderer/components/ForWriters.tsx";
import { Button, VisuallyHidden } from "@mantine/core";
import { IconPlus, IconSettings } from "@tabler/icons-react";
import type { PipelineView } from "#shared/contract/pipelines.ts";
import { hrefOf } from "../../state/routes.ts";
import { classNamesOf } from "../../components/class-names.ts";
import { openTicketCount } from "../../state/counts.ts";
import { useDeskState, useI18n } from "../../state/desk-context.tsx";
import { useShortcuts } from "../../state/use-shell.ts";
import css from "./BoardHead.module.css";
import { useNewTicketDialog } from "./use-new-ticket-dialog.tsx";

const cx = classNamesOf(css);

/** The line above the columns: which pipeline, how much is open, and what can be begun here. */
export function BoardHead({ pipeline }: { readonly pipeline: PipelineView }) {
  const { t } = useI18n();
  const open = useDeskState((state) => openTicketCount(state, pipeline));
  const newTicket = useNewTicketDialog();
  useShortcuts([
    {
      writes: true,
      keys: "c",
      opensField: true,
      label: t("board.key.newTicket"),
      run: () => newTicket({ pipelineId: pipeline.id }),
    },
  ]);
  return (
    <div className={cx("head")}>
      {/* The top bar shows the name already. */}
      <VisuallyHidden component="h1">{pipeline.name}</VisuallyHidden>
      <span className={cx("count")}>{t("shell.openTicketCount", { count: open })}</span>
      <span className={cx("gap")} />
      <Button
        className={cx("configure")}
        variant="subtle"
        color="gray"
        component="a"
        href={hrefOf({ page: "settings", section: "pipelines", id: pipeline.id, tab: null })}
        leftSection={<IconSettings size={15} stroke={1.75} />}
      >
        {t("board.configure")}
      </Button>
      <ForWriters>
        <Button leftSection={<IconPlus size={15} stroke={2} />} onClick={() => newTicket({ pipelineId: pipeline.id })}>
          {t("board.newTicket")}
        </Button>
      </ForWriters>
    </div>
  );
}
