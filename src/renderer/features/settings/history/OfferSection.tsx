import { Alert, Button, Group, Progress, Text } from "@mantine/core";
import { IconMailForward } from "@tabler/icons-react";
import { useState } from "react";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { historyWorkId, type HistoryOffer } from "#shared/contract/history-offers.ts";
import type { WorkflowId } from "#shared/model/ids.ts";
import { Section } from "../form/Section.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { leftOf, sumOf } from "./figures.ts";
import { OfferedRow } from "./OfferedRow.tsx";
import css from "./OfferSection.module.css";
import { classNamesOf } from "#renderer/components/class-names.ts";

const cx = classNamesOf(css);

/** What came into one channel as history: which workflows would have run, and the choice which may take its tickets. */
export function OfferSection({ offer, onChange }: { readonly offer: HistoryOffer; readonly onChange: () => void }) {
  const { t, language } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const mayChange = useMayChange();
  const now = useNow();
  const [chosen, setChosen] = useState<readonly WorkflowId[]>([]);
  const [isBusy, setBusy] = useState(false);
  const { channelId: id, channelName, workflows } = offer;
  const work = useDeskState(({ status }) => status?.work.find((one) => one.id === historyWorkId(id)) ?? null);
  const wanted = workflows.filter((one) => chosen.includes(one.workflowId) && leftOf(one) > 0 && one.enabled);
  const mailing = wanted.filter(({ mailsCustomers }) => mailsCustomers);

  const command = async (run: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await run();
    } catch (error) {
      toasts.failed(error);
    } finally {
      setBusy(false);
      onChange();
    }
  };
  const enrol = () =>
    command(async () => {
      const after = await client.historyOffers.enrol({ id, workflowIds: wanted.map(({ workflowId }) => workflowId) });
      const count = sumOf(after, "enrolled") - sumOf(offer, "enrolled");
      setChosen([]);
      toasts.done(count > 0 ? t("earlier.done", { count }) : t("earlier.done.none"));
    });
  const takeOut = (workflowId: WorkflowId) =>
    command(async () => {
      const after = await client.historyOffers.unenrol({ id, workflowIds: [workflowId] });
      const count = sumOf(after, "takenOut") - sumOf(offer, "takenOut");
      toasts.done(count > 0 ? t("earlier.takeOut.done", { count }) : t("earlier.takeOut.none"));
    });
  const dismiss = () =>
    command(async () => {
      await client.historyOffers.dismiss({ id });
      toasts.done(t("earlier.dismiss.done"));
    });

  const when = formatMoment(offer.latestAtEpochMs, now, language);
  return (
    <Section
      title={channelName}
      text={t("earlier.offer.text", { count: offer.tickets, when })}
      action={
        <Button
          size="compact-sm"
          variant="default"
          disabled={!mayChange || isBusy || work !== null}
          onClick={() => void dismiss()}
        >
          {t("earlier.dismiss")}
        </Button>
      }
    >
      <ul className={cx("list")} aria-label={t("earlier.offer.workflows")}>
        {workflows.map((workflow) => (
          <OfferedRow
            key={workflow.workflowId}
            workflow={workflow}
            isChosen={chosen.includes(workflow.workflowId)}
            disabled={!mayChange || isBusy}
            onChoose={(on) =>
              setChosen((before) => [
                ...before.filter((one) => one !== workflow.workflowId),
                ...(on ? [workflow.workflowId] : []),
              ])
            }
            onTakeOut={() => void takeOut(workflow.workflowId)}
          />
        ))}
      </ul>
      {mailing.length === 0 ? null : (
        <Alert
          color="yellow"
          bg="var(--pd-warning-soft)"
          mt="xs"
          classNames={{ title: cx("warning") }}
          icon={<IconMailForward size={18} />}
          title={t("earlier.warning.title")}
        >
          {t("earlier.warning.text", {
            workflows: mailing.map(({ name }) => name).join("”, “"),
            count: Math.max(...mailing.map(leftOf)),
          })}
        </Alert>
      )}
      {work === null ? null : (
        <div aria-live="polite">
          <Text size="xs" mt="sm">
            {t(`settings.work.${work.what}`, { stage: "", done: work.done, total: work.total })}
          </Text>
          <Progress
            mt={4}
            size="sm"
            maw={420}
            value={work.total === 0 ? 100 : (100 * work.done) / work.total}
            aria-label={t(`settings.work.${work.what}`, { stage: "", done: work.done, total: work.total })}
          />
        </div>
      )}
      <Group gap="sm" mt="sm">
        <Button disabled={!mayChange || wanted.length === 0} loading={isBusy} onClick={() => void enrol()}>
          {t("earlier.enrol")}
        </Button>
        {wanted.length === 0 && mayChange && !isBusy ? (
          <Text size="xs" c="dimmed">
            {t("earlier.choose")}
          </Text>
        ) : null}
      </Group>
    </Section>
  );
}
