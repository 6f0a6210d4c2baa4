/** What the fields of a form are handed. */
import type { Field } from "./fields.ts";

export type Values = Readonly<Record<string, unknown>>;
/** @param field the path of what is typed into; null: something was chosen */
export type OnChange = (values: Values, field: string | null) => void;

export type FieldProps = {
  readonly field: Field;
  readonly path: string;
  /** Of all fields beside it. */
  readonly values: Values;
  readonly onChange: OnChange;
};

export type FilledProps = FieldProps & {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly canBeNone?: boolean;
};

/** What every kind of input takes alike. */
export type CommonProps = {
  readonly label?: string;
  readonly "aria-label"?: string;
  readonly error: string | null;
  readonly disabled: boolean;
  readonly onBlur: () => void;
};
/** @param isTyped into a text, whose changes are one step of undo */
export type SetValue = (value: unknown, isTyped?: boolean) => void;
