import { Select, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { type ListFilter, WORKFLOW_ORIGINS, WORKFLOW_STATES } from "./list-filter.ts";
import css from "./list.module.css";

const cx = classNamesOf(css);

/** What of the list is shown: by name, pipeline, state and where it comes from. */
export function ListFilters(props: { readonly filter: ListFilter; readonly onChange: (filter: ListFilter) => void }) {
  const { filter, onChange } = props;
  const { t } = useI18n();
  const pipelines = useDeskState((state) => state.setup.pipelines);
  return (
    <div className={cx("filters")} role="search">
      <TextInput
        type="search"
        leftSection={<IconSearch size={14} />}
        aria-label={t("workflows.find")}
        placeholder={t("workflows.find")}
        value={filter.search}
        onChange={(event) => onChange({ ...filter, search: event.currentTarget.value })}
      />
      <Select
        aria-label={t("workflows.pipeline")}
        placeholder={t("workflows.allPipelines")}
        clearable
        data={pipelines.map(({ id, name }) => ({ value: id as string, label: name }))}
        value={filter.pipelineId}
        onChange={(pipelineId) => onChange({ ...filter, pipelineId })}
      />
      <Select
        aria-label={t("workflows.filter.state")}
        placeholder={t("workflows.filter.anyState")}
        clearable
        data={WORKFLOW_STATES.map((value) => ({ value, label: t(`workflows.filter.state.${value}`) }))}
        value={filter.state}
        onChange={(next) => onChange({ ...filter, state: WORKFLOW_STATES.find((one) => one === next) ?? null })}
      />
      <Select
        aria-label={t("workflows.filter.origin")}
        placeholder={t("workflows.filter.anyOrigin")}
        clearable
        data={WORKFLOW_ORIGINS.map((value) => ({ value, label: t(`workflows.filter.origin.${value}`) }))}
        value={filter.origin}
        onChange={(next) => onChange({ ...filter, origin: WORKFLOW_ORIGINS.find((one) => one === next) ?? null })}
      />
    </div>
  );
}
