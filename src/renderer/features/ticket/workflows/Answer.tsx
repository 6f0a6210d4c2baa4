import { Anchor, Select } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import { useWords } from "#renderer/state/use-words.ts";
import { describeTrigger } from "#shared/automation/describe/describe.ts";
import type { PastEvaluation } from "#shared/contract/explanations/past-evaluation.ts";
import type { Explanation } from "#shared/contract/workflows.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { useTicket } from "../ticket-context.tsx";
import { describeChange } from "../timeline/describe-change.ts";
import { conditionTree } from "./condition-tree.ts";
import { ConditionTree, Mark } from "./ConditionTree.tsx";
import { enrolmentChecks } from "./enrolment-checks.ts";
import { ByHand } from "./ByHand.tsx";
import css from "./whynot.module.css";

const cx = classNamesOf(css);
const NOW = "now";

type Props = {
  readonly id: WorkflowId;
  readonly explanation: Explanation;
  readonly onChanged: () => void;
  /** A link leads away from the ticket. */
  readonly onLeave: () => void;
};

/** Now, or the moment that is chosen: what was asked, what it saw, and the first that failed. */
export function Answer({ id, explanation, onChanged, onLeave }: Props) {
  const { t, language } = useI18n();
  const now = useNow();
  const { names } = useTicket();
  const [moment, setMoment] = useState<string>(NOW);
  const past = explanation.evaluations.find(({ eventId }) => eventId === moment);
  const told = (event: PastEvaluation["event"]) =>
    event === null ? t("whyNot.moment.forgotten") : describeChange(event, names);
  /** What came of it is how things are now. */
  const changed = () => {
    setMoment(NOW);
    onChanged();
  };
  return (
    <>
      <Select
        label={t("whyNot.moment")}
        description={explanation.evaluations.length === 0 ? t("whyNot.moment.none") : t("whyNot.moment.kept")}
        allowDeselect={false}
        data={[
          { value: NOW, label: t("whyNot.moment.now") },
          ...explanation.evaluations.map(({ eventId, atEpochMs, event }) => ({
            value: eventId as string,
            label: `${formatMoment(atEpochMs, now, language)} – ${told(event)}`,
          })),
        ]}
        value={past === undefined ? NOW : moment}
        onChange={(value) => setMoment(value ?? NOW)}
      />
      {past === undefined ? (
        <Present id={id} explanation={explanation} />
      ) : (
        <Past key={past.eventId} id={id} past={past} told={told(past.event)} />
      )}
      <div className={cx("foot")}>
        <ByHand id={id} explanation={explanation} onChanged={changed} />
        <Anchor size="sm" href={hrefOf({ page: "workflows", workflowId: id })} onClick={onLeave}>
          {t("attention.openWorkflow")}
        </Anchor>
        {explanation.lastEnrolment === null ? null : (
          <span className={cx("note")}>
            {t("whyNot.lastIn", { when: formatAbsolute(explanation.lastEnrolment.startedAtEpochMs, language) })}
          </span>
        )}
      </div>
    </>
  );
}

function Present({ id, explanation }: { readonly id: WorkflowId; readonly explanation: Explanation }) {
  const { t } = useI18n();
  const checks = enrolmentChecks(explanation);
  const would = checks.every(({ holds }) => holds);
  const tree = conditionTree(explanation.groups, explanation.conditions);
  return (
    <section aria-label={t("whyNot.moment.now")}>
      <p className={cx("verdict")} role="status">
        {t(explanation.isIn ? "whyNot.isIn" : would ? "whyNot.would" : "whyNot.wouldNot")}
      </p>
      <ul className={cx("checks")}>
        {checks.map(({ key, holds }) => (
          <li key={key}>
            <Mark holds={holds} />
            {t(holds ? `whyNot.check.${key}` : `whyNot.not.${key}`)}
          </li>
        ))}
      </ul>
      {tree === null ? null : <ConditionTree tree={tree} firstFailed={explanation.firstFailed} />}
      <Triggers id={id} explanation={explanation} />
    </section>
  );
}

/** What sets the workflow off: all may be met, and still nothing happens before one of these does. */
function Triggers({ id, explanation }: { readonly id: WorkflowId; readonly explanation: Explanation }) {
  const { t, language } = useI18n();
  const { names, say } = useWords();
  const triggers = useDeskState((state) => state.setup.workflows.find((one) => one.id === id)?.definition.triggers);
  if (triggers === undefined || triggers.length === 0) return <p className={cx("note")}>{t("whyNot.noTrigger")}</p>;
  return (
    <>
      <p className={cx("match")}>{t("whyNot.triggers")}</p>
      <ul className={cx("triggers")}>
        {triggers.map((trigger) => {
          const moment = explanation.moments.find(({ triggerId }) => triggerId === trigger.id);
          return (
            <li key={trigger.id}>
              <span dir="auto">{say(describeTrigger(trigger, names))}</span>
              {moment === undefined ? null : (
                <span className={cx("saw")}>
                  {t(`whyNot.time.${moment.state}`, {
                    when: moment.atEpochMs === null ? "" : formatAbsolute(moment.atEpochMs, language),
                  })}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Past(props: { readonly id: WorkflowId; readonly past: PastEvaluation; readonly told: string }) {
  const { id, past, told } = props;
  const { t, language } = useI18n();
  const { names, say } = useWords();
  const workflow = useDeskState((state) => state.setup.workflows.find((one) => one.id === id));
  const trigger = workflow?.definition.triggers.find((one) => one.id === past.triggerId);
  const tree = conditionTree(past.groups, past.conditions);
  return (
    <section aria-label={formatAbsolute(past.atEpochMs, language)}>
      <p className={cx("verdict")} role="status">
        <Mark holds={false} />
        {t(`whyNot.reason.${past.why}`)}
      </p>
      <p className={cx("note")}>
        {t("whyNot.then", { change: told, when: formatAbsolute(past.atEpochMs, language) })}
        {trigger === undefined
          ? null
          : ` ${t("ticket.why.trigger", { trigger: say(describeTrigger(trigger, names)) })}`}
      </p>
      {workflow !== undefined && workflow.revision !== past.revision ? (
        <p className={cx("note")}>{t("whyNot.revision", { revision: past.revision })}</p>
      ) : null}
      {tree === null ? (
        past.why === "filter" ? (
          <p className={cx("note")}>{t("ticket.why.revisionForgotten")}</p>
        ) : null
      ) : (
        <ConditionTree tree={tree} firstFailed={past.firstFailed} />
      )}
    </section>
  );
}
