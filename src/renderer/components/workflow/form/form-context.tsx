import { createContext, useContext, useMemo } from "react";
import { createTell, type MessageKey } from "#shared/i18n/index.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { PlacedProblem } from "../problems/problems-context.tsx";

export type FormOf = {
  /** Names what is edited: what is typed into one of its fields is taken back at once. */
  readonly id: string;
  readonly isReadOnly: boolean;
  /** Paths of fields whose texts may have placeholders. */
  readonly templates: ReadonlySet<string>;
  /** Whose statuses can be chosen; null: those of all. */
  readonly pipelineId: string | null;
  /** By path, where a field is called otherwise than fields of its name. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Of what conditions may ask; absent: of everything. */
  readonly objects?: ReadonlySet<string>;
  /** Conditions on users can name whoever looks at it. Absent: nobody looks. */
  readonly hasMe?: boolean;
  readonly problems: readonly PlacedProblem[];
  /** A field was left. */
  readonly onLeave: () => void;
};

export const FormContext = createContext<FormOf>({
  id: "",
  isReadOnly: true,
  templates: new Set(),
  pipelineId: null,
  problems: [],
  onLeave: () => undefined,
});

export const useForm = (): FormOf => useContext(FormContext);

/** Messages whose keys are put together from names of fields and of their values; a test finds those that are missing. */
export function useFieldWords() {
  const { language } = useI18n();
  return useMemo(() => {
    const tell = createTell(language);
    return {
      field: (name: string) => tell(`workflows.field.${name}` as MessageKey),
      value: (field: string, value: string) => tell(`workflows.value.${field}.${value}` as MessageKey),
      operator: (operator: string) => tell(`workflows.operator.${operator}` as MessageKey),
      outcome: (outcome: string) => tell(`words.value.${outcome}` as MessageKey),
    };
  }, [language]);
}
