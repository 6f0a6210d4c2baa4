import { Anchor, Button, Checkbox } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import type { OfferedWorkflow } from "#shared/contract/history-offers.ts";
import { leftOf } from "./figures.ts";
import css from "./OfferSection.module.css";

const cx = classNamesOf(css);

/** One workflow that would have run: for how many tickets, what became of them since, and whether it may take them now. */
export function OfferedRow(props: {
  readonly workflow: OfferedWorkflow;
  readonly isChosen: boolean;
  readonly disabled: boolean;
  readonly onChoose: (on: boolean) => void;
  readonly onTakeOut: () => void;
}) {
  const { t } = useI18n();
  const { workflow, disabled } = props;
  const { workflowId, name, enabled, enrolled, notEnrolled, takenOut, doing } = workflow;
  const mayTake = enabled && leftOf(workflow) > 0 && doing === null;
  const told = [
    ...(enabled ? [] : [t("earlier.off")]),
    ...(enrolled > 0 ? [t("earlier.enrolled", { count: enrolled })] : []),
    ...notEnrolled.map(({ why, tickets }) =>
      t("earlier.notEnrolled", { count: tickets, why: t(`history.notIn.${why}`) }),
    ),
    ...(takenOut > 0 ? [t("earlier.takenOut", { count: takenOut })] : []),
  ];
  return (
    <li className={cx("row")}>
      <Checkbox
        className={cx("choice")}
        checked={props.isChosen && mayTake}
        disabled={disabled || !mayTake}
        onChange={(event) => props.onChoose(event.currentTarget.checked)}
        label={
          <>
            <span className={cx("name")}>{name}</span>{" "}
            <span className={cx("count")}>{t("earlier.tickets", { count: workflow.tickets })}</span>
          </>
        }
        description={told.join(" · ") || undefined}
      />
      {workflow.mailsCustomers ? <span className={cx("mails")}>{t("earlier.mails")}</span> : null}
      {enrolled > takenOut ? (
        <Button
          size="compact-xs"
          variant="default"
          disabled={disabled || doing !== null}
          aria-label={t("earlier.takeOut.of", { workflow: name })}
          onClick={props.onTakeOut}
        >
          {t("earlier.takeOut")}
        </Button>
      ) : null}
      <Anchor
        size="xs"
        href={hrefOf({ page: "workflows", workflowId })}
        aria-label={`${t("settings.emailStatus.view")}: ${name}`}
      >
        {t("settings.emailStatus.view")}
      </Anchor>
    </li>
  );
}
