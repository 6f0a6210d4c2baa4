import { Button, Group, Skeleton, Text } from "@mantine/core";
import { IconPhotoOff } from "@tabler/icons-react";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import type { MessageView } from "#shared/contract/views.ts";
import { isHuge } from "../message/body-plan.ts";
import { PlainText } from "../text/PlainText.tsx";
import { frameDocument } from "#renderer/components/mail-html/frame-document.ts";
import css from "./HtmlBody.module.css";
import { HtmlFrame } from "#renderer/components/mail-html/HtmlFrame.tsx";
import { useInlineImages } from "./use-inline-images.ts";
import { type SanitiseRequest, useSanitised } from "#renderer/components/mail-html/use-sanitised.ts";

const cx = classNamesOf(css);

type Loaded =
  | { readonly kind: "loading" }
  | { readonly kind: "html"; readonly html: string }
  | { readonly kind: "none" }
  | { readonly kind: "failed"; readonly error: unknown };

export type HtmlBodyProps = {
  readonly message: MessageView;
  /** Pictures from the network were asked for. */
  readonly remoteImages: boolean;
  readonly onShowImages: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/** An HTML mail, fetched when it is first shown. Its plain text stands in while it can't be had. */
export function HtmlBody(props: HtmlBodyProps) {
  const [attempt, setAttempt] = useState(0);
  return <Fetched key={attempt} {...props} onRetry={() => setAttempt((count) => count + 1)} />;
}

function Fetched(props: HtmlBodyProps & { readonly onRetry: () => void }) {
  const { message } = props;
  const { client } = useDesk();
  const { t } = useI18n();
  const [loaded, setLoaded] = useState<Loaded>({ kind: "loading" });
  const [formattedAsked, setFormattedAsked] = useState(false);

  useEffect(() => {
    const cancelled = new AbortController();
    client.messages.html({ id: message.id }, { signal: cancelled.signal }).then(
      ({ html }) => {
        if (!cancelled.signal.aborted) setLoaded(html === null ? { kind: "none" } : { kind: "html", html });
      },
      (error: unknown) => {
        if (!cancelled.signal.aborted) setLoaded({ kind: "failed", error });
      },
    );
    return () => cancelled.abort();
  }, [client, message.id]);

  const plain = <PlainText text={message.text} visibleText={message.visibleText} />;
  switch (loaded.kind) {
    case "loading":
      return <Waiting />;
    case "none":
      return plain;
    case "failed":
      return (
        <>
          <Notice text={failureText(loaded.error, t)} action={t("shell.tryAgain")} onAction={props.onRetry} />
          {plain}
        </>
      );
    case "html":
      if (isHuge(loaded.html) && !formattedAsked) {
        return <Heavy onAsk={() => setFormattedAsked(true)}>{plain}</Heavy>;
      }
      return (
        <Sheet
          {...props}
          html={loaded.html}
          evenIfHeavy={formattedAsked}
          plain={plain}
          onAsk={() => setFormattedAsked(true)}
        />
      );
  }
}

/** A mail that would stop the window for a moment, as its text until it is asked for. */
function Heavy(props: { readonly onAsk: () => void; readonly children: ReactNode }) {
  const { t } = useI18n();
  return (
    <>
      <Notice text={t("ticket.html.heavy")} action={t("ticket.html.showHeavy")} onAction={props.onAsk} />
      {props.children}
    </>
  );
}

/** One sentence over the body, with what the person can do about it. */
function Notice(props: {
  readonly icon?: ReactNode;
  readonly text: string;
  readonly action: string;
  readonly onAction: () => void;
}) {
  return (
    <Group gap="xs" className={cx("notice")} wrap="nowrap">
      {props.icon}
      <Text size="xs" style={{ flex: 1 }}>
        {props.text}
      </Text>
      <Button size="compact-xs" variant="default" style={{ flex: "none" }} onClick={props.onAction}>
        {props.action}
      </Button>
    </Group>
  );
}

type SheetProps = HtmlBodyProps & {
  readonly html: string;
  readonly evenIfHeavy: boolean;
  readonly plain: ReactNode;
  readonly onAsk: () => void;
  readonly onRetry: () => void;
};

function Sheet(props: SheetProps) {
  const { message, html, remoteImages, evenIfHeavy, plain } = props;
  const { t } = useI18n();
  const inlineImages = useInlineImages(message, html);
  const { forwarded } = message.classification;
  const request = useMemo((): SanitiseRequest | null => {
    if (inlineImages === null) return null;
    const quoteLabels = forwarded ? null : { show: t("ticket.quoted.show"), hide: t("ticket.quoted.hide") };
    return { html, policy: { remoteImages, inlineImages }, quoteLabels, evenIfHeavy };
  }, [html, remoteImages, inlineImages, forwarded, evenIfHeavy, t]);
  const state = useSanitised(request);
  const shown = useMemo(() => {
    if (state.kind !== "done" || state.result.kind === "heavy") return null;
    const { policy } = state.request;
    const document = frameDocument(state.result, { remoteImages: policy.remoteImages, title: message.subject });
    return { document, blockedImages: state.result.blockedImages };
  }, [state, message.subject]);

  if (state.kind === "waiting") return <Waiting />;
  if (state.kind === "failed") {
    return (
      <>
        <Notice text={failureText(state.error, t)} action={t("shell.tryAgain")} onAction={props.onRetry} />
        {plain}
      </>
    );
  }
  if (shown === null) return <Heavy onAsk={props.onAsk}>{plain}</Heavy>;
  return (
    <>
      {shown.blockedImages === 0 ? null : (
        <Notice
          icon={<IconPhotoOff size={15} stroke={1.75} aria-hidden style={{ flex: "none" }} />}
          text={t("ticket.html.blocked", { count: shown.blockedImages })}
          action={t("ticket.html.showImages")}
          onAction={props.onShowImages}
        />
      )}
      <HtmlFrame
        document={shown.document}
        title={t("ticket.html.frame", { subject: message.subject })}
        onKeyDown={props.onKeyDown}
      />
    </>
  );
}

/** As high as a short mail, so that little jumps when it arrives. */
function Waiting() {
  return (
    <div className={cx("waiting")} aria-hidden aria-busy>
      <Skeleton height={10} width="82%" />
      <Skeleton height={10} width="94%" />
      <Skeleton height={10} width="41%" />
    </div>
  );
}
