import { TextInput, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, type Ref, useEffect, useRef, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { MAX_NAMED_RECIPIENTS } from "../limits.ts";
import { nameOf } from "../../person-name.ts";
import { type DraftRecipient, isValidRecipient, type MailDraft } from "../draft/mail-draft.ts";
import css from "./RecipientFields.module.css";
import { RecipientInput } from "./RecipientInput.tsx";

const cx = classNamesOf(css);

export type RecipientFieldsProps = {
  readonly draft: MailDraft;
  /** Used where the draft names nobody or no subject itself. */
  readonly defaults: { readonly to: readonly DraftRecipient[]; readonly subject: string };
  readonly suggestions: readonly DraftRecipient[];
  readonly readOnly: boolean;
  /** Open from the start: a new mail has to be addressed. */
  readonly startOpen: boolean;
  /** Each time it grows, whom the mail is for is asked for. */
  readonly focusAsked: number;
  /** More lines above them, such as the mailbox to send from. */
  readonly children?: ReactNode;
  readonly onChange: (change: Partial<MailDraft>) => void;
};

/** To, Cc, Bcc and the subject: one line that says them until it is opened. */
export function RecipientFields(props: RecipientFieldsProps) {
  const { draft, defaults } = props;
  const [opened, setOpened] = useState(
    () => props.startOpen || draft.bcc.length > 0 || !everyone(draft, defaults.to).every(isValidRecipient),
  );
  const [focusFirst, setFocusFirst] = useState(false);
  if (!opened && props.focusAsked === 0) {
    return (
      <Summary
        {...props}
        onOpen={() => {
          setFocusFirst(true);
          setOpened(true);
        }}
      />
    );
  }
  return <Fields {...props} focusFirst={focusFirst} />;
}

function Summary(props: RecipientFieldsProps & { readonly onOpen: () => void }) {
  const { draft } = props;
  const { t } = useI18n();
  const to = draft.to ?? props.defaults.to;
  const wrong = !everyone(draft, []).every(isValidRecipient);
  const copies = draft.cc.length + draft.bcc.length;
  return (
    <UnstyledButton
      className={cx("summary")}
      aria-expanded={false}
      title={everyone(draft, props.defaults.to)
        .map(({ address }) => address)
        .join(", ")}
      onClick={props.onOpen}
    >
      {wrong ? (
        <IconAlertTriangle size={14} aria-label={t("ticket.composer.isWrong")} color="var(--pd-danger)" />
      ) : null}
      <span className={cx("names")}>
        {t("ticket.composer.to")} <strong>{to.length === 0 ? t("ticket.composer.nobody") : namesOf(to)}</strong>
        {copies === 0 ? null : ` · ${t("ticket.details.cc")} ${namesOf([...draft.cc, ...draft.bcc])}`}
      </span>
      <span className={cx("more")}>
        {copies === 0 ? `${t("ticket.details.cc")}, ${t("ticket.details.bcc")}, ` : ""}
        {t("ticket.details.subject")}
        <IconChevronDown size={13} aria-hidden />
      </span>
    </UnstyledButton>
  );
}

function Fields(props: RecipientFieldsProps & { readonly focusFirst: boolean }) {
  const { draft, defaults, suggestions, readOnly, onChange } = props;
  const { t } = useI18n();
  const [copies, setCopies] = useState(draft.cc.length + draft.bcc.length > 0 || props.focusFirst);
  const root = useRef<HTMLDivElement>(null);
  const to = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (props.focusAsked > 0) to.current?.querySelector("input")?.focus();
  }, [props.focusAsked]);
  useEffect(() => {
    if (props.focusFirst) root.current?.querySelector("input")?.focus();
  }, [props.focusFirst]);
  return (
    <div className={cx("fields")} ref={root}>
      {props.children}
      <Row ref={to} label={t("ticket.details.toLabel")}>
        <RecipientInput
          label={t("ticket.details.toLabel")}
          recipients={draft.to ?? defaults.to}
          suggestions={suggestions}
          readOnly={readOnly}
          onChange={(to) => onChange({ to })}
        />
        {copies ? null : (
          <UnstyledButton className={cx("more")} onClick={() => setCopies(true)}>
            {t("ticket.details.cc")}, {t("ticket.details.bcc")}
          </UnstyledButton>
        )}
      </Row>
      {copies ? (
        <>
          <Row label={t("ticket.details.cc")}>
            <RecipientInput
              label={t("ticket.details.cc")}
              recipients={draft.cc}
              suggestions={suggestions}
              readOnly={readOnly}
              onChange={(cc) => onChange({ cc })}
            />
          </Row>
          <Row label={t("ticket.details.bcc")}>
            <RecipientInput
              label={t("ticket.details.bcc")}
              recipients={draft.bcc}
              suggestions={suggestions}
              readOnly={readOnly}
              onChange={(bcc) => onChange({ bcc })}
            />
          </Row>
        </>
      ) : null}
      <Row label={t("ticket.details.subject")}>
        <TextInput
          variant="unstyled"
          className={cx("input")}
          aria-label={t("ticket.details.subject")}
          value={draft.subject ?? defaults.subject}
          readOnly={readOnly}
          maxLength={MAX_SUBJECT_CHARS}
          // In a dialog: what the person has to fill in first.
          data-autofocus={defaults.subject === "" || undefined}
          onChange={(event) => onChange({ subject: event.currentTarget.value })}
        />
      </Row>
    </div>
  );
}

function Row(props: { readonly ref?: Ref<HTMLDivElement>; readonly label: string; readonly children: ReactNode }) {
  return (
    <div ref={props.ref} className={cx("row")}>
      {/* The field names itself; this is for the eye. */}
      <span className={cx("label")} aria-hidden>
        {props.label}
      </span>
      {props.children}
    </div>
  );
}

function everyone(draft: MailDraft, to: readonly DraftRecipient[]): readonly DraftRecipient[] {
  return [...(draft.to ?? to), ...draft.cc, ...draft.bcc];
}

function namesOf(people: readonly DraftRecipient[]): string {
  const named = people.slice(0, MAX_NAMED_RECIPIENTS).map(nameOf).join(", ");
  const more = people.length - MAX_NAMED_RECIPIENTS;
  return more > 0 ? `${named} +${more}` : named;
}

/** As the contract takes it. */
const MAX_SUBJECT_CHARS = 500;
