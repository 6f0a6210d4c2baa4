import { Text } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useUnknownParts } from "#renderer/state/use-search-names.ts";
import css from "./SearchPage.module.css";

const cx = classNamesOf(css);

/** Says what of the question nobody knows, and what was made of it. */
export function UnknownParts({ q }: { readonly q: string }) {
  const { t } = useI18n();
  const { operators, values } = useUnknownParts(q);
  return (
    <div role="status">
      {operators.map((name) => (
        <Text key={name} size="sm" className={cx("hint")}>
          {t("search.unknownOperator", { name })}
        </Text>
      ))}
      {values.map((value) => (
        <Text key={value} size="sm" className={cx("hint")}>
          {t("search.unknownValue", { value })}
        </Text>
      ))}
    </div>
  );
}
