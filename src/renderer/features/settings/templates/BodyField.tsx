import { Checkbox, Input, SegmentedControl } from "@mantine/core";
import { IconCode } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { richDocument, type TemplateBody } from "#renderer/components/mail-template-editor/rich-body.ts";
import { TemplateEditor } from "#renderer/components/mail-template-editor/TemplateEditor.tsx";
import { Warning } from "#renderer/components/Warning.tsx";
import { TemplateInput } from "#renderer/components/workflow/form/TemplateInput.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { fieldIssue } from "./field-issue.ts";
import type { WordIssues } from "./template-words.ts";
import css from "./templates.module.css";

const cx = classNamesOf(css);

/** The text of a template: as rich text where that can hold all of it, else as source. A new `key` begins anew with other words. */
export function BodyField(props: {
  readonly value: TemplateBody;
  readonly issues: WordIssues["body"];
  readonly disabled: boolean;
  readonly onChange: (value: TemplateBody) => void;
}) {
  const { value, issues, disabled, onChange } = props;
  const { t } = useI18n();
  const [opened, setOpened] = useState(() => ({ document: richDocument(value), wasHtml: value.html, count: 0 }));
  const [isSource, setSource] = useState(opened.document === null);
  const [isLeft, setLeft] = useState(false);
  const names = useMemo(
    () => new Set(Array.isArray(issues) ? issues.map(({ about }: { about: string }) => about) : []),
    [issues],
  );
  const error = issues === "required" && !isLeft ? null : fieldIssue(issues, t);
  const choose = (wanted: string): void => {
    if (wanted === "source") {
      setSource(true);
      return;
    }
    // What the source says now.
    const document = richDocument(value);
    setOpened(({ count }) => ({ document, wasHtml: value.html, count: count + 1 }));
    setSource(document === null);
  };
  return (
    <div className={cx("body")} onBlur={() => setLeft(true)}>
      <div className={cx("bodyHead")}>
        <Input.Label component="span">{t("mailTemplates.body")}</Input.Label>
        <SegmentedControl
          size="xs"
          aria-label={t("mailTemplates.view")}
          value={isSource ? "source" : "rich"}
          data={[
            { value: "rich", label: t("mailTemplates.view.rich") },
            { value: "source", label: t("mailTemplates.view.source") },
          ]}
          onChange={choose}
        />
      </div>
      {isSource && opened.document === null ? (
        <Warning icon={<IconCode size={16} />} title={t("mailTemplates.view.source")}>
          {t("mailTemplates.sourceOnly")}
        </Warning>
      ) : null}
      {isSource || opened.document === null ? (
        <div className={cx("source")}>
          <TemplateInput
            label={t("mailTemplates.view.source")}
            value={value.body}
            isLong
            error={error}
            disabled={disabled}
            onBlur={() => setLeft(true)}
            onChange={(body) => onChange({ body, html: value.html })}
          />
          <Checkbox
            mt="xs"
            label={t("mailTemplates.html")}
            description={t("mailTemplates.html.text")}
            checked={value.html}
            disabled={disabled}
            onChange={(event) => onChange({ body: value.body, html: event.currentTarget.checked })}
          />
        </div>
      ) : (
        <>
          <TemplateEditor
            key={opened.count}
            document={opened.document}
            wasHtml={opened.wasHtml}
            label={t("mailTemplates.body")}
            readOnly={disabled}
            isWrong={error !== null}
            issues={names}
            onChange={onChange}
          />
          {error === null ? null : <Input.Error role="alert">{error}</Input.Error>}
        </>
      )}
    </div>
  );
}
