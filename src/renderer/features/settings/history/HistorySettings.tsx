import { Button, Skeleton, Text, Title } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { ImportChoice } from "#renderer/components/import/ImportChoice.tsx";
import { JobPanel } from "#renderer/components/import/JobPanel.tsx";
import { useImport } from "#renderer/components/import/use-import.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import type { Route } from "#renderer/state/routes.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import { PageFrame } from "../form/PageFrame.tsx";
import { Section } from "../form/Section.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { OfferSection } from "./OfferSection.tsx";
import { useHistoryOffers } from "./use-history-offers.ts";

const SETTINGS: Route = { page: "settings", section: null, id: null, tab: null };

/** Mail from before: brings an archive in, and shows which workflows would have run for what came in as history. */
export function HistorySettings() {
  const { t } = useI18n();
  const { offers, error, reload } = useHistoryOffers();
  usePageTitle(t("earlier.title"));
  return (
    <PageFrame
      path={[{ label: t("settings.title"), route: SETTINGS }]}
      title={<Title order={1}>{t("earlier.title")}</Title>}
      guarded
    >
      <Text size="sm" c="dimmed" maw="44rem" mb="sm">
        {t("earlier.text")}
      </Text>
      {error === undefined ? null : (
        <Text c="var(--pd-danger)" role="alert">
          {failureText(error, t)}{" "}
          <Button size="compact-xs" variant="default" onClick={reload}>
            {t("shell.tryAgain")}
          </Button>
        </Text>
      )}
      {offers === null && error === undefined ? <Skeleton height={80} /> : null}
      {offers?.length === 0 ? (
        <EmptyState
          icon={<IconHistory size={28} stroke={1.5} />}
          title={t("earlier.none.title")}
          text={t("earlier.none.text")}
        />
      ) : null}
      {offers?.map((offer) => (
        <OfferSection key={offer.channelId} offer={offer} onChange={reload} />
      ))}
      <ImportMore />
    </PageFrame>
  );
}

function ImportMore() {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const importing = useImport();
  const isRunning = useDeskState(({ status }) => status?.job?.state === "running");
  return (
    <Section title={t("earlier.import.title")} text={t("earlier.import.text")}>
      <div style={{ maxWidth: "28rem" }}>
        {importing.state.kind === "idle" ? null : <JobPanel importing={importing.state} />}
        {importing.state.kind === "working" ? null : (
          <ImportChoice disabled={!mayChange || isRunning} onImport={importing.start} />
        )}
      </div>
    </Section>
  );
}
