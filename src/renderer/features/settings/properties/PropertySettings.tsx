import { Button, Title } from "@mantine/core";
import { IconForms, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { Route } from "#renderer/state/routes.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import type { PropertyView } from "#shared/contract/properties.ts";
import { isOffered } from "#shared/rules/properties/options.ts";
import { PageFrame } from "../form/PageFrame.tsx";
import { Section } from "../form/Section.tsx";
import { PropertyDialog } from "./PropertyDialog.tsx";
import { PropertyList } from "./PropertyList.tsx";
import { PropertyRow } from "./PropertyRow.tsx";
import { RemovePropertyDialog } from "./RemovePropertyDialog.tsx";
import css from "./properties.module.css";

const cx = classNamesOf(css);
const SETTINGS: Route = { page: "settings", section: null, id: null, tab: null };

/** Settings › Objects › Tickets › Properties: what the desk knows of its tickets beside what every desk does. */
export function PropertySettings() {
  const { t } = useI18n();
  const properties = useDeskState((state) => state.setup.properties);
  const mayChange = useMayChange();
  /** "new": one that is to be made. */
  const [edited, setEdited] = useState<PropertyView | "new" | null>(null);
  const [removing, setRemoving] = useState<PropertyView | null>(null);
  usePageTitle(t("properties.title"));
  const archived = properties.filter((property) => !isOffered(property));
  const make = (
    <Button leftSection={<IconPlus size={15} />} flex="none" disabled={!mayChange} onClick={() => setEdited("new")}>
      {t("properties.new")}
    </Button>
  );
  return (
    <PageFrame
      path={[
        { label: t("settings.title"), route: SETTINGS },
        { label: t("settings.objects"), route: null },
        { label: t("settings.objects.tickets"), route: null },
      ]}
      title={<Title order={1}>{t("properties.title")}</Title>}
      guarded
    >
      {properties.length === 0 ? (
        <EmptyState
          icon={<IconForms size={32} stroke={1.5} />}
          title={t("properties.empty.title")}
          text={t("properties.empty.text")}
          action={make}
        />
      ) : (
        <>
          <div className={cx("head")}>
            <p className={cx("text")}>{t("properties.text")}</p>
            {make}
          </div>
          <PropertyList properties={properties.filter(isOffered)} onEdit={setEdited} onRemove={setRemoving} />
        </>
      )}
      {archived.length === 0 ? null : (
        <Section title={t("properties.archived")} text={t("properties.archived.text")}>
          <ul className={cx("list")} aria-label={t("properties.archived")}>
            {archived.map((property) => (
              <li key={property.id} className={cx("row")}>
                <PropertyRow property={property} onEdit={setEdited} onRemove={setRemoving} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <PropertyDialog edited={edited} onClose={() => setEdited(null)} />
      <RemovePropertyDialog property={removing} onClose={() => setRemoving(null)} />
    </PageFrame>
  );
}
