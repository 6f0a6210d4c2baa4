import { Button, Group, NumberInput, Select } from "@mantine/core";
import { useState } from "react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { WorkflowDefinition } from "#shared/automation/definition.ts";
import { MAX_REPLAY_DAYS } from "#shared/contract/explanations/replay.ts";
import type { ReplaySession } from "./use-replay-session.ts";

const DAYS = [7, 30, 90] as const;
const OWN = "own";
const AGAINST = ["history", "current"] as const;

/** Over how many days, and beside what. */
export function ReplayForm(props: { readonly session: ReplaySession; readonly draft: WorkflowDefinition }) {
  const { session, draft } = props;
  const { t } = useI18n();
  const [days, setDays] = useState<number>(session.asked?.days ?? 30);
  const [isOwn, setOwn] = useState(!DAYS.some((one) => one === days));
  const [against, setAgainst] = useState<(typeof AGAINST)[number]>(session.asked?.against ?? "history");
  const isGoing = session.percent !== null;
  return (
    <Group gap="xs" align="flex-end">
      <Select
        w="9.5rem"
        label={t("workflows.replay.time")}
        data={[
          ...DAYS.map((count) => ({ value: String(count), label: t("workflows.figures.days", { count }) })),
          { value: OWN, label: t("workflows.replay.ownDays") },
        ]}
        value={isOwn ? OWN : String(days)}
        allowDeselect={false}
        onChange={(value) => {
          setOwn(value === OWN);
          if (value !== null && value !== OWN) setDays(Number(value));
        }}
      />
      {isOwn ? (
        <NumberInput
          w="6rem"
          label={t("workflows.replay.days")}
          min={1}
          max={MAX_REPLAY_DAYS}
          clampBehavior="strict"
          allowDecimal={false}
          value={days}
          onChange={(value) => setDays(typeof value === "number" ? value : Number.NaN)}
        />
      ) : null}
      <Select
        w="13rem"
        label={t("workflows.replay.against")}
        data={AGAINST.map((value) => ({ value, label: t(`workflows.replay.against.${value}`) }))}
        value={against}
        allowDeselect={false}
        onChange={(value) => setAgainst(AGAINST.find((one) => one === value) ?? "history")}
      />
      <Button
        variant={session.asked === null ? "filled" : "default"}
        disabled={isGoing || !(days >= 1)}
        onClick={() => session.start({ days, against, definition: draft })}
      >
        {t(session.asked === null ? "workflows.replay.start" : "workflows.replay.again")}
      </Button>
    </Group>
  );
}
