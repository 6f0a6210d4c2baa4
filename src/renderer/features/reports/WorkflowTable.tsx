import { Table, Text } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { numberFormat } from "#renderer/components/intl-formats.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { hrefOf } from "#renderer/state/routes.ts";
import type { Report } from "#shared/contract/reports.ts";
import css from "./reports.module.css";

const cx = classNamesOf(css);

/** What automations did; each leads to its history. */
export function WorkflowTable({ workflows }: { readonly workflows: Report["workflows"] }) {
  const { t, language } = useI18n();
  const known = useDeskState((state) => state.setup.workflows);
  const number = numberFormat(language);
  return (
    <section className={cx("card")} aria-label={t("reports.workflows")}>
      <div className={cx("cardHead")}>
        <h2 className={cx("heading")}>
          {t("reports.workflows")} <span className={cx("faint")}>{t("reports.workflows.text")}</span>
        </h2>
      </div>
      {workflows.length === 0 ? (
        <Text c="dimmed" size="sm">
          {t("reports.workflows.none")}
        </Text>
      ) : (
        <div className={cx("table")}>
          <Table aria-label={t("reports.workflows")} verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("reports.workflow")}</Table.Th>
                {(["runs", "done", "failed"] as const).map((what) => (
                  <Table.Th key={what} className={cx("number")}>
                    {t(`reports.${what}`)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {workflows.map(({ workflowId, runs, done, failed }) => (
                <Table.Tr key={workflowId}>
                  <Table.Td>
                    <a href={hrefOf({ page: "workflows", workflowId, look: "history" })}>
                      {known.find(({ id }) => id === workflowId)?.name ?? t("reports.gone")}
                    </a>
                  </Table.Td>
                  {[runs, done, failed].map((count, index) => (
                    <Table.Td key={index} className={cx("number")}>
                      {number.format(count)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </section>
  );
}
