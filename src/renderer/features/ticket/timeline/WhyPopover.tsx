import { Popover, Text } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useTicket } from "../ticket-context.tsx";
import { usePopover } from "#renderer/components/use-popover.ts";
import { useWhy } from "./use-why.ts";
import { WhyChain, WhyFailed, WhyWaiting } from "./WhyChain.tsx";
import css from "./WhyPopover.module.css";

const cx = classNamesOf(css);
const ROOM = { flip: true, shift: true, size: { padding: 8 } } as const;

/** "Why?": from what a person or a mail did, over the automations that acted on it, to this change. The core is asked when it opens. */
export function WhyPopover(props: { readonly activityId: string; readonly about: string }) {
  const { t } = useI18n();
  const popover = usePopover();
  return (
    <Popover
      position="bottom-start"
      width={360}
      // The answer is longer than what stood there when the place was chosen.
      middlewares={ROOM}
      withinPortal
      trapFocus
      returnFocus
      closeOnEscape={false}
      opened={popover.opened}
      onChange={popover.setOpened}
    >
      <Popover.Target>
        <button
          type="button"
          className={cx("why")}
          aria-label={t("ticket.why.about", { change: props.about })}
          onClick={() => popover.setOpened(!popover.opened)}
        >
          {t("ticket.why.button")}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={cx("dropdown")}>
        <Text size="sm" fw={600} mb="xs">
          {t("ticket.why.title")}
        </Text>
        <div className={cx("answer")}>{popover.opened ? <Answer activityId={props.activityId} /> : null}</div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Answer(props: { readonly activityId: string }) {
  const [attempt, setAttempt] = useState(0);
  return <Asked key={attempt} {...props} onRetry={() => setAttempt((count) => count + 1)} />;
}

function Asked(props: { readonly activityId: string; readonly onRetry: () => void }) {
  const { open, record, names } = useTicket();
  const answer = useWhy(open.id, props.activityId);
  switch (answer.kind) {
    case "loading":
      return <WhyWaiting />;
    case "failed":
      return <WhyFailed error={answer.error} onRetry={props.onRetry} />;
    case "ready":
      return <WhyChain entry={answer.entry} pipelineId={record.ticket.pipelineId} names={names} />;
  }
}
