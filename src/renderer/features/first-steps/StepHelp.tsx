import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { newMailboxRoute } from "#renderer/state/channel-routes.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf, type Route } from "#renderer/state/routes.ts";
import { assertNever } from "#shared/errors/pipedesk-error.ts";
import type { FirstStep, FirstSteps } from "#shared/contract/first-steps.ts";

/** How a step is done on this desk as it is now, and the way to the place where it is. */
export function StepHelp({ step, steps }: { readonly step: FirstStep; readonly steps: FirstSteps }) {
  const { t } = useI18n();
  switch (step) {
    case "mailbox":
      return <Mailbox />;
    case "receipt":
      return steps.receiptWorkflowId === null ? (
        <Told text={t("firstSteps.receipt.text")}>
          <GoTo route={{ page: "workflows", workflowId: null, ready: "ticket-received" }}>
            {t("firstSteps.receipt.choose")}
          </GoTo>
        </Told>
      ) : (
        <Told text={t(steps.done.receipt ? "firstSteps.receipt.isOn" : "firstSteps.receipt.switchOn")}>
          <GoTo route={{ page: "workflows", workflowId: steps.receiptWorkflowId }}>{t("firstSteps.receipt.open")}</GoTo>
        </Told>
      );
    case "mail":
      return <Mail steps={steps} />;
    case "answer":
      return <Answer steps={steps} />;
    case "why":
      return (
        <Told text={t("firstSteps.why.text")}>
          <ToTicket steps={steps} />
        </Told>
      );
    default:
      return assertNever(step);
  }
}

function Mailbox() {
  const { t } = useI18n();
  const isDemo = useDeskState((state) => state.status?.startedAs === "demo");
  const known = useDeskState((state) => state.setup.channels.find(({ mailbox }) => mailbox !== null));
  if (known !== undefined)
    return (
      <Told text={t("firstSteps.mailbox.connected", { address: known.address })}>
        <GoTo route={{ page: "settings", section: "channels", id: known.id, tab: null }}>
          {t("firstSteps.mailbox.look")}
        </GoTo>
      </Told>
    );
  return (
    <Told text={t(isDemo ? "firstSteps.mailbox.demo" : "firstSteps.mailbox.text")}>
      <GoTo route={newMailboxRoute(null)}>{t("firstSteps.mailbox.connect")}</GoTo>
    </Told>
  );
}

function Mail({ steps: { conversationId } }: { readonly steps: FirstSteps }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const isDemo = useDeskState((state) => state.status?.startedAs === "demo");
  const isSimulating = useDeskState((state) => state.status?.simulating ?? false);
  const address = useDeskState((state) => state.setup.channels.find(({ mailbox }) => mailbox !== null)?.address);
  if (conversationId !== null)
    return (
      <Told text={t("firstSteps.mail.noTicket")}>
        <GoTo route={{ page: "inbox", conversationId }}>{t("firstSteps.mail.look")}</GoTo>
      </Told>
    );
  if (address !== undefined)
    return (
      <Told text={t("firstSteps.mail.text", { address })}>
        <Button size="compact-xs" component="a" href={mailTo(address, t("firstSteps.mail.subject"))}>
          {t("firstSteps.mail.write")}
        </Button>
      </Told>
    );
  if (!isDemo) return <Told text={t("firstSteps.mail.noMailbox")} />;
  if (isSimulating) return <Told text={t("firstSteps.mail.demo")} />;
  const letArrive = () =>
    void client.desk.setSimulator({ running: true }).catch((error: unknown) => toasts.failed(error));
  return (
    <Told text={t("firstSteps.mail.demoStopped")}>
      <Button size="compact-xs" onClick={letArrive}>
        {t("firstSteps.mail.simulate")}
      </Button>
    </Told>
  );
}

function Answer({ steps }: { readonly steps: FirstSteps }) {
  const { t } = useI18n();
  const { answer, done } = steps;
  if (answer === "needs-person")
    return (
      <Told text={t("firstSteps.answer.needsPerson")}>
        <GoTo route={{ page: "outbox", tab: "needs", itemId: null }}>{t("shell.outboxTitle")}</GoTo>
      </Told>
    );
  const text =
    answer === "sent" ? "sent" : answer === "waiting" ? "waiting" : done.mail && done.receipt ? "notYet" : "text";
  return (
    <Told text={t(`firstSteps.answer.${text}`)}>
      <ToTicket steps={steps} />
    </Told>
  );
}

function ToTicket({ steps: { ticketId } }: { readonly steps: FirstSteps }) {
  const { t } = useI18n();
  return ticketId === null ? null : <GoTo route={{ page: "ticket", ticketId }}>{t("firstSteps.openTicket")}</GoTo>;
}

function Told({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <>
      <p>{text}</p>
      {children}
    </>
  );
}

function GoTo({ route, children }: { readonly route: Route; readonly children: ReactNode }) {
  return (
    <Button size="compact-xs" component="a" href={hrefOf(route)}>
      {children}
    </Button>
  );
}

/** RFC 6068: what is no letter, digit or sign of an address is escaped. */
function mailTo(address: string, subject: string): string {
  return `mailto:${encodeURIComponent(address).replace("%40", "@")}?subject=${encodeURIComponent(subject)}`;
}
