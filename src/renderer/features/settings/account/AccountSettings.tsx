import { Title } from "@mantine/core";
import { useCallback } from "react";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { Route } from "#renderer/state/routes.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import { PageFrame } from "../form/PageFrame.tsx";
import { NeedsTeam } from "../users/NeedsTeam.tsx";
import { useAnswer } from "../users/use-answer.ts";
import { DevicesSection } from "./DevicesSection.tsx";
import { PasswordSection } from "./PasswordSection.tsx";
import { SessionsSection } from "./SessionsSection.tsx";
import { SignatureSection } from "./SignatureSection.tsx";
import { TwoFactorSection } from "./TwoFactorSection.tsx";

const SETTINGS: Route = { page: "settings", section: null, id: null, tab: null };

/** Settings › My account: how one comes in, and from where. */
export function AccountSettings() {
  const { t } = useI18n();
  const { client } = useDesk();
  usePageTitle(t("account.title"));
  const { answer, reload } = useAnswer(useCallback(() => client.accounts.me(), [client]));
  return (
    <PageFrame
      path={[{ label: t("settings.title"), route: SETTINGS }]}
      title={<Title order={1}>{t("account.title")}</Title>}
      guarded={false}
    >
      <SignatureSection />
      <NeedsTeam answer={answer} why={t("account.noTeam")}>
        {(me) => (
          <>
            <PasswordSection address={me.address} />
            <TwoFactorSection hasTotp={me.hasTotp} codesLeft={me.recoveryCodesLeft} onChanged={reload} />
            <SessionsSection />
            <DevicesSection />
          </>
        )}
      </NeedsTeam>
    </PageFrame>
  );
}
