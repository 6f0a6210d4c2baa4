import { ActionIcon, Button, Group, Switch, Title } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconHourglass, IconPlus } from "@tabler/icons-react";
import { hrefOf, navigate, type Route } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { formatDuration } from "#renderer/components/format-amounts.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import type { SlaPolicyView } from "#shared/contract/sla.ts";
import { PageFrame } from "../form/PageFrame.tsx";
import { SavedMark } from "../form/SavedMark.tsx";
import { useSaving, type Saver } from "../form/use-saving.ts";
import { NEW_POLICY, policyRoute } from "./policy-route.ts";
import { policySentence } from "./policy-sentence.ts";
import css from "./sla.module.css";

const cx = classNamesOf(css);
const SETTINGS: Route = { page: "settings", section: null, id: null, tab: null };
const MINUTE_MS = 60_000;

/** Every policy in its order, in words; the first that a ticket meets is its own. */
export function PolicyList({ policies }: { readonly policies: readonly SlaPolicyView[] }) {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const saving = useSaving();
  usePageTitle(t("sla.title"));
  const add = (
    <Button
      leftSection={<IconPlus size={14} />}
      flex="none"
      disabled={!mayChange}
      onClick={() => navigate(policyRoute(NEW_POLICY))}
    >
      {t("sla.add")}
    </Button>
  );
  return (
    <PageFrame
      path={[{ label: t("settings.title"), route: SETTINGS }]}
      title={<Title order={1}>{t("sla.title")}</Title>}
      guarded
    >
      {policies.length === 0 ? (
        <EmptyState
          icon={<IconHourglass size={32} stroke={1.5} />}
          title={t("sla.empty.title")}
          text={t("sla.empty.text")}
          action={add}
        />
      ) : (
        <>
          <div className={cx("head")}>
            <p className={cx("text")}>{t("sla.text")}</p>
            {add}
          </div>
          <ol className={cx("list")}>
            {policies.map((policy, index) => (
              <PolicyRow
                key={policy.id}
                policy={policy}
                index={index}
                ids={policies.map(({ id }) => id)}
                saving={saving}
              />
            ))}
          </ol>
          <SavedMark state={saving.state} />
        </>
      )}
    </PageFrame>
  );
}

function PolicyRow(props: {
  readonly policy: SlaPolicyView;
  readonly index: number;
  readonly ids: readonly string[];
  readonly saving: Saver;
}) {
  const { policy, index, ids, saving } = props;
  const { t, language } = useI18n();
  const { client } = useDesk();
  const mayChange = useMayChange();
  const calendars = useDeskState((state) => state.setup.workCalendars);
  const { id, name, enabled } = policy;
  const moveTo = (place: number) =>
    void saving.run(() => client.slaPolicies.order({ ids: ids.toSpliced(index, 1).toSpliced(place, 0, id) }));
  return (
    <li className={cx("row", !enabled && "isOff")}>
      <div className={cx("rowWords")}>
        <a href={hrefOf(policyRoute(id))} className={cx("name")}>
          {name}
        </a>
        <p className={cx("sentence")}>
          {policySentence(policy, calendars, t, (minutes) => formatDuration(minutes * MINUTE_MS, language))}
        </p>
      </div>
      <Group gap={4} wrap="nowrap">
        <ActionIcon
          aria-label={t("sla.up", { name })}
          disabled={!mayChange || index === 0}
          onClick={() => moveTo(index - 1)}
        >
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon
          aria-label={t("sla.down", { name })}
          disabled={!mayChange || index === ids.length - 1}
          onClick={() => moveTo(index + 1)}
        >
          <IconArrowDown size={16} />
        </ActionIcon>
        <Switch
          aria-label={t("sla.onFor", { name })}
          checked={enabled}
          disabled={!mayChange}
          onChange={(event) => {
            const isOn = event.currentTarget.checked;
            void saving.run(() => client.slaPolicies.update({ id, enabled: isOn }));
          }}
        />
      </Group>
    </li>
  );
}
