import { Button, Group, Modal, Radio, Stack, Switch, Text } from "@mantine/core";
import { useState } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { Matching } from "#shared/contract/enrolment.ts";
import { WhenOff, type WorkflowView } from "#shared/contract/workflows.ts";

type Asking = { readonly kind: "off"; readonly inIt: number } | { readonly kind: "on"; readonly matching: Matching };

/**
 * The workflow's switch. Where tickets are in it, switching it off asks what becomes of them; where tickets meet it already, switching it on asks
 * whether they go in.
 */
export function OnOff(props: {
  readonly workflow: WorkflowView;
  /** Of the name of the switch where it stands in a list of them. */
  readonly isInList?: boolean;
}) {
  const { id, name, enabled } = props.workflow;
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const mayChange = useMayChange();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [isBusy, setBusy] = useState(false);

  const run = (work: () => Promise<unknown>): void => {
    setBusy(true);
    work().then(
      () => setBusy(false),
      (error: unknown) => {
        setBusy(false);
        toasts.failed(error);
      },
    );
  };
  const turn = (on: boolean): void =>
    run(async () => {
      if (on) {
        await client.workflows.update({ id, enabled: true });
        const matching = await client.workflows.matching({ id });
        if (matching.matching > 0) setAsking({ kind: "on", matching });
        return;
      }
      const inIt = (await client.workflows.figures({ id })).ever.active;
      if (inIt > 0) setAsking({ kind: "off", inIt });
      else await client.workflows.update({ id, enabled: false });
    });
  const close = () => setAsking(null);
  return (
    <>
      <Switch
        checked={enabled}
        disabled={!mayChange || isBusy}
        onChange={(event) => turn(event.currentTarget.checked)}
        {...(props.isInList === true
          ? { "aria-label": t("workflows.onOf", { workflow: name }) }
          : { label: t("settings.workflow.on") })}
      />
      <Modal
        opened={asking !== null}
        onClose={close}
        title={t(asking?.kind === "on" ? "workflows.on.title" : "settings.workflow.off.title", { workflow: name })}
        closeButtonProps={{ "aria-label": t("shell.close") }}
      >
        {asking?.kind === "off" ? (
          <AskOff
            count={asking.inIt}
            onClose={close}
            onDecide={(runs) => {
              close();
              run(() => client.workflows.update({ id, enabled: false, runs }));
            }}
          />
        ) : null}
        {asking?.kind === "on" ? (
          <AskOn
            matching={asking.matching}
            onClose={close}
            onEnrol={() => {
              close();
              run(async () => {
                const { enrolled } = await client.workflows.enrolExisting({ id });
                toasts.done(t("workflows.on.done", { count: enrolled }));
              });
            }}
          />
        ) : null}
      </Modal>
    </>
  );
}

/** What has become of the tickets that were in it when it was switched off; while they are held, that can still be said. */
export function HeldRuns({ workflow }: { readonly workflow: WorkflowView }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const mayChange = useMayChange();
  const { id, enabled, whenOff } = workflow;
  if (enabled || whenOff === undefined) return null;
  const decide = (runs: WhenOff): void =>
    void client.workflows.update({ id, enabled: false, runs }).catch((error: unknown) => toasts.failed(error));
  return (
    <Group gap="xs">
      <Text size="sm">{t(whenOff === "hold" ? "settings.workflow.held" : "settings.workflow.ending")}</Text>
      {mayChange && whenOff === "hold" ? (
        <>
          <Button size="compact-xs" variant="light" onClick={() => decide("finish")}>
            {t("settings.workflow.letFinish")}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => decide("end")}>
            {t("settings.workflow.endThem")}
          </Button>
        </>
      ) : null}
    </Group>
  );
}

function AskOn(props: { readonly matching: Matching; readonly onClose: () => void; readonly onEnrol: () => void }) {
  const { t } = useI18n();
  const { matching: count, isExact } = props.matching;
  return (
    <Stack gap="sm">
      <Text>{t(isExact ? "workflows.on.text" : "workflows.on.textAtLeast", { count })}</Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={props.onClose}>
          {t("workflows.on.later")}
        </Button>
        <Button onClick={props.onEnrol}>{t("workflows.on.enrol")}</Button>
      </Group>
    </Stack>
  );
}

function AskOff(props: {
  readonly count: number;
  readonly onClose: () => void;
  readonly onDecide: (runs: WhenOff) => void;
}) {
  const { t } = useI18n();
  const [runs, setRuns] = useState<WhenOff>("hold");
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t("settings.workflow.off.text", { count: props.count })}
        value={runs}
        onChange={(value) => setRuns(WhenOff.parse(value))}
      >
        <Stack gap="xs" mt="xs">
          {(["hold", "finish", "end"] as const).map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`settings.workflow.off.${value}`)}
              description={t(`settings.workflow.off.${value}.text`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={props.onClose}>
          {t("shell.cancel")}
        </Button>
        <Button onClick={() => props.onDecide(runs)}>{t("settings.workflow.off.action")}</Button>
      </Group>
    </Stack>
  );
}
