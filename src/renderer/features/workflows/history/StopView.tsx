import { Anchor } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import { activityText } from "#shared/automation/describe/activity.ts";
import type { RunStep } from "#shared/contract/explanations/run-history.ts";
import { Details } from "../overlay/Details.tsx";
import { sentence } from "../overlay/sentence.ts";
import { StopFacts } from "../overlay/StopFacts.tsx";
import { useHistoryNames } from "../overlay/use-history-names.ts";
import type { Stop } from "./stops.ts";
import css from "./history.module.css";

const cx = classNamesOf(css);

/** A step that a run took, or where it stands. */
export function StopView({ stop }: { readonly stop: Stop }) {
  if (stop.kind === "standing") {
    const { state, sinceEpochMs, untilEpochMs } = stop.standing;
    return <StopFacts step={stop.at} state={state} startedAtEpochMs={sinceEpochMs} untilEpochMs={untilEpochMs} />;
  }
  const { step, entry, durationMs } = stop.taken;
  return (
    <>
      <StopFacts
        step={step}
        state={entry.outcome.kind}
        outcome={entry.outcome}
        startedAtEpochMs={entry.startedAtEpochMs}
        durationMs={durationMs}
        attempt={entry.attempt}
      />
      {entry.outcome.kind === "done" ? <Details details={entry.outcome.details} /> : null}
      <Changes taken={stop.taken} />
    </>
  );
}

function Changes({ taken: { changes, outboxIds } }: { readonly taken: RunStep }) {
  const { t, language } = useI18n();
  const names = useHistoryNames();
  if (changes.length === 0 && outboxIds.length === 0) return null;
  return (
    <section className={cx("section")}>
      <h3>{t("workflows.run.changes")}</h3>
      <ul className={cx("changes")}>
        {changes.map(({ id, body }) => (
          <li key={id} dir="auto">
            {sentence(activityText(body, names), language)}
          </li>
        ))}
      </ul>
      {outboxIds.map((itemId, index) => (
        <Anchor key={itemId} size="sm" href={hrefOf({ page: "outbox", tab: "all", itemId })}>
          {outboxIds.length === 1
            ? t("workflows.run.outbox")
            : t("workflows.run.outboxOf", { number: index + 1, count: outboxIds.length })}
        </Anchor>
      ))}
    </section>
  );
}
