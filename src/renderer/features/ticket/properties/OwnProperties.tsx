import { Anchor, CloseButton, UnstyledButton } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { OwnValueInput } from "#renderer/components/properties/OwnValueInput.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayWrite } from "#renderer/state/use-access.ts";
import type { PropertyView } from "#shared/contract/properties.ts";
import type { OwnValue } from "#shared/model/setup/property.ts";
import { checkValue } from "#shared/rules/properties/check-value.ts";
import { isOffered } from "#shared/rules/properties/options.ts";
import { useTicket } from "../ticket-context.tsx";
import css from "./Properties.module.css";
import { PropertyRow } from "./PropertyRow.tsx";
import { useUpdate } from "./use-update.ts";
import { PanelPart } from "./PanelPart.tsx";

const cx = classNamesOf(css);
const FIELD = { input: cx("control"), section: cx("section") };
/** So many empty fields stand open; more would hide what is known. */
const MANY = 4;

/** The desk's own properties: those that have a value, and the others, folded where they are many. */
export function OwnProperties() {
  const { t } = useI18n();
  const { record } = useTicket();
  const mayWrite = useMayWrite();
  const properties = useDeskState((state) => state.setup.properties);
  const [isOpen, setOpen] = useState(false);
  const values = record.ticket.values ?? {};
  const known = properties.filter(({ id }) => values[id] !== undefined);
  const empty = properties.filter((property) => values[property.id] === undefined && isOffered(property));
  if (known.length + empty.length === 0) return null;
  const isFolded = empty.length > MANY && !isOpen;
  // In their own order: a field must not jump when it is filled in.
  const shown = isFolded ? known : properties.filter((one) => known.includes(one) || empty.includes(one));
  return (
    <PanelPart name="own" title={t("properties.ofTicket")}>
      <fieldset className={cx("fields")} disabled={!mayWrite}>
        {shown.map((property) => (
          <PropertyRow key={property.id} label={property.name} {...hintOf(property)}>
            <OwnField property={property} value={values[property.id] ?? null} />
          </PropertyRow>
        ))}
      </fieldset>
      {empty.length > MANY ? (
        <UnstyledButton className={cx("fold")} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t("properties.fewer") : t("properties.more", { count: empty.length })}
        </UnstyledButton>
      ) : null}
    </PanelPart>
  );
}

const hintOf = ({ description }: PropertyView) => (description === "" ? {} : { hint: description });

/** A value edited in place: what is typed is kept when the field is left, what is chosen at once; Escape forgets. */
function OwnField({ property, value }: { readonly property: PropertyView; readonly value: OwnValue | null }) {
  const { t } = useI18n();
  const update = useUpdate();
  const users = useDeskState((state) => state.setup.users);
  /** Undefined: nothing is being typed. */
  const [typed, setTyped] = useState<OwnValue | null | undefined>(undefined);
  const shown = typed === undefined ? value : typed;
  const checked = checkValue(property, shown, {
    had: value ?? undefined,
    isUser: (id) => users.some((user) => user.id === id),
  });
  const save = (next: OwnValue | null): void => {
    if (JSON.stringify(next) !== JSON.stringify(value)) update({ values: { [property.id]: next } }, property.name);
  };
  const keep = (): void => {
    if (typed === undefined || !checked.isFitting) return;
    setTyped(undefined);
    save(checked.value);
  };
  const isLink = property.type === "url" && typeof value === "string" && typed === undefined;
  return (
    <div
      role="presentation"
      className={cx("withAction")}
      onKeyDown={(event) => {
        if (typed === undefined || (event.key !== "Escape" && event.key !== "Enter")) return;
        if (event.key === "Enter" && property.type === "long-text") return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === "Enter") keep();
        else setTyped(undefined);
      }}
    >
      <OwnValueInput
        property={property}
        aria-label={property.name}
        placeholder={t("ticket.property.none")}
        value={shown}
        classNames={{ ...FIELD, pill: cx("tag"), inputField: cx("tagInput") }}
        error={checked.isFitting ? undefined : problemText(property, checked.problem, t)}
        onBlur={keep}
        onChange={(next, isTyped) => (isTyped ? setTyped(next) : save(next))}
      />
      {isLink ? (
        <Anchor
          href={value}
          target="_blank"
          rel="noreferrer"
          aria-label={t("properties.follow", { name: property.name })}
        >
          <IconExternalLink size={14} aria-hidden />
        </Anchor>
      ) : null}
      {property.type === "date" && value !== null ? (
        <CloseButton
          className={cx("clear")}
          size="xs"
          aria-label={`${t("ticket.property.clear")}: ${property.name}`}
          onClick={() => save(null)}
        />
      ) : null}
    </div>
  );
}

type Translate = ReturnType<typeof useI18n>["t"];
type Problem = Extract<ReturnType<typeof checkValue>, { isFitting: false }>["problem"];

function problemText({ bounds }: PropertyView, problem: Problem, t: Translate): string {
  switch (problem) {
    case "min":
      return t("properties.problem.min", { min: String(bounds?.min ?? "") });
    case "max":
      return t("properties.problem.max", { max: String(bounds?.max ?? "") });
    case "decimals":
      return t("properties.problem.decimals", { count: bounds?.decimals ?? 0 });
    case "type":
    case "option":
    case "user":
    case "url":
    case "length":
      return t(`properties.problem.${problem}`);
  }
}
