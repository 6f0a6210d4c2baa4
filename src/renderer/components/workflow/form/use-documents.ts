import { hasLeft } from "#shared/rules/access/roles.ts";
import { isOffered, optionsOf } from "#shared/rules/properties/options.ts";
import { useMemo } from "react";
import type { ReferenceKind } from "#shared/automation/filters/properties.ts";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { stayingPipelines } from "#shared/rules/pipeline-rules/removal.ts";

export type Choice = { readonly value: string; readonly label: string };
export type Choices = readonly (Choice | { readonly group: string; readonly items: Choice[] })[];

/** The desk's documents of a kind, for a list to choose from; null where there are too many to list. @param pipelineId whose statuses; null: of all, by pipeline */
export function useDocuments(): (kind: ReferenceKind, pipelineId?: string | null) => Choices | null {
  const { t } = useI18n();
  const setup = useDeskState((state) => state.setup);
  return useMemo(() => {
    const named = (list: readonly { readonly id: string; readonly name: string }[]) =>
      list.map(({ id, name }) => ({ value: id, label: name }));
    const pipelines = stayingPipelines(setup.pipelines);
    return (kind, pipelineId = null) => {
      switch (kind) {
        case "pipeline":
          return named(pipelines);
        case "stage": {
          const own = pipelines.filter(({ id }) => pipelineId === null || id === pipelineId);
          return own.length === 1
            ? named(own[0]?.stages ?? [])
            : own.map(({ name, stages }) => ({ group: name, items: named(stages) }));
        }
        case "user":
          return named(
            setup.users.map((user) =>
              hasLeft(user) ? { ...user, name: t("ticket.name.left", { name: user.name }) } : user,
            ),
          );
        case "team":
          return named(setup.teams);
        case "property":
          return named(setup.properties.filter(isOffered));
        case "property-option":
          return setup.properties.flatMap((property) => {
            const items = named(optionsOf(property).filter(isOffered));
            return items.length === 0 ? [] : [{ group: property.name, items }];
          });
        case "channel":
          return named(setup.channels);
        case "workflow":
          return named(setup.workflows);
        case "mail-template":
          return named(setup.mailTemplates);
        case "contact":
        case "company":
          return null;
      }
    };
  }, [setup, t]);
}
