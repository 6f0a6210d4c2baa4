import { Badge, Button, Skeleton, Table, TextInput, Title } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { hrefOf, navigate, type Route } from "#renderer/state/routes.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { NEW_TEMPLATE, templateRoute } from "#renderer/state/template-routes.ts";
import { useMayChange } from "#renderer/state/use-access.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import type { MailTemplateView } from "#shared/contract/mail-templates.ts";
import { PageFrame } from "../form/PageFrame.tsx";
import { PublicAddress } from "./PublicAddress.tsx";
import { RowActions } from "./RowActions.tsx";
import { isChangedBuiltIn, type TemplateUse, type TemplateUser } from "./template-use.ts";
import { UsedBy } from "./UsedBy.tsx";
import css from "./templates.module.css";

const cx = classNamesOf(css);
const SETTINGS: Route = { page: "settings", section: null, id: null, tab: null };
/** So many are seen at a glance. */
const MANY = 8;

/** Every template with what it is and who sends it. @param templates null while they are loaded */
export function TemplateList(props: {
  readonly templates: readonly MailTemplateView[] | null;
  readonly use: TemplateUse;
}) {
  const { templates, use } = props;
  const { t } = useI18n();
  const mayChange = useMayChange();
  const [q, setQ] = useState("");
  usePageTitle(t("mailTemplates.title"));
  const found = (templates ?? []).filter((one) => isFound(one, q));
  return (
    <PageFrame
      path={[{ label: t("settings.title"), route: SETTINGS }]}
      title={<Title order={1}>{t("mailTemplates.title")}</Title>}
      guarded
    >
      <div className={cx("head")}>
        <p className={cx("text")}>{t("mailTemplates.text")}</p>
        <Button
          leftSection={<IconPlus size={14} />}
          flex="none"
          disabled={!mayChange}
          onClick={() => navigate(templateRoute(NEW_TEMPLATE))}
        >
          {t("mailTemplates.new")}
        </Button>
      </div>
      {(templates?.length ?? 0) > MANY ? (
        <TextInput
          type="search"
          maw={320}
          mb="sm"
          leftSection={<IconSearch size={14} />}
          aria-label={t("mailTemplates.find")}
          placeholder={t("mailTemplates.find")}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
      ) : null}
      {templates === null ? (
        <div aria-busy>
          <Skeleton height={44} mb="xs" />
          <Skeleton height={44} />
        </div>
      ) : found.length === 0 ? (
        <p className={cx("faint")} role="status">
          {t("mailTemplates.found.none", { q: q.trim() })}
        </p>
      ) : (
        <Table.ScrollContainer minWidth={560}>
          <Table verticalSpacing="xs" layout="fixed">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("mailTemplates.column.name")}</Table.Th>
                <Table.Th w="36%">{t("mailTemplates.column.usedBy")}</Table.Th>
                <Table.Td w={48} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.map((template) => (
                <TemplateRow key={template.id} template={template} users={use.get(template.id) ?? []} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {templates?.some(({ marketing }) => marketing) === true ? <PublicAddress /> : null}
    </PageFrame>
  );
}

function TemplateRow(props: { readonly template: MailTemplateView; readonly users: readonly TemplateUser[] }) {
  const { template, users } = props;
  const mayChange = useMayChange();
  return (
    <Table.Tr>
      <Table.Td className={cx("cell")}>
        <span className={cx("name")}>
          <a href={hrefOf(templateRoute(template.id))} dir="auto">
            {template.name}
          </a>
          <TemplateBadges template={template} />
        </span>
        <div className={cx("subject")} dir="auto" title={template.subject}>
          {template.subject}
        </div>
      </Table.Td>
      <Table.Td className={cx("cell")}>
        <UsedBy users={users} />
      </Table.Td>
      <Table.Td className={cx("cell")}>{mayChange ? <RowActions template={template} users={users} /> : null}</Table.Td>
    </Table.Tr>
  );
}

/** Whether it is built in, and changed; whether it is marketing. */
export function TemplateBadges({ template }: { readonly template: MailTemplateView }) {
  const { t } = useI18n();
  return (
    <>
      {template.builtIn === null ? null : (
        <Badge size="sm" variant="light" color="gray">
          {t("mailTemplates.builtIn")}
        </Badge>
      )}
      {isChangedBuiltIn(template) ? (
        <Badge size="sm" variant="light">
          {t("mailTemplates.changed")}
        </Badge>
      ) : null}
      {template.marketing ? (
        <Badge size="sm" variant="light" color="orange">
          {t("mailTemplates.marketing")}
        </Badge>
      ) : null}
    </>
  );
}

function isFound({ name, subject, body }: MailTemplateView, q: string): boolean {
  const wanted = q.trim().toLowerCase();
  return [name, subject, body].some((text) => text.toLowerCase().includes(wanted));
}
