import { Stepper, Title } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { navigate } from "#renderer/state/routes.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n, usePreferences } from "#renderer/state/desk-context.tsx";
import { failureOf } from "#renderer/state/failure.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import type { ChannelView } from "#shared/contract/channels.ts";
import type { Discovery } from "#shared/model/mail-channel.ts";
import { startStage } from "#shared/rules/pipeline-rules/start-stage.ts";
import { PageFrame } from "../../form/PageFrame.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { useSaving } from "../../form/use-saving.ts";
import { channelRoute, CHANNELS } from "#renderer/state/channel-routes.ts";
import type { Target } from "../fields/TargetFields.tsx";
import { mailboxOf, type MailboxDraft } from "../mailbox-draft.ts";
import { useConnectionTest } from "../use-connection-test.ts";
import { useSignIn } from "../use-sign-in.ts";
import { AccountStep } from "./AccountStep.tsx";
import { MailStep } from "./MailStep.tsx";
import { ServersStep } from "./ServersStep.tsx";
import { type Account, draftOfDiscovery, secretOf, type Step, STEPS, stepOfIssue } from "./wizard-state.ts";

/** Adds a mailbox in three steps: the address, the way to it, what becomes of its mail. */
export function AddMailbox(props: {
  /** Connect a mailbox to this channel; null: make a new one. */
  readonly channel: ChannelView | null;
  /** Where new conversations go unless the person chooses another pipeline. */
  readonly pipelineId: string | null;
}) {
  const { channel } = props;
  const { client } = useDesk();
  const { t } = useI18n();
  const mayChange = useMayChange();
  const toasts = useToasts();
  const saving = useSaving();
  usePageTitle(t("mailbox.wizard.title"));
  const test = useConnectionTest();
  const signIn = useSignIn();
  const [step, setStep] = useState<Step>("account");
  const [account, setAccount] = useState<Account>({
    name: channel?.name ?? "",
    address: channel?.address ?? "",
    password: "",
  });
  const [draft, setDraft] = useState<MailboxDraft>(() => draftOfDiscovery(account, null));
  const [discovery, setDiscovery] = useState<Discovery | null>(null);
  const taken = useDeskState((state) => channelWith(state.setup.channels, account.address, channel));
  const [aliases, setAliases] = useState<readonly string[]>(channel?.aliases ?? []);
  const [target, setTarget] = useTarget(props.pipelineId);
  const { finding, find, stop } = useDiscovery();

  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that was pressed is gone with its step: whoever goes by keyboard goes on at the next one's first field.
    content.current?.querySelector<HTMLElement>(FIRST_FIELD[step])?.focus();
  }, [step]);

  const change = (part: Partial<MailboxDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const toServers = (found: Discovery | null): void => {
    setDiscovery(found);
    const { imap, smtp, auth, sentCopy, senderName } = draftOfDiscovery(account, found);
    // Who went back to correct the address keeps what they chose in the last step.
    setDraft((before) => ({
      ...before,
      imap,
      smtp,
      auth,
      sentCopy,
      senderName: before.senderName === "" ? senderName : before.senderName,
      trustedCertificate: null,
    }));
    setStep("servers");
  };
  const connect = async (): Promise<void> => {
    const mailbox = mailboxOf(draft);
    const secret = secretOf(draft, account.password, signIn.state.kind === "done" ? signIn.state.flow.id : null);
    if (mailbox === null) return;
    await saving.run(async () => {
      try {
        const withSecret = secret === null ? {} : { secret };
        const saved =
          channel === null
            ? await client.channels.create({
                name: account.name.trim(),
                address: account.address.trim(),
                ...placeOf(target),
                aliases: [...aliases],
                mailbox,
                ...withSecret,
              })
            : await client.channels.update({ id: channel.id, aliases: [...aliases], mailbox, ...withSecret });
        toasts.done(t("mailbox.wizard.done", { name: saved.name }));
        navigate(channelRoute(saved.id), { replace: true });
      } catch (error) {
        const [issue] = failureOf(error).data.issues ?? [];
        const place = issue === undefined ? null : stepOfIssue(issue.path);
        if (place !== null) setStep(place);
        throw error;
      }
    });
  };

  return (
    <PageFrame
      path={[
        { label: t("settings.title"), route: { page: "settings", section: null, id: null, tab: null } },
        { label: t("mailbox.title"), route: CHANNELS },
      ]}
      title={
        <Title order={1}>
          {channel === null ? t("mailbox.wizard.title") : t("mailbox.wizard.connectTitle", { name: channel.name })}
        </Title>
      }
      guarded
    >
      {mayChange ? (
        <div ref={content}>
          <Stepper
            active={STEPS.indexOf(step)}
            onStepClick={(index) => setStep(STEPS[index] ?? step)}
            allowNextStepsSelect={false}
            size="xs"
            maw="42rem"
            contentPadding="md"
            keepMounted={false}
          >
            <Stepper.Step label={t("mailbox.wizard.account")}>
              <AccountStep
                account={account}
                fixedAddress={channel !== null}
                taken={taken}
                finding={finding}
                onChange={setAccount}
                onFind={() =>
                  void find(account.address.trim()).then((found) => found !== undefined && toServers(found))
                }
                onByHand={() => toServers(null)}
                onStop={stop}
              />
            </Stepper.Step>
            <Stepper.Step label={t("mailbox.wizard.servers")}>
              <ServersStep
                account={account}
                draft={draft}
                discovery={discovery}
                test={test}
                signIn={signIn}
                onDraft={change}
                onPassword={(password) => setAccount({ ...account, password })}
                onBack={() => setStep("account")}
                onNext={() => setStep("mail")}
              />
            </Stepper.Step>
            <Stepper.Step label={t("mailbox.wizard.mail")}>
              <MailStep
                draft={draft}
                aliases={aliases}
                target={channel === null ? target : null}
                folders={test.state.kind === "done" ? test.state.check.folders : []}
                saving={saving.state}
                onDraft={change}
                onAliases={setAliases}
                onTarget={setTarget}
                onBack={() => setStep("servers")}
                onConnect={() => void connect()}
              />
            </Stepper.Step>
          </Stepper>
        </div>
      ) : null}
    </PageFrame>
  );
}

