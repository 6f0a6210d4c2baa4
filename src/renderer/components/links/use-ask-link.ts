import { useCallback } from "react";
import { useI18n, useServices } from "#renderer/state/desk-context.tsx";
import type { AskedLink } from "#renderer/state/shell-store.ts";
import { describeLink, mayBeTrusted } from "#shared/rules/links/describe-link.ts";
import { useToasts } from "../use-toasts.tsx";
import { openOutside } from "./open-outside.ts";

/** What is done with a link that leads outside: the person is asked, unless they said that they don't want to be for its site. */
export function useAskLink(): (link: AskedLink) => void {
  const { desk, preferences, shell } = useServices();
  const { t } = useI18n();
  const toasts = useToasts();
  return useCallback(
    (asked) => {
      const link = describeLink(asked.href, asked.text);
      if (link === null) return;
      if (mayBeTrusted(link) && preferences.getState().trustedSites.includes(link.host)) {
        openOutside(desk, link.url).catch((error: unknown) => toasts.failed(error, { title: t("link.failed") }));
      } else shell.setState({ linkAsked: asked });
    },
    [desk, preferences, shell, t, toasts],
  );
}
