import { Badge, Button, Table } from "@mantine/core";
import { useCallback } from "react";
import { RelativeTime } from "#renderer/components/RelativeTime.tsx";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { Section } from "../form/Section.tsx";
import { NeedsTeam } from "../users/NeedsTeam.tsx";
import { useAnswer } from "../users/use-answer.ts";
import { browserOf } from "./browser-of.ts";

/** The browsers in which one is signed in. */
export function SessionsSection() {
  const { t } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const { answer, reload } = useAnswer(useCallback(() => client.accounts.mySessions(), [client]));
  const run = (work: Promise<unknown>) =>
    void work.then(
      () => {
        reload();
        toasts.done(t("account.sessions.ended"));
      },
      (error: unknown) => toasts.failed(error),
    );
  const hasOthers = answer.kind === "here" && answer.value.items.some(({ current }) => !current);
  return (
    <Section
      title={t("account.sessions")}
      text={t("account.sessions.text")}
      action={
        hasOthers ? (
          <Button variant="default" onClick={() => run(client.accounts.endOtherSessions())}>
            {t("account.sessions.endOthers")}
          </Button>
        ) : null
      }
    >
      <NeedsTeam answer={answer} why={t("account.noTeam")}>
        {({ items }) => (
          <Table verticalSpacing="xs">
            <Table.Tbody>
              {items.map((session) => {
                const name = browserOf(session.userAgent) ?? t("account.sessions.unknown");
                return (
                  <Table.Tr key={session.id}>
                    <Table.Td>
                      {name}{" "}
                      {session.current ? (
                        <Badge size="sm" variant="light">
                          {t("account.sessions.current")}
                        </Badge>
                      ) : null}
                      <div style={{ color: "var(--pd-faint)" }}>{session.address}</div>
                    </Table.Td>
                    <Table.Td>
                      <RelativeTime atEpochMs={session.lastSeenAtEpochMs} />
                    </Table.Td>
                    <Table.Td ta="end">
                      {session.current ? null : (
                        <Button
                          size="compact-sm"
                          variant="default"
                          aria-label={t("account.sessions.end.of", { name })}
                          onClick={() => run(client.accounts.endSession({ sessionId: session.id }))}
                        >
                          {t("account.sessions.end")}
                        </Button>
                      )}
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        )}
      </NeedsTeam>
    </Section>
  );
}