/** Within a step's content; the stepper's own buttons come before it. */
const FIRST_FIELD: Readonly<Record<Step, string>> = {
  account: "form input",
  servers: ".mantine-Stepper-content :is(input:not([readonly], [type='hidden']), button)",
  mail: ".mantine-Stepper-content input",
};

/** Another channel that has the address. */
function channelWith(
  channels: readonly ChannelView[],
  address: string,
  own: ChannelView | null,
): ChannelView | undefined {
  const wanted = address.trim().toLowerCase();
  return channels.find((candidate) => candidate.address === wanted && wanted !== "" && candidate.id !== own?.id);
}

/** Where new conversations go to begin with: as asked for, else where the person was last. */
function useTarget(wanted: string | null) {
  const pipelines = useDeskState((state) => state.setup.pipelines);
  const last = usePreferences((preferences) => preferences.lastPipelineId);
  return useState<Target>(() => {
    const pipeline =
      pipelines.find(({ id }) => id === wanted) ?? pipelines.find(({ id }) => id === last) ?? pipelines[0];
    return {
      pipelineId: pipeline?.id ?? null,
      stageId: pipeline ? startStage(pipeline).id : null,
      createTickets: true,
    };
  });
}

function placeOf({ pipelineId, stageId, createTickets }: Target) {
  // The button is off while there is none: a desk always has a pipeline.
  if (pipelineId === null) throw new Error("No pipeline was chosen.");
  return { pipelineId, ...(stageId === null ? {} : { stageId }), createTickets };
}

/** Resolves to undefined where it failed, which was told, or was stopped. */
function useDiscovery() {
  const { client } = useDesk();
  const toasts = useToasts();
  const [finding, setFinding] = useState(false);
  const running = useRef<AbortController | null>(null);
  const find = async (address: string): Promise<Discovery | undefined> => {
    const abort = new AbortController();
    running.current = abort;
    setFinding(true);
    try {
      const found = await client.channels.discover({ address }, { signal: abort.signal });
      return abort.signal.aborted ? undefined : found;
    } catch (error) {
      if (!abort.signal.aborted) toasts.failed(error);
      return undefined;
    } finally {
      setFinding(false);
    }
  };
  return { finding, find, stop: () => running.current?.abort() };
}
