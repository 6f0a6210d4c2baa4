import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import { hrefOf } from "#renderer/state/routes.ts";
import { useWords } from "#renderer/state/use-words.ts";
import { describeStep } from "#shared/automation/describe/describe.ts";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { findStep } from "#shared/automation/edit-steps/places.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import type { ReplayDifference } from "#shared/contract/explanations/replay.ts";
import { REPLAYED_DAYS, useWouldChange } from "./use-would-change.ts";
import css from "./changes.module.css";

const cx = classNamesOf(css);

/** What would have gone another way of late, were the draft what runs. Asked for by a press, since it may take long on a large desk; leaving ends it. */
export function WouldChangePart(props: {
  readonly id: WorkflowId;
  readonly before: WorkflowDefinition;
  readonly after: WorkflowDefinition;
}) {
  const { id, before, after } = props;
  const { t } = useI18n();
  const [asked, setAsked] = useState<WorkflowDefinition | null>(null);
  const found = useWouldChange(id, asked);
  if (found === null || asked === null)
    return (
      <Group gap="sm">
        <Button variant="default" size="compact-sm" onClick={() => setAsked(after)}>
          {t("workflows.would.ask", { days: REPLAYED_DAYS })}
        </Button>
        <Text size="sm" c="dimmed">
          {t("workflows.would.text")}
        </Text>
      </Group>
    );
  if (found.kind === "failed") return <Text size="sm">{failureText(found.error, t)}</Text>;
  const { totals, tickets } = found;
  const share = totals === null || totals.tickets === 0 ? 0 : (100 * totals.ticketsDone) / totals.tickets;
  return (
    <Stack gap="xs">
      {found.kind === "running" ? (
        <Group gap="sm" wrap="nowrap">
          <Progress
            flex={1}
            value={share}
            aria-label={t("workflows.would.running", { done: totals?.ticketsDone ?? 0, count: totals?.tickets ?? 0 })}
          />
          <Button variant="default" size="compact-xs" onClick={() => setAsked(null)}>
            {t("shell.cancel")}
          </Button>
        </Group>
      ) : (
        <Text size="sm" role="status">
          {t("workflows.would.result", {
            days: REPLAYED_DAYS,
            count: found.totals.tickets,
            differing: found.totals.ticketsDiffering,
          })}
        </Text>
      )}
      {tickets.length === 0 ? null : (
        <div className={cx("tickets")}>
          {tickets.map((ticket) => (
            <TicketLine key={ticket.ticketId} ticket={ticket} before={before} after={after} />
          ))}
        </div>
      )}
    </Stack>
  );
}

function TicketLine(props: {
  readonly ticket: ReplayDifference;
  readonly before: WorkflowDefinition;
  readonly after: WorkflowDefinition;
}) {
  const { ticketId, number, subject, kind, would, did } = props.ticket;
  const { t } = useI18n();
  const { names, say } = useWords();
  const definition = would === null ? props.before : props.after;
  const step = findStep(definition.steps, (would ?? did)?.stepId ?? "");
  const effect = step === null ? "" : say(describeStep(step, names, (id) => findStep(definition.steps, id)));
  return (
    <div className={cx("ticket")}>
      <span className={cx("number")}>{number === null ? "" : `#${number}`}</span>
      <a
        className={cx("subject")}
        href={hrefOf({ page: "ticket", ticketId })}
        target="_blank"
        rel="noreferrer"
        title={subject}
      >
        {subject}
      </a>
      <span className={cx("effect")} title={effect}>
        {t(`workflows.would.${kind}`, { effect })}
      </span>
    </div>
  );
}
