import { classNamesOf } from "#renderer/components/class-names.ts";
import { MailView } from "#renderer/components/workflow/preview/MailView.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { activityText } from "#shared/automation/describe/activity.ts";
import type { DryRun, ShownEffect } from "#shared/contract/explanations/dry-run.ts";
import type { JournalEntry } from "#shared/model/run.ts";
import { LongText } from "../overlay/Details.tsx";
import { sentence } from "../overlay/sentence.ts";
import { useHistoryNames } from "../overlay/use-history-names.ts";
import css from "./test.module.css";

const cx = classNamesOf(css);

/** What a step would change, and the mails, requests and the like that it would make. */
export function Effects({ run, entry }: { readonly run: DryRun; readonly entry: JournalEntry }) {
  const { t, language } = useI18n();
  const names = useHistoryNames();
  const isOfIt = ({ stepId, atEpochMs }: { readonly stepId: string; readonly atEpochMs: number }) =>
    stepId === entry.stepId && atEpochMs >= entry.startedAtEpochMs && atEpochMs <= entry.finishedAtEpochMs;
  const events = run.events.filter(isOfIt);
  const effects = run.effects.filter(isOfIt);
  if (events.length + effects.length === 0) return null;
  return (
    <section className={cx("section")}>
      <h3>{t("workflows.test.would")}</h3>
      <ul className={cx("changes")}>
        {events.map(({ body }, index) => (
          <li key={index} dir="auto">
            {sentence(activityText(body, names), language)}
          </li>
        ))}
      </ul>
      {effects.map((effect, index) => (
        <Effect key={index} effect={effect} />
      ))}
    </section>
  );
}

function Effect({ effect }: { readonly effect: ShownEffect }) {
  switch (effect.kind) {
    case "mail":
      return <MailView mail={effect} />;
    case "note":
      return <Box text={effect.text} />;
    case "notification":
    case "task":
      return <Box title={`${effect.name}: ${effect.title}`} text={effect.text} />;
    case "request":
      return <Box title={`${effect.method} ${effect.url}`} text={effect.body} />;
    // The line above says it all.
    case "ticket":
    case "link":
    case "merge":
      return null;
  }
}

function Box({ title, text }: { readonly title?: string; readonly text: string }) {
  return (
    <div className={cx("effect")} dir="auto">
      {title === undefined ? null : <p className={cx("effectTitle")}>{title}</p>}
      {text === "" ? null : <LongText text={text} />}
    </div>
  );
}
